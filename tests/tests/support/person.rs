//! People in a scene: who they are, and what they do at a terminal.

use std::time::{Duration, Instant};

use slipway_testkit::Finished;

use super::Scene;

impl Scene {
    /// From now on the person at the laptop is this one, as git knows people.
    pub fn become_person(&self, name: &str) {
        let address = format!("{}@example.com", name.to_lowercase());
        self.repository.git(&["config", "user.name", name]).expect("a name");
        self.repository.git(&["config", "user.email", &address]).expect("an address");
    }

    /// Runs `slipway WORDS` at a terminal where someone types `typed`, and returns what the screen showed.
    pub fn at_terminal(&self, words: &str, typed: &str) -> Finished {
        let program = self.laptop.home().join("../../programs/slipway");
        let folder = self.folder();
        // Makes the folder the person's own, as for every call.
        self.laptop.command(&folder, &[]).expect("a folder");
        let text = format!(
            "cd {} && printf '%s\\n' '{typed}' | script -qefc '{} {words}' /dev/null",
            folder.display(),
            program.display()
        );
        self.laptop.sh(&format!("export TERM=xterm; {text}")).expect("script starts and ends")
    }

    /// Asks again and again until `ready` says yes; fails after a minute.
    pub fn wait_until(&self, what: &str, mut ready: impl FnMut() -> bool) {
        let began = Instant::now();
        while !ready() {
            assert!(began.elapsed() < Duration::from_secs(60), "{what} did not happen within a minute");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
