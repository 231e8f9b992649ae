//! How often programs have a keychain bring up its prompt.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::command::{command, finish};
use crate::error::Result;
use crate::leash::Leashed;

/// How long the monitor may take to tell what went over the bus.
const PATIENCE: Duration = Duration::from_secs(30);

/// Listens on a session bus until it is dropped. Needs `dbus-monitor` and `dbus-send`.
#[derive(Debug)]
pub struct PromptWatch {
    monitor: Leashed,
    log: PathBuf,
    variables: Vec<(String, String)>,
    looks: u32,
}

impl PromptWatch {
    /// Listens from now on, with the variables of a session, and what is heard in a file of that folder.
    pub(crate) fn start(folder: &Path, variables: Vec<(String, String)>) -> Result<Self> {
        let log = folder.join("prompts.log");
        let given: Vec<String> = variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut words = vec!["env", "-i"];
        words.extend(given.iter().map(String::as_str));
        words.extend(["dbus-monitor", "--session"]);
        words.extend(["interface='org.freedesktop.Secret.Prompt'", "interface='dev.slipway.Look'"]);
        let monitor = Leashed::start(&words, &log)?;
        let mut watch = Self { monitor, log, variables, looks: 0 };
        watch.count()?;
        Ok(watch)
    }

    /// How many prompts were asked for so far. A bus keeps the order: once a signal of ours is heard, all before it was.
    pub fn count(&mut self) -> Result<usize> {
        self.looks += 1;
        let look = format!("L{}", self.looks);
        let (log, variables) = (self.log.clone(), self.variables.clone());
        let is_heard = || {
            let mut signal = command(&["dbus-send", "--session", "--type=signal", "/"]);
            signal.arg(format!("dev.slipway.Look.{look}")).env_clear();
            signal.envs(variables.iter().map(|(name, value)| (name, value)));
            // Until the monitor listens, none is heard.
            let _ = finish(signal, PATIENCE);
            lines(&log).iter().any(|line| line.ends_with(&format!("member={look}")))
        };
        self.monitor.wait_until("the monitor hears of the bus", PATIENCE, is_heard)?;
        Ok(lines(&self.log).iter().filter(|line| line.ends_with("member=Prompt")).count())
    }
}

fn lines(log: &Path) -> Vec<String> {
    let text = std::fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().map(|line| line.trim_end().to_owned()).collect()
}
