//! A program at a terminal, and the person who sits there.

use std::io::Write;
use std::process::{ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use crate::command::{Finished, Running, start_reading};
use crate::error::{Doing, Result, TestkitError};

/// How long the person waits for the screen to show something.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that runs at a terminal of its own. Dropping it kills it.
///
/// The terminal is `script`'s: what is typed goes through a real line discipline, so that a program that
/// turns the echo off, or throws away what was typed too early, behaves as it does for people.
#[derive(Debug)]
pub struct Terminal {
    running: Running,
    keys: ChildStdin,
    /// How much of the screen was looked at.
    seen: usize,
}

impl Terminal {
    /// Starts what `command` runs `script` with.
    pub(crate) fn start(command: Command) -> Result<Self> {
        let mut running = start_reading(command, Stdio::piped())?;
        let keys = running.input().ok_or_else(|| TestkitError::new("a terminal has no keyboard"))?;
        Ok(Self { running, keys, seen: 0 })
    }

    /// Waits until the screen shows `text`, after what was waited for before.
    pub fn wait_for(&mut self, text: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let ended = !self.running.is_running()?;
            let screen = self.screen();
            let new = screen.get(self.seen..).unwrap_or_default();
            if let Some(at) = new.find(text) {
                self.seen += at + text.len();
                return Ok(());
            }
            if ended || Instant::now() >= deadline {
                return Err(TestkitError::new(format!("the screen does not show {text:?}:\n{screen}")));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the screen asks `question`, and types `answer` and Enter.
    pub fn answer(&mut self, question: &str, answer: &str) -> Result<()> {
        self.wait_for(question)?;
        self.press(&format!("{answer}\n"))
    }

    /// Presses keys; `\x03` is Ctrl-C.
    pub fn press(&mut self, keys: &str) -> Result<()> {
        let typed = self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush());
        typed.doing(|| format!("typing {keys:?}"))
    }

    /// Everything the screen has shown so far, as it was sent.
    pub fn screen(&self) -> String {
        self.running.stdout_so_far()
    }

    /// Waits for the program's end; kills it and fails when `limit` passes first.
    pub fn end(self, limit: Duration) -> Result<Finished> {
        self.running.wait(limit)
    }
}
