//! What really is there: asked of the engines, the hosts' files and the laptop, never of Slipway.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use slipway_testkit::moment;
use slipway_testkit::{Docker, Finished, Host, Laptop, Result, finish};

use crate::scene::Scene;

/// How a program ends that `kill -9` or a kill point ends, as a shell says it.
pub const KILLED: i32 = 128 + 9;

/// Runs `slipway WORDS` with a kill point; it has to be met.
pub fn killed_at(scene: &Scene, point: &str, words: &[&str]) -> Finished {
    let mut command = scene.laptop.command(&scene.folder(), words).expect("slipway");
    command.env("SLIPWAY_TEST_KILL_AT", point);
    let finished = finish(command, Duration::from_secs(180)).expect("slipway ends");
    assert_eq!(finished.code, KILLED, "{point} was not come by: {}", finished.describe());
    finished
}

/// Waits until `ready` says so; fails after a minute.
pub fn wait_until(what: &str, mut ready: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !ready() {
        assert!(Instant::now() < end, "{what} did not come about");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Whether a host has a file in sandbox's own directory, such as `lock` or `holder`.
pub fn has(host: &Host, file: &str) -> bool {
    has_in(host, "sandbox", file)
}

/// The same in another environment's directory.
pub fn has_in(host: &Host, environment: &str, file: &str) -> bool {
    let path = host.home().join(".slipway/recipes").join(environment).join(".slipway").join(file);
    path.metadata().is_ok_and(|file| file.len() > 0)
}

/// Every file below a folder, which has to be there, whose content holds the value, compressed ones aside.
pub fn files_with(folder: &Path, value: &str) -> Vec<PathBuf> {
    assert!(folder.is_dir(), "{} is there", folder.display());
    let holds = |bytes: &[u8]| bytes.windows(value.len()).any(|window| window == value.as_bytes());
    let (mut folders, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            if kind.as_ref().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if kind.is_ok_and(|kind| kind.is_file()) && holds(&fs::read(&path).unwrap_or_default()) {
                found.push(path);
            }
        }
    }
    found
}

/// The names of the containers with that label that an engine has created since a [`moment`].
pub fn created_since(docker: &Docker, since: &str, label: &str) -> Vec<String> {
    let filter = format!("label={label}");
    let words = ["events", "--since", since, "--until", &moment(), "--filter", "type=container"];
    let more = ["--filter", "event=create", "--filter", &filter, "--format", "{{.Actor.Attributes.name}}"];
    let told = docker.text(&[&words[..], &more[..]].concat()).expect("the engine's events");
    told.lines().map(str::to_owned).collect()
}

/// Every container of an engine with its state, sorted by name.
pub fn containers(docker: &Docker) -> Vec<String> {
    docker.inventory().expect("what the engine has").containers
}

/// Asserts that nothing of an operation is left behind on a host: no lock, no half-written file, no half
/// container.
pub fn nothing_left_on(host: &Host) {
    let names = "-name '*.new' -o -name holder -o -name lock -o -name 'heartbeat*'";
    let left = host.sh(&format!("find ~/.slipway \\( {names} \\) 2>/dev/null")).expect("a look").stdout;
    assert_eq!(left.trim(), "", "left on {}", host.name());
    let idle: Vec<String> =
        containers(host.docker()).into_iter().filter(|line| !line.ends_with(" running")).collect();
    assert_eq!(idle, Vec::<String>::new(), "containers that do not run on {}", host.name());
}

/// Asserts that nothing is left behind on a laptop: no container or volume of a job, no lock, no socket.
pub fn nothing_left_at(laptop: &Laptop) {
    let there = laptop.docker().inventory().expect("what the engine has");
    assert_eq!(there.containers, Vec::<String>::new(), "jobs' containers");
    assert_eq!(there.volumes, Vec::<String>::new(), "jobs' volumes");
    let data = laptop.data().display();
    let find = format!("find {data} /tmp -name '*.lock' -o -name 'slipway-ssh-*' 2>/dev/null");
    let left = laptop.sh(&find).expect("a look").stdout;
    assert_eq!(left.trim(), "", "left at the laptop");
}

/// Waits until no `ssh` runs at the laptop. The connection of a killed program ends by itself, half a minute
/// after its last command.
pub fn no_ssh_at(laptop: &Laptop) {
    none_is_left("ssh still runs at the laptop", || laptop.sh("ps -C ssh -o args= || true"));
}

/// Waits until nothing of Slipway runs at a laptop, its connections included.
pub fn nothing_runs_at(laptop: &Laptop) {
    none_is_left("something still runs at the laptop", || laptop.sh("ps -C slipway,ssh -o args= || true"));
}

/// Waits until nothing of the account runs on a host. A session whose link died without a word ends when the host's
/// kernel gives the connection up; what serves it until then is sshd's own and not ours to end.
pub fn nothing_runs_on(host: &Host) {
    let look = "ps -u deploy -o args= | grep -v '^sshd' || true";
    none_is_left(&format!("something still runs on {}", host.name()), || host.root_sh(look));
}

/// Waits until a list of processes is empty; fails after two minutes, twice what the kernel of a test's host
/// needs to give a dead connection up.
fn none_is_left(what: &str, look: impl Fn() -> Result<Finished>) {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        let told = look().expect("processes").stdout;
        if told.trim().is_empty() {
            return;
        }
        assert!(Instant::now() < end, "{what}:\n{told}");
        std::thread::sleep(Duration::from_millis(500));
    }
}
