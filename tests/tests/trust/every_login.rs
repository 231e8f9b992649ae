//! Every kind of login that a release may need from one keychain: for a registry, AWS, hosts, the team's channels, a git
//! server and the application, from a commit to production and back.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use slipway_testkit::{
    FakeAws, Finished, Registry, RegistryOptions, StandInKeys, finish, watch_all_secrets, watch_secrets,
    watch_shared_memory,
};

use super::keychain::{
    DockerFile, handed_to_the_window, name_the_secret, private_line, says_what_it_used, start_keychain,
    without_its_key,
};
use super::traces::{
    in_no_text, nobody_else, nowhere_on_the_host, nowhere_on_the_laptop, only_in_the_environments_own_files,
    runs_the_service,
};
use slipway_tests::scene::Scene;
use slipway_tests::services::{Services, until};

const ACCOUNT: &str = "123456789012";

/// What is secret, made for this run alone, so that nothing on this machine holds it beforehand.
struct Values {
    /// Opens the registry that the base lies in.
    registry: String,
    /// What AWS gives for the registry that images go to.
    ecr: String,
    aws_key: String,
    aws_session: String,
    /// What the containers get.
    book: String,
    passphrase: String,
    services: StandInKeys,
}

impl Values {
    fn of_this_run() -> Self {
        let own = std::process::id();
        Self {
            registry: format!("held horse {own} battery"),
            ecr: format!("given-for-a-time-{own}-plum"),
            aws_key: format!("kEyOf/{own}+TheAccount/bPxRfiCYEXAMPLE"),
            aws_session: format!("SeSsion/{own}/OfTheAccount/wJalrXUtnFEMI"),
            book: format!("open-Sesame:{own}/pear"),
            passphrase: format!("nine boats {own} upstream"),
            services: StandInKeys {
                token: format!("xoxb-{own}-of-the-team"),
                secret: format!("SEC{own}ofTheWebhook"),
                git: format!("of-the-git-server-{own}-quince"),
            },
        }
    }

    /// What nobody but Slipway and whom it is for may have, besides the key of the hosts.
    fn hidden(&self) -> [&str; 8] {
        let StandInKeys { token, secret, git } = &self.services;
        let Self { registry, ecr, aws_key, aws_session, passphrase, .. } = self;
        [registry, ecr, aws_key, aws_session, passphrase, token, secret, git]
    }
}

#[test]
fn a_release_goes_all_the_way_with_every_kind_of_login_from_one_keychain_and_leaves_no_trace() {
    let values = Values::of_this_run();
    let login = Some(("slipway".to_owned(), values.registry.clone()));
    let options = RegistryOptions { login, ..RegistryOptions::default() };
    let Some(mut scene) = Scene::with("every kind of login from a keychain", 1, &options) else { return };
    let (_images, aws) = images_at_aws(&mut scene, &values.ecr);
    start_keychain(&mut scene);
    let open = without_its_key(&mut scene);
    let locked = locked_with(&open, &values.passphrase);
    name_the_secret(&scene);
    let scene = scene;
    let docker_file = DockerFile::write(&scene);
    let services = Services::start(&scene, &values.services);
    tell_the_team(&scene, &services);

    let lines = [private_line(&open), private_line(&locked)];
    let hidden = [&values.hidden()[..], &[&lines[0][..], &lines[1]]].concat();
    let all = [&hidden[..], &[&values.book[..]]].concat();
    let (watch, watch_given) = (watch_all_secrets(&hidden), watch_secrets(&values.book));
    let shared_memory = watch_shared_memory(&all);
    fill_the_keychain(&scene, &services, &values, &locked);
    let journey = journey(&scene);
    let handed = handed_to_the_window(&scene);
    until("the team was told", || {
        scene.slipway(&["status"]);
        ["slack", "slack_webhook", "webhook"].iter().all(|one| told(&services, one)).then_some(())
    });

    let ((seen, rounds), (given, _)) = (watch.end(), watch_given.end());
    assert!(rounds > 20, "processes were looked at only {rounds} times");
    let (in_memory, rounds) = shared_memory.end();
    assert!(rounds > 20, "shared memory was looked at only {rounds} times");
    assert!(in_memory.is_empty(), "shared memory holds a secret: {in_memory:?}");
    assert!(seen.is_empty(), "somebody could read them: {seen:#?}");
    nobody_else(&scene, &given, |sighting| !sighting.in_arguments && runs_the_service(sighting));
    assert!(given.iter().any(runs_the_service), "the service did get its secret: {given:?}");
    for finished in &journey {
        assert_eq!(finished.code, 0, "{}", finished.describe());
        in_no_text("a command", &format!("{}{}", finished.stdout, finished.stderr), &all);
    }
    handed.iter().for_each(|text| in_no_text("what the window was handed", text, &all));
    each_was_used(&journey, &services, &aws);
    for service in ["slack", "slack_webhook", "webhook"] {
        in_no_text(service, &json!(services.taken(service)).to_string(), &all);
    }
    nowhere_on_the_laptop(&scene, &all);
    nowhere_on_the_host(&scene, &hidden);
    only_in_the_environments_own_files(&scene, &values.book, &["sandbox", "production"]);
    docker_file.is_as_it_was();
}

