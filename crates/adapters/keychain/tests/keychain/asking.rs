//! Asks a keychain by a program of its own.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A question ends within five seconds; what is more is for starting and ending the program on a busy machine.
pub const IN_TIME: Duration = Duration::from_millis(6500);

/// What the program said, and how long it took from its start to its end.
pub struct Answer {
    /// The document.
    pub said: Value,
    /// How long it took.
    pub took: Duration,
}

impl Answer {
    /// The code of the problem that it said.
    pub fn code(&self) -> &str {
        self.said["problem"]["code"].as_str().unwrap_or("none")
    }
}

/// Asks in an environment that is given whole.
pub fn ask(environment: &[(String, String)], input: &str, words: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_slipway-keychain-ask"));
    command.args(words).env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    finish(command, input)
}

/// Runs the program as a command starts it.
pub fn finish(mut command: Command, input: &str) -> Answer {
    let since = Instant::now();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // One that does not read ends all the same.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {}", String::from_utf8_lossy(&output.stdout));
    });
    Answer { said, took: since.elapsed() }
}
