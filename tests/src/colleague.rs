//! A second laptop with a copy of the repository and nothing else of the first: another data directory, another
//! engine, another person.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use slipway_testkit::{Finished, Laptop, Slipway};

use crate::scene::Scene;

/// Long enough for any command of these tests.
pub const LIMIT: Duration = Duration::from_secs(180);

/// A laptop and the person at it.
pub struct Colleague {
    /// The machine.
    pub laptop: Laptop,
    /// The copy of the repository.
    pub folder: PathBuf,
    person: &'static str,
}

impl Colleague {
    /// Starts a laptop for `person` and gives it the repository as it is.
    pub fn join(scene: &Scene, name: &str, person: &'static str) -> Self {
        let mut laptop = scene.network.laptop_named(name).expect("another laptop");
        laptop.use_registry(&scene.registry);
        let folder = laptop.home().join("project");
        let colleague = Self { laptop, folder, person };
        colleague.fetch(scene);
        colleague
    }

    /// Takes over what the scene's repository holds now.
    pub fn fetch(&self, scene: &Scene) {
        let (from, to) = (scene.folder(), &self.folder);
        let _ = std::fs::remove_dir_all(to);
        let copied = Command::new("cp").arg("-a").args([&from, to]).status().expect("cp");
        assert!(copied.success(), "a copy of the repository");
        let file = to.join(".git/config");
        let text = std::fs::read_to_string(&file).expect("git's configuration");
        let text = text.replace("Ada Example", self.person).replace("ada@", "colleague@");
        std::fs::write(&file, text).expect("git's configuration");
    }

    /// Runs `slipway WORDS`.
    pub fn slipway(&self, words: &[&str]) -> Finished {
        self.laptop.slipway(&self.folder, words).expect("slipway starts and ends")
    }

    /// Runs `slipway WORDS --json --yes`, which has to end with `code`.
    pub fn json(&self, words: &[&str], code: i32) -> Value {
        document(&self.slipway(&[words, &["--json", "--yes"]].concat()), code)
    }

    /// Starts `slipway WORDS --json --yes`.
    pub fn start(&self, words: &[&str]) -> Slipway {
        start(&self.laptop, &self.folder, words)
    }
}

/// Starts `slipway WORDS --json --yes` at a laptop.
pub fn start(laptop: &Laptop, folder: &std::path::Path, words: &[&str]) -> Slipway {
    laptop.start_slipway(folder, &[words, &["--json", "--yes"]].concat()).expect("slipway starts")
}

/// The one document of a program that has to have ended with `code`.
pub fn document(finished: &Finished, code: i32) -> Value {
    assert_eq!(finished.code, code, "{}", finished.describe());
    finished.json().unwrap_or_else(|error| panic!("one document: {error}\n{}", finished.describe()))
}
