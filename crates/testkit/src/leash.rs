//! Processes that end with the test process, however it ends.
//!
//! A small shell holds the reading end of a pipe whose writing end is ours. When we go – by
//! dropping the value, by a panic, by `kill -9` – the pipe closes and the shell ends its child.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::command::wait_for;
use crate::error::{Doing, Result, TestkitError};

/// `$1` is what to run when the pipe closes (may be empty), the rest is the program.
const KEEPER: &str = r#"
trap '' HUP INT QUIT
at_end=$1; shift
"$@" </dev/null 3<&- &
child=$!
exec >/dev/null 2>&1
( read -r _ <&3; kill -TERM "$child"; for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$child" || exit; sleep 0.5; done; kill -KILL "$child" ) &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill "$watcher"
[ -z "$at_end" ] || eval "$at_end"
exit "$code"
"#;

/// A background process on a leash. Dropping it ends it and waits until it has ended.
#[derive(Debug)]
pub struct Leashed {
    keeper: Child,
    log: PathBuf,
}

impl Leashed {
    /// Starts `words`, with its output in the file `log`.
    pub fn start(words: &[&str], log: &Path) -> Result<Self> {
        Self::start_then(words, "", log)
    }

    /// Like [`Leashed::start`]; `at_end` is shell text that runs once the program has ended.
    pub fn start_then(words: &[&str], at_end: &str, log: &Path) -> Result<Self> {
        use std::os::unix::process::CommandExt;
        let output = File::create(log).doing(|| format!("creating {}", log.display()))?;
        let errors = output.try_clone().doing(|| format!("opening {}", log.display()))?;
        let keeper = Command::new("bash")
            .args(["-c", &format!("exec 3<&0\n{KEEPER}"), "slipway-leash", at_end])
            .args(words)
            // A group of its own: Ctrl-C in the terminal reaches us, and we end it in our order.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .doing(|| format!("starting {}", words.join(" ")))?;
        Ok(Self { keeper, log: log.to_owned() })
    }

    /// Waits until `ready` says so; fails early, with the log's end, when the process has ended.
    pub fn wait_until(&mut self, what: &str, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
        let waited = wait_for(what, limit, || {
            let ended = self.keeper.try_wait().doing(|| format!("waiting until {what}"))?;
            match ended {
                Some(_) => Err(TestkitError::new(format!("it ended before {what}"))),
                None => Ok(ready().then_some(())),
            }
        });
        waited.map_err(|error| TestkitError::new(format!("{error}\n{}", log_end(&self.log))))
    }

    /// The end of what it has printed.
    pub fn log_end(&self) -> String {
        log_end(&self.log)
    }
}

impl Drop for Leashed {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The last 30 lines of a log file, or nothing.
pub(crate) fn log_end(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(30)..).unwrap_or_default().join("\n")
}
