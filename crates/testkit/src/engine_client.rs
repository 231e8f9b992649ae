//! What tests ask an engine itself, many things at once: each `docker` that is started costs more than the answer.

use std::time::Duration;

use serde_json::Value;

use crate::command::{command, finish};
use crate::engine::Docker;
use crate::error::{Doing, Result, TestkitError};

/// What an engine has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// Every container with its state, sorted by name: `api running`.
    pub containers: Vec<String>,
    /// The names of its volumes, sorted.
    pub volumes: Vec<String>,
    /// The names of its networks, sorted.
    pub networks: Vec<String>,
}

impl Docker {
    /// What the engine has at this moment.
    pub fn inventory(&self) -> Result<Inventory> {
        let [containers, volumes, networks] =
            self.get(["/containers/json?all=true", "/volumes", "/networks"])?;
        let container = |row: &Value| Some(format!("{} {}", name(row)?, row["State"].as_str()?));
        let named = |row: &Value| row["Name"].as_str().map(str::to_owned);
        Ok(Inventory {
            containers: sorted(&containers, container),
            volumes: sorted(&volumes["Volumes"], named),
            networks: sorted(&networks, named),
        })
    }

    /// What answers to the paths of the engine's API, each of them JSON.
    pub fn get<const N: usize>(&self, paths: [&str; N]) -> Result<[Value; N]> {
        let socket = self.endpoint().strip_prefix("unix://").unwrap_or_default();
        let mut words = vec!["curl", "-sS", "--fail-early", "--fail", "--globoff", "--noproxy", "*"];
        words.extend(["--unix-socket", socket, "--write-out", "\n"]);
        let addresses = paths.map(|path| format!("http://engine{path}"));
        words.extend(addresses.iter().map(String::as_str));
        let told = finish(command(&words), Duration::from_secs(120))?.success()?.stdout;
        let read = |line: &str| serde_json::from_str(line).doing(|| format!("reading {line}"));
        let lines = told.lines().filter(|line| !line.is_empty());
        let answers = lines.map(read).collect::<Result<Vec<Value>>>()?;
        answers.try_into().map_err(|_| TestkitError::new(format!("{paths:?} was answered by {told}")))
    }
}

/// The name of a container in the engine's list.
fn name(container: &Value) -> Option<&str> {
    container["Names"][0].as_str().map(|name| name.trim_start_matches('/'))
}

fn sorted(rows: &Value, of: impl Fn(&Value) -> Option<String>) -> Vec<String> {
    let mut all: Vec<String> = rows.as_array().into_iter().flatten().filter_map(of).collect();
    all.sort();
    all
}
