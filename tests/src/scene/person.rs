//! People in a scene: who they are, and what they do at a terminal.

use std::time::Duration;

use slipway_testkit::{Finished, Terminal};

use super::Scene;

impl Scene {
    /// From now on the person at the laptop is this one, as git knows people.
    pub fn become_person(&self, name: &str) {
        let address = format!("{}@example.com", name.to_lowercase());
        self.repository.git(&["config", "user.name", name]).expect("a name");
        self.repository.git(&["config", "user.email", &address]).expect("an address");
    }

    /// Starts `slipway WORDS` at a terminal.
    pub fn at_terminal(&self, words: &str) -> Terminal {
        self.laptop.at_terminal(&self.folder(), words).expect("a terminal")
    }

    /// Runs `slipway WORDS` at a terminal where someone gives `answer` to `question`, and returns what the
    /// screen showed.
    pub fn asked(&self, words: &str, question: &str, answer: &str) -> Finished {
        let mut terminal = self.at_terminal(words);
        terminal.answer(question, answer).expect("it asks");
        self.read(terminal)
    }

    /// Waits for what runs at a terminal to end, and returns what the screen showed.
    pub fn read(&self, terminal: Terminal) -> Finished {
        terminal.end(Duration::from_secs(120)).expect("it ends")
    }
}
