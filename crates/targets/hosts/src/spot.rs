//! Where an environment of a project lives on a host.

use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::host::Host;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::{Place, Seen};

use crate::lock_file::FORMAT;

/// An environment's own directory on a host. Stands in the arguments of every effect at the place, under `spot`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// The place's name.
    pub place: String,
    /// `[user@]address[:port]`, or `localhost-shell` for this machine.
    pub address: String,
    /// The project's name.
    pub project: String,
    /// The environment's name.
    pub environment: String,
    /// The project directory: absolute, `~/…`, or relative to the account's home.
    pub directory: String,
}

/// What an environment's services are on its hosts. Stands in the arguments of the steps that lock, under `runs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Runs {
    /// Containers, which carry the directory that they came from.
    Containers,
    /// Whatever a script starts.
    Programs,
}

impl Runs {
    /// What the arguments of an effect say; containers where they say nothing.
    pub fn of(effect: &Effect) -> Self {
        let told = effect.args.get("runs").cloned().unwrap_or_default();
        serde_json::from_value(told).unwrap_or(Self::Containers)
    }
}

impl Spot {
    /// The spot of an environment on a host. Without a directory it is `~/.slipway/PROJECT/ENVIRONMENT`.
    pub fn new(host: &Host, project: &str, environment: &str, directory: Option<&str>) -> Self {
        let own = || format!("~/.slipway/{project}/{environment}");
        let short = Host { name: None, ..host.clone() };
        Self {
            place: host.place(),
            address: short.to_string(),
            project: project.to_owned(),
            environment: environment.to_owned(),
            directory: directory.map_or_else(own, str::to_owned),
        }
    }

    /// The same on this machine, without SSH.
    pub fn here(project: &str, environment: &str) -> Self {
        Self {
            place: "this machine".to_owned(),
            address: "localhost-shell".to_owned(),
            project: project.to_owned(),
            environment: environment.to_owned(),
            directory: format!("~/.slipway/{project}/{environment}"),
        }
    }

    /// The spot in an effect's arguments.
    pub fn of(effect: &Effect) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct At {
            spot: Spot,
        }
        effect.read().map(|At { spot }| spot)
    }

    /// The place as the world shows it.
    pub fn shown(&self, seen: Result<Seen, Problem>) -> Place {
        Place { name: self.place.clone(), kind: "host".to_owned(), seen }
    }

    /// The line that marks its directory.
    pub fn mark(&self) -> String {
        let (project, environment) = (&self.project, &self.environment);
        json!({"format": FORMAT, "project": project, "environment": environment}).to_string()
    }
}

/// The spot of that place among those of an environment, the first one without a name.
pub fn spot_of(spots: &[Spot], environment: &str, place: Option<&str>) -> Result<Spot, Problem> {
    let found = spots.iter().find(|spot| place.is_none_or(|name| name == spot.place));
    found.cloned().ok_or_else(|| {
        let known: Vec<&str> = spots.iter().map(|spot| spot.place.as_str()).collect();
        let hint = match known[..] {
            [only] => format!("its place is: {only}"),
            _ => format!("its places are: {}", known.join(", ")),
        };
        Problem::new(Code::Usage, format!("{environment} has no place {}", place.unwrap_or_default()))
            .hint(hint)
    })
}
