//! Walks through the steps: says each one, runs it in full view, and times it.

use std::path::Path;
use std::process::{Command, ExitStatus};

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
        let status = narrator::timed(&line, || in_full_view(stage, &mut command))
            .map_err(|error| TestkitError::new(format!("`{line}` could not be run: {error}")))?;
        if !status.success() {
            return Err(TestkitError::new(format!(
                "`{line}` ended with {status}; it should have ended with 0."
            )));
        }
    }
    Ok(())
}

/// Shows all of it in the window, until somebody closes that.
pub(crate) fn show(stage: &Stage, window: &Path) -> Result<()> {
    narrator::heading("See it in the window");
    stage.add_to_window()?;
    narrator::say("The tour goes on when the window is closed.");
    let line = window.file_name().unwrap_or(window.as_os_str()).to_string_lossy().into_owned();
    let status = narrator::timed(&line, || in_full_view(stage, &mut Command::new(window)))
        .map_err(|error| TestkitError::new(format!("`{line}` could not be run: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(TestkitError::new(format!("`{line}` ended with {status}; it should have ended with 0.")))
}

/// Should the tour be killed meanwhile, the sweeper knows what to end.
fn in_full_view(stage: &Stage, command: &mut Command) -> std::io::Result<ExitStatus> {
    let mut child = stage.in_repository(command).spawn()?;
    let noted = std::fs::write(stage.under_way(), child.id().to_string());
    let status = child.wait()?;
    noted.and_then(|()| std::fs::remove_file(stage.under_way()))?;
    Ok(status)
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
