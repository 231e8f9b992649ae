//! Which platforms an image is built for when slipway.yml does not say.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::StreamExt;
use serde_json::{Value, json};
use slipway_domain::problem::Problem;
use slipway_domain::world::World;

use crate::project::Project;

/// The kind under which the ledger remembers the platforms of places.
const KIND: &str = "platform";
/// How long a run waits for places that were never seen.
const LOOK_WITHIN: Duration = Duration::from_secs(15);

impl Project {
    /// The platforms of all places that were ever seen; those never seen are looked at now, for a short while.
    /// None: the engine's own.
    pub(super) async fn platforms(&self) -> Result<Vec<String>, Problem> {
        let looks = self.policy.environments.keys().map(|environment| self.platforms_of(environment));
        let found: Vec<Result<Vec<String>, Problem>> =
            futures::stream::iter(looks).buffer_unordered(8).collect().await;
        let mut all = BTreeSet::new();
        for platforms in found {
            all.extend(platforms?);
        }
        Ok(all.into_iter().collect())
    }

    async fn platforms_of(&self, environment: &str) -> Result<Vec<String>, Problem> {
        let target = self.target(environment)?;
        let keys: Vec<String> =
            target.places().iter().map(|place| self.place_key(environment, place)).collect();
        let known = self.ledger.recall(KIND, &keys).await?;
        let mut platforms: BTreeMap<String, String> =
            known.iter().filter_map(|one| Some((one.key.clone(), one.read()?))).collect();
        if platforms.len() < keys.len()
            && let Ok(world) = tokio::time::timeout(LOOK_WITHIN, target.observe()).await
        {
            self.remember_platforms(environment, &world).await?;
            // A place that is out of reach just now keeps what is known of it.
            platforms.extend(self.platforms_in(environment, &world));
        }
        Ok(platforms.into_values().collect())
    }

    /// Keeps what was seen of the places' platforms.
    pub async fn remember_platforms(&self, environment: &str, world: &World) -> Result<(), Problem> {
        let seen = self.platforms_in(environment, world);
        let values: Vec<(String, Value)> = seen.map(|(key, platform)| (key, json!(platform))).collect();
        if values.is_empty() { Ok(()) } else { self.ledger.note(KIND, values).await }
    }

    /// The platforms that were seen, by the ledger's keys of their places.
    fn platforms_in(&self, environment: &str, world: &World) -> impl Iterator<Item = (String, String)> {
        world.seen_places().filter_map(move |(place, seen)| {
            let platform = seen.platform.clone()?;
            Some((self.place_key(environment, &place.name), platform))
        })
    }

    /// How the ledger's memory knows a place.
    pub(crate) fn place_key(&self, environment: &str, place: &str) -> String {
        format!("{}/{environment}/{place}", self.name())
    }
}
