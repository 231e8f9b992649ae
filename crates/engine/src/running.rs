//! What environments ran when they were last looked at, for answers that wait for no host.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use slipway_domain::digest::Digest;
use slipway_domain::problem::Problem;
use slipway_domain::world::{Seen, World};

use crate::ports::Recalled;
use crate::project::Project;
use crate::tags::RunningIn;

/// The kind under which the ledger keeps what places ran.
const KIND: &str = "running";

/// What a place ran when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sighting {
    /// When, in milliseconds of Unix time.
    at: i64,
    /// By service.
    digests: BTreeMap<String, Digest>,
}

impl Sighting {
    fn of(seen: &Seen, at: i64) -> Self {
        let digest = |(name, running): (&String, &slipway_domain::world::Running)| {
            Some((name.clone(), running.digest.clone()?))
        };
        Self { at, digests: seen.services.iter().filter_map(digest).collect() }
    }
}

impl Project {
    /// Keeps what was seen to run. Places that could not be seen stay as they were last seen.
    pub(crate) async fn note_running(&self, environment: &str, world: &World) -> Result<(), Problem> {
        let at = self.clock.now().as_millisecond();
        let seen = world
            .seen_places()
            .map(|(place, seen)| (self.place_key(environment, &place.name), json!(Sighting::of(seen, at))));
        let values: Vec<(String, Value)> = seen.collect();
        if values.is_empty() { Ok(()) } else { self.ledger.note(KIND, values).await }
    }

    /// Which digests of a service run in which environments: per place as it was last looked at, or as a later
    /// deployment that succeeded left it.
    pub(crate) async fn last_known_running(&self, service: &str) -> Result<RunningIn, Problem> {
        let mut running = RunningIn::new();
        for environment in self.policy.environments.keys() {
            for digest in self.last_known(environment, service).await? {
                running.entry(digest).or_default().push(environment.clone());
            }
        }
        Ok(running)
    }

    async fn last_known(&self, environment: &str, service: &str) -> Result<Vec<Digest>, Problem> {
        let places = self.target(environment)?.places();
        let keys: Vec<String> = places.iter().map(|place| self.place_key(environment, place)).collect();
        let noted = self.ledger.recall(KIND, &keys).await?;
        let (deployments, history) = self.past(environment, |history| history.now().is_some()).await?;
        let newest = deployments.first().and_then(|(row, _)| row.ended_at);
        let since = newest.map_or(i64::MIN, |at| at.as_millisecond());
        let deployed = history.now().and_then(|now| Some(now.service(service)?.digest.clone()));
        let last = |key: &String| {
            let sighting = noted.iter().find(|noted| noted.key == *key).and_then(Recalled::read);
            match sighting {
                Some(Sighting { at, digests }) if at > since => digests.get(service).cloned(),
                _ => deployed.clone(),
            }
        };
        let mut digests: Vec<Digest> = keys.iter().filter_map(last).collect();
        digests.sort();
        digests.dedup();
        Ok(digests)
    }
}
