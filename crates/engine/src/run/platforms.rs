//! Which platforms an image is built for when slipway.yml does not say.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::StreamExt;
use serde_json::{Value, json};
use slipway_domain::problem::Problem;
use slipway_domain::world::World;

use crate::ports::Recalled;
use crate::project::Project;

/// The kind under which the ledger remembers the platforms of places.
const KIND: &str = "platform";

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
        if known.len() < keys.len()
            && let Ok(world) = tokio::time::timeout(Duration::from_secs(15), target.observe()).await
        {
            self.remember_platforms(environment, &world).await?;
            let seen = world.places.iter().filter_map(|place| place.seen.as_ref().ok()?.platform.clone());
            return Ok(seen.collect());
        }
        Ok(known.iter().filter_map(Recalled::read).collect())
    }

    /// Keeps what was seen of the places' platforms.
    pub async fn remember_platforms(&self, environment: &str, world: &World) -> Result<(), Problem> {
        let seen = world.places.iter().filter_map(|place| {
            let platform = place.seen.as_ref().ok()?.platform.as_ref()?;
            Some((self.place_key(environment, &place.name), json!(platform)))
        });
        let values: Vec<(String, Value)> = seen.collect();
        if values.is_empty() { Ok(()) } else { self.ledger.remember(KIND, values).await }
    }

    /// How the ledger's memory knows a place.
    pub(crate) fn place_key(&self, environment: &str, place: &str) -> String {
        format!("{}/{environment}/{place}", self.name())
    }
}