/// Images go to a registry of AWS, which wants the login that AWS alone gives; the base stays in the other one. Both
/// environments belong to the account.
fn images_at_aws(scene: &mut Scene, password: &str) -> (Registry, FakeAws) {
    let login = Some(("AWS".to_owned(), password.to_owned()));
    let images = scene
        .network
        .registry(&RegistryOptions { tls: false, login, tokens: false })
        .expect("a registry of AWS");
    let aws = FakeAws::start(&scene.network.own_address()).expect("AWS");
    aws.give(password);
    scene.laptop.set("AWS_ENDPOINT_URL", &aws.url());
    let (base, own) = (scene.registry.address().to_owned(), images.address().to_owned());
    for file in ["docker-compose.yml", "slipway.yml"] {
        let (from, to) = (format!("{base}/recipes/api"), format!("{own}/recipes/api"));
        scene.repository.replace(file, &from, &to).expect("it names the registry");
    }
    let at_aws =
        format!("{{ insecure: true, create: true, ecr: {ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com }}");
    scene.configure(&format!("\"{base}\": {{}}"), &format!("\"{base}\": {{}}, \"{own}\": {at_aws}"));
    for line in ["    branch: develop\n", "    after: sandbox\n"] {
        scene.configure(line, &format!("{line}    aws: {{ account: \"{ACCOUNT}\" }}\n"));
    }
    (images, aws)
}

/// The same key, locked with a passphrase.
fn locked_with(key: &str, passphrase: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("key");
    fs::write(&file, key).expect("a key");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a key for its user alone");
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-p", "-P", "", "-N", passphrase, "-f"]).arg(&file);
    finish(command, Duration::from_secs(60)).expect("ssh-keygen").success().expect("a locked key");
    fs::read_to_string(&file).expect("a key")
}

/// Notices go to Slack, as a bot and by a webhook, and to a webhook of one's own.
fn tell_the_team(scene: &Scene, services: &Services<'_>) {
    let text = scene.repository.read("slipway.yml").expect("slipway.yml");
    let [api, own] = ["slack", "webhook"].map(|service| services.url(service));
    let notifications = format!(
        "\nnotifications:\n  channels:\n    \
         team: {{ slack: {{ channel: \"#releases\", credential: TEAM_BOT, url: \"{api}\" }} }}\n    \
         hall: {{ slack_webhook: {{ credential: HALL }} }}\n    \
         hook: {{ webhook: {{ url: \"{own}\", sign: HOOK_KEY }} }}\n  \
         rules:\n    - {{ on: [started, succeeded, failed], environments: sandbox, to: [team, hall, hook] }}\n"
    );
    scene.change("slipway.yml", &(text + &notifications));
}

fn fill_the_keychain(scene: &Scene, services: &Services<'_>, values: &Values, key: &str) {
    let add = |kind: &str, name: &str, more: &[&str], value: &str| {
        scene.given(&[&["credentials", "add", kind, name], more].concat(), value);
    };
    let of_aws = json!({ "secret_access_key": values.aws_key, "session_token": values.aws_session });
    let of_hosts = json!({ "private_key": key, "passphrase": values.passphrase });
    let id = ["--field", "access_key_id=AKIAIOSFODNN7EXAMPLE", "--field", "region=eu-central-1"];
    let server = format!("server=http://127.0.0.1:{}", services.port());
    add("registry", scene.registry.address(), &["--global", "--field", "user=slipway"], &values.registry);
    add("aws-key", "account", &[&id[..], &["--stdin-json"]].concat(), &of_aws.to_string());
    add("ssh-key", "deploy", &["--stdin-json"], &of_hosts.to_string());
    add("git-token", "forge", &["--field", &server], &values.services.git);
    add("slack-bot", "TEAM_BOT", &[], &values.services.token);
    add("slack-webhook", "HALL", &[], &services.url("slack_webhook"));
    add("plain", "HOOK_KEY", &[], &values.services.secret);
    add("plain", "BOOK_KEY", &[], &values.book);
}

/// Tries what can be tried here, and brings two releases out, one to production, and takes one back.
fn journey(scene: &Scene) -> Vec<Finished> {
    let registry = scene.registry.address();
    let tried = [registry, "account", "deploy", "forge", "BOOK_KEY"];
    let tried = tried.map(|name| scene.slipway(&["credentials", "test", name]));
    let mut all = Vec::from(tried);
    let mut run = |words: &[&str]| all.push(scene.slipway(words));
    run(&["credentials", "list", "--json"]);
    run(&["check", "--notify", "team", "--notify", "hall", "--notify", "hook"]);
    run(&["run", "--json"]);
    run(PLAN);
    run(&["deploy", "sandbox", "--yes", "--json"]);
    run(&["promote", "sandbox", "production", "--yes"]);
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    for words in [&["run"][..], &["deploy", "sandbox", "--yes"], &["rollback", "sandbox", "--yes"]] {
        run(words);
    }
    for words in [&["tags", "api"][..], &["logs"], &["history", "--json"], &["status", "--json"]] {
        run(words);
    }
    all
}

const PLAN: &[&str] = &["plan", "sandbox", "--json"];

fn told(services: &Services<'_>, service: &str) -> bool {
    !services.taken(service).is_empty()
}

/// Nothing of the journey would have gone without them.
fn each_was_used(journey: &[Finished], services: &Services<'_>, aws: &FakeAws) {
    let plan = journey.iter().find(|one| one.command.ends_with(&PLAN.join(" "))).expect("the plan");
    says_what_it_used(plan);
    let plan = plan.json().expect("one document");
    assert_eq!(plan["account"]["account"], ACCOUNT, "{plan:#}");
    assert!(aws.asked("GetAuthorizationToken") > 0, "AWS gave the login for its registry");
    assert!(aws.made("recipes/api").is_some(), "AWS made the repository");
    assert!(told(services, "git"), "the git server was asked whose the token is");
}
