//! What `ssh` asks a person at a terminal: whether to trust a key, and for a passphrase.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use slipway_testkit::{Finished, Terminal, finish, watch_secrets};

use super::traces::nobody_else;
use slipway_tests::documents::code_of;
use slipway_tests::scene::Scene;
use slipway_tests::truth::files_with;

const TRUST: &str = "Are you sure you want to continue connecting (yes/no/[fingerprint])?";
const PASSPHRASE: &str = "Enter passphrase for key";
const DEPLOY: &str = "Carry out this plan? [y/N]";

#[test]
fn a_person_at_a_terminal_answers_for_keys_and_passphrases() {
    let Some(scene) = Scene::start("questions of ssh", 2) else { return };
    scene.configure("hosts: [host-1]", "hosts: [host-1, host-2]");
    scene.ok(&["run"]);
    unknown_keys(&scene);
    locked_key(&scene);
}

/// Runs `slipway WORDS` at a terminal and gives the answers to the questions.
fn answering(scene: &Scene, words: &str, answers: &[(&str, &str)]) -> Finished {
    let mut terminal = scene.at_terminal(words);
    for (question, answer) in answers {
        terminal.answer(question, answer).expect("it asks");
    }
    scene.read(terminal)
}

fn known(scene: &Scene) -> String {
    fs::read_to_string(scene.network.known_hosts()).unwrap()
}

fn unknown_keys(scene: &Scene) {
    fs::write(scene.network.known_hosts(), "").unwrap();
    let declined = answering(scene, "deploy sandbox --yes", &[(TRUST, "no"), (TRUST, "no")]);
    assert_eq!(declined.code, 3, "--yes answers plans, never host keys: {}", declined.describe());
    assert_eq!(declined.stdout.matches(TRUST).count(), 2, "each host once: {}", declined.describe());
    for host in &scene.hosts {
        let print = host.key().fingerprint().unwrap();
        let shown = [
            format!("{} is not known yet, so ssh asks", host.name()),
            format!("The authenticity of host '{}", host.address()),
            format!("ED25519 key fingerprint is {print}"),
        ];
        assert!(
            shown.iter().all(|text| declined.stdout.contains(text)),
            "{shown:?}: {}",
            declined.describe()
        );
    }
    assert!(declined.stdout.contains("was not accepted; nothing was done"), "{}", declined.describe());
    assert_eq!(known(scene), "", "a no is a no");

    scene.repository.write("deploy.sh", "ssh deploy@host-1 docker-compose up -d\n").unwrap();
    let proposed = answering(scene, "init", &[(TRUST, "no")]);
    fs::remove_file(scene.folder().join("deploy.sh")).unwrap();
    assert_eq!(proposed.code, 0, "{}", proposed.describe());
    for text in ["hosts: [deploy@host-1]", "deploy@host-1 could not be asked", "was not accepted"] {
        assert!(
            proposed.stdout.contains(text),
            "a host that is not asked is left to the person: {}",
            proposed.describe()
        );
    }

    let mut terminal = scene.at_terminal("deploy sandbox");
    terminal.wait_for(TRUST).unwrap();
    terminal.press("\x03").unwrap();
    let interrupted = scene.read(terminal);
    assert_eq!(interrupted.code, 130, "{}", interrupted.describe());
    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was done");

    let accepted = answering(scene, "deploy sandbox", &[(TRUST, "yes"), (TRUST, "yes"), (DEPLOY, "n")]);
    assert_eq!(accepted.code, 130, "{}", accepted.describe());
    for host in &scene.hosts {
        let line = format!("{} {}", host.address(), host.key().known());
        assert!(known(scene).contains(&line), "ssh itself wrote it down: {}", known(scene));
    }
    assert_eq!(scene.running("host-1", "sandbox"), [], "the plan was declined");
}

/// Puts the key that the hosts accept behind a passphrase, as many people's keys are.
fn lock_key(scene: &Scene, passphrase: &str) -> PathBuf {
    let key = scene.network.key().private().to_owned();
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-p", "-P", "", "-N", passphrase, "-f"]).arg(&key);
    finish(command, Duration::from_secs(10)).unwrap().success().expect("the key is locked");
    key
}

/// Deploys with the passphrase. The connections break while the person reads the plan, so that `ssh` has to
/// ask once more in the middle of the steps.
fn deploy_with(scene: &Scene, passphrase: &str) -> Finished {
    let mut terminal = scene.at_terminal("deploy sandbox");
    let give = |terminal: &mut Terminal| {
        for _ in &scene.hosts {
            terminal.answer(PASSPHRASE, passphrase).expect("it asks");
        }
    };
    give(&mut terminal);
    terminal.wait_for(DEPLOY).expect("it asks");
    scene.laptop.root_sh("pkill -x ssh").unwrap().success().expect("connections were open");
    terminal.press("y\n").unwrap();
    give(&mut terminal);
    scene.read(terminal)
}

fn locked_key(scene: &Scene) {
    let passphrase = format!("quince-{}-Marmalade", std::process::id());
    let key = lock_key(scene, &passphrase);
    let watch = watch_secrets(&passphrase);
    let refused = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(code_of(&refused), "host_denied", "{refused:#}");
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.contains("the key has a passphrase and nobody can be asked for it"), "{message}");
    let fix = format!("`ssh-add '{}'`", key.display());
    assert!(refused["error"]["hint"].as_str().unwrap().contains(&fix), "{refused:#}");

    let wrong = answering(scene, "deploy sandbox", &[(PASSPHRASE, "not it"); 6]);
    assert_eq!(wrong.code, 1, "{}", wrong.describe());
    assert!(
        wrong.stdout.contains("but its passphrase was not given rightly; nothing was done"),
        "{}",
        wrong.describe()
    );

    assert_eq!(scene.running("host-1", "sandbox"), [], "nothing was done");

    let right = deploy_with(scene, &passphrase);
    assert_eq!(right.code, 0, "{}", right.describe());
    assert!(!right.stdout.contains("authenticity"), "a known key is not asked about: {}", right.describe());
    for host in &scene.hosts {
        assert_eq!(scene.running(host.name(), "sandbox").len(), 1, "it was deployed");
    }
    let asked = right.stdout.matches(PASSPHRASE).count();
    assert_eq!(asked, 4, "once per host and connection: {}", right.describe());
    let quiet = right.stdout.split("so ssh asks:").skip(1).filter_map(|rest| rest.split_once(PASSPHRASE));
    for (before, _) in quiet {
        assert_eq!(before.trim(), "", "nothing is drawn into a question: {}", right.describe());
    }
    for screen in [&wrong.stdout, &right.stdout] {
        assert!(!screen.contains("not it") && !screen.contains(&passphrase), "typed without echo: {screen}");
    }
    let (seen, rounds) = watch.end();
    assert!(rounds > 20, "processes were looked at only {rounds} times");
    nobody_else(scene, &seen, |_| false);
    assert_eq!(seen, [], "not even slipway has it");
    for folder in [scene.laptop.home(), scene.host("host-1").home()] {
        assert_eq!(files_with(&folder, &passphrase), Vec::<PathBuf>::new(), "it is kept nowhere");
    }
}
