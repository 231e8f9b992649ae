//! What a rollback needs, and whether it is still there.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use slipway_domain::digest::Digest;
use slipway_domain::problem::Problem;
use slipway_domain::world::World;

use super::service::{CHOICES, earlier};
use super::service_names;
use crate::deploy::History;
use crate::ports::{Registries, Topic};
use crate::project::Project;

/// So many images are all looked for each time. Of more, so many that were never looked for.
const FEW: usize = 24;
/// How many of many are looked for again, those first that were looked for the longest ago.
const OF_MANY: usize = 8;
/// How long a registry may take to say whether an image is there.
const REGISTRY_WITHIN: Duration = Duration::from_secs(5);

/// What a rollback needs, as far as it could be found out.
pub(super) struct Available {
    /// Whether an image was in its registry when it was last looked for.
    images: BTreeMap<Digest, bool>,
    /// Releases of which something that their jobs left is not here.
    lacking: BTreeSet<u64>,
}

impl Available {
    /// Whether a release's image can be put back; `None` where no registry has said it.
    pub fn says(&self, release: u64, image: &Digest) -> Option<bool> {
        if self.lacking.contains(&release) { Some(false) } else { self.images.get(image).copied() }
    }
}

/// An image as it was last looked for.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Looked {
    there: bool,
    /// When, in Unix seconds.
    at: i64,
}

/// Who says whether an image is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Registries, now.
    Registries,
    /// What is remembered of their last answer. Nobody waits for a registry.
    Memory,
}

impl Project {
    /// What the deployments that these services can be rolled back to need.
    pub(super) async fn available(
        &self,
        history: &History,
        names: &[String],
        asked: Asked,
    ) -> Result<Available, Problem> {
        let wanted = images_of(history, names);
        let images = match asked {
            Asked::Registries => self.images_there(&wanted).await?,
            Asked::Memory => said_of(self.looked_for(&wanted).await?),
        };
        Ok(Available { images, lacking: self.lacking_releases(history, names).await? })
    }

    /// Asks registries for the images that an environment with these places can be rolled back to, and keeps what they
    /// say for answers that ask none. Says whether that is something else than before. Nobody waits for this, so nobody
    /// is asked for a login either: what needs one that asks stays as it was last known.
    pub async fn look_for_images(&self, name: &str, world: &World) -> Result<bool, Problem> {
        let (_, history) = self.past(name, |history| history.depth() > CHOICES).await?;
        let wanted = images_of(&history, &service_names(world, history.now().as_ref()));
        let before = said_of(self.looked_for(&wanted).await?);
        self.look_in(&*self.background_registries, &wanted).await?;
        Ok(said_of(self.looked_for(&wanted).await?) != before)
    }

    /// Whether images, by digest with their repository, are there: now, or where they are many when they were
    /// last looked for. Those of which a registry says nothing in time are left out.
    pub(crate) async fn images_there(
        &self,
        wanted: &BTreeMap<Digest, String>,
    ) -> Result<BTreeMap<Digest, bool>, Problem> {
        Ok(said_of(self.look_in(&*self.registries, wanted).await?))
    }

    /// Looks for images, and keeps what was found out.
    async fn look_in(
        &self,
        registries: &dyn Registries,
        wanted: &BTreeMap<Digest, String>,
    ) -> Result<BTreeMap<Digest, Looked>, Problem> {
        let mut known = if wanted.len() > FEW { self.looked_for(wanted).await? } else { BTreeMap::new() };
        let mut by_age: Vec<(&Digest, &String)> = wanted.iter().collect();
        by_age.sort_by_key(|(digest, _)| known.get(digest).map(|looked| looked.at));
        let new = wanted.len() - known.len();
        by_age.truncate(new.clamp(OF_MANY, FEW));
        let asked = by_age.into_iter().map(|(digest, repository)| async move {
            let answer = async { registries.repository(repository).await?.exists(digest).await };
            let there = tokio::time::timeout(REGISTRY_WITHIN, answer).await.ok()?.ok()?;
            Some((digest.clone(), Looked { there, at: self.clock.now().as_second() }))
        });
        let found: Vec<_> = futures::future::join_all(asked).await.into_iter().flatten().collect();
        let values = found.iter().map(|(digest, looked)| (digest.to_string(), serde_json::json!(looked)));
        // What is not kept is looked for again.
        let _ = self.memory.note(Topic::ImageThere, values.collect()).await;
        known.extend(found);
        Ok(known)
    }

    async fn looked_for(
        &self,
        wanted: &BTreeMap<Digest, String>,
    ) -> Result<BTreeMap<Digest, Looked>, Problem> {
        let keys: Vec<String> = wanted.keys().map(|digest| digest.to_string()).collect();
        let found = self.memory.recall(Topic::ImageThere, &keys).await?.into_iter();
        Ok(found.filter_map(|looked| Some((looked.key.parse().ok()?, looked.read()?))).collect())
    }

    async fn lacking_releases(&self, history: &History, names: &[String]) -> Result<BTreeSet<u64>, Problem> {
        let (mut known, mut lacking) = (BTreeSet::new(), BTreeSet::new());
        for deployment in names.iter().flat_map(|name| earlier(name, history)) {
            let number = deployment.release.number;
            if known.insert(number) && self.lacking(deployment).await?.is_some() {
                lacking.insert(number);
            }
        }
        Ok(lacking)
    }
}

/// The images that these services can be rolled back to, by digest with their repository.
fn images_of(history: &History, names: &[String]) -> BTreeMap<Digest, String> {
    let services =
        names.iter().flat_map(|name| earlier(name, history).filter_map(|one| one.release.services.get(name)));
    services.map(|service| (service.digest.clone(), service.repository.clone())).collect()
}

fn said_of(looked: BTreeMap<Digest, Looked>) -> BTreeMap<Digest, bool> {
    looked.into_iter().map(|(digest, looked)| (digest, looked.there)).collect()
}
