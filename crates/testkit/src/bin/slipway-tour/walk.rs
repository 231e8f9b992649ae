//! Walks through the steps: says each one, runs it in full view, and times it.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use slipway_testkit::{Result, TestkitError};

use crate::narrator;
use crate::stage::Stage;
use crate::steps::{Action, Step};

/// Runs every step until one fails.
pub(crate) fn walk(stage: &Stage, slipway: &Path, steps: &[Step]) -> Result<()> {
    for (number, step) in steps.iter().enumerate() {
        narrator::heading(&format!("{}/{} {}", number + 1, steps.len(), step.title));
        let (line, mut command) = match step.action {
            Action::Slipway(words) => {
                (format!("slipway {}", words.join(" ")), slipway_command(slipway, words))
            }
            Action::Shell(text) => (stage.with_ports(text), shell_command(text)),
        };
        narrator::command(&line);
        let since = Instant::now();
        let status = stage
            .in_repository(&mut command)
            .status()
            .map_err(|error| TestkitError::new(format!("`{line}` could not be started: {error}")))?;
        narrator::took(since.elapsed());
        if !status.success() {
            return Err(TestkitError::new(format!(
                "`{line}` ended with {status}; it should have ended with 0."
            )));
        }
    }
    Ok(())
}

fn slipway_command(program: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words);
    command
}

fn shell_command(text: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", text]);
    command
}
