//! Claims on version tags, so that two laptops never push one version twice.
//!
//! A registry has no compare-and-swap: two pushes that both saw a free tag would both write it. So whoever is
//! about to push a version first writes a claim, then looks at all claims, then at the version tag itself. Who
//! sees another's claim on the version gives its own back. Each writes before it looks, so of two at most one
//! goes on; and a claim is only given back when its version is there or is not going to be pushed.
//!
//! A claim is a tag of a small artifact that names version and operation. Each installation has tags of its
//! own, one per push that it has under way, and uses them again. Afterwards they are removed; where a registry
//! removes nothing they stay, saying that nothing is claimed. A claim that a killed or cancelled push left behind is
//! cleared by whoever looks what became of that push; until then it is written over by the next push from there,
//! counts for nobody who resumes that operation, and is void after a day.

mod note;
mod parts;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt, TryStreamExt};
use slipway_domain::digest::Digest;
use slipway_domain::ids::OperationId;
use slipway_domain::moment::moment;
use slipway_domain::problem::{Code, Problem};
use uuid::Uuid;

use crate::ports::{Clock, LockGuard, Locks, ManifestInfo, Registry};

pub use note::Note;
pub(crate) use parts::{is_part, part_tag};

/// What every claim's tag begins with. Lists of images leave such tags out.
const PREFIX: &str = "slipway-claim-";
/// How often a claim is tried while another's stands in the way.
const TRIES: u32 = 4;
/// How many pushes one installation may have under way in a repository.
const SLOTS: u32 = 64;
/// How many claims are read at a time.
const AT_ONCE: usize = 16;

/// Whether a tag is a claim and names no image.
pub(crate) fn is_claim(tag: &str) -> bool {
    tag.starts_with(PREFIX)
}

/// What is claimed, and by whom.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The repository, without tag.
    pub repository: String,
    /// The version.
    pub version: String,
    /// The operation that pushes it.
    pub operation: OperationId,
    /// For people: who, and on which device.
    pub by: String,
    /// The installation, which is no other's.
    pub installation: String,
}

/// Makes claims.
pub struct Claims {
    /// Keep two programs of one installation from using one tag.
    pub locks: Arc<dyn Locks>,
    /// Time of day.
    pub clock: Arc<dyn Clock>,
}

/// What became of a claim.
pub enum Claim {
    /// The version is ours to push, if its tag is still free.
    Held(Held),
    /// The registry takes no claims, for this reason; two pushes at one moment cannot be told apart there.
    Unsupported(Problem),
}

impl Claims {
    /// Claims a version. [`Code::VersionTaken`] when another is about to push it.
    pub async fn claim(&self, repository: Arc<dyn Registry>, wanted: &Wanted) -> Result<Claim, Problem> {
        let (tag, guard) = self.desk(wanted)?;
        let mut held = Held { repository, tag, note: None, _guard: guard };
        let mut attempt = 1;
        loop {
            if let Err(problem) = held.put(self.note(wanted)).await {
                return if refuses_claims(&problem) { Ok(Claim::Unsupported(problem)) } else { Err(problem) };
            }
            let rival = held.rival(wanted, self.clock.now()).await;
            let Some(rival) = rival.transpose() else { return Ok(Claim::Held(held)) };
            held.give_back(&[]).await;
            let rival = rival?;
            if attempt == TRIES || held.repository.digest(&wanted.version).await?.is_some() {
                return Err(rival.in_the_way(wanted));
            }
            attempt += 1;
            tokio::time::sleep(pause()).await;
        }
    }

    fn note(&self, wanted: &Wanted) -> Note {
        Note {
            version: wanted.version.clone(),
            operation: wanted.operation,
            by: wanted.by.clone(),
            at: self.clock.now(),
        }
    }

    /// Gives back what a push of the operation claimed that is no longer under way, with the parts that it left. A claim
    /// whose tag another program of this installation uses just now is written over by that one.
    pub async fn clear(&self, repository: Arc<dyn Registry>, wanted: &Wanted) -> Result<(), Problem> {
        let there = repository.tags().await?;
        let parts: Vec<String> =
            there.iter().filter(|tag| parts::is_part_of(&wanted.version, tag)).cloned().collect();
        for slot in 0..SLOTS {
            let tag = own_tag(wanted, slot);
            if !there.contains(&tag) {
                continue;
            }
            let Some(guard) = self.own(wanted, slot)? else { continue };
            let Some(manifest) = repository.manifest(&tag).await? else { continue };
            if Note::read(&manifest.bytes).is_some_and(|note| note.operation == wanted.operation) {
                let note = Some(manifest);
                Held { repository: repository.clone(), tag, note, _guard: guard }.give_back(&parts).await;
            }
        }
        Ok(())
    }

    /// A tag of this installation that no other program of it uses just now.
    fn desk(&self, wanted: &Wanted) -> Result<(String, Box<dyn LockGuard>), Problem> {
        for slot in 0..SLOTS {
            if let Some(guard) = self.own(wanted, slot)? {
                return Ok((own_tag(wanted, slot), guard));
            }
        }
        let message = format!("{SLOTS} pushes to {} are under way on this device", wanted.repository);
        Err(Problem::new(Code::OperationBusy, message).hint("wait until one of them has ended"))
    }

    fn own(&self, wanted: &Wanted, slot: u32) -> Result<Option<Box<dyn LockGuard>>, Problem> {
        let repository = Digest::of(wanted.repository.as_bytes());
        self.locks.try_own(&format!("claim-{}-{slot}", &repository.hex()[..16]))
    }
}

fn own_tag(wanted: &Wanted, slot: u32) -> String {
    let owner = Digest::of(wanted.installation.as_bytes());
    format!("{PREFIX}{}-{slot}", &owner.hex()[..16])
}

/// A claim that stands.
pub struct Held {
    repository: Arc<dyn Registry>,
    tag: String,
    /// As the registry has it.
    note: Option<ManifestInfo>,
    _guard: Box<dyn LockGuard>,
}

impl Held {
    async fn put(&mut self, note: Note) -> Result<(), Problem> {
        let manifest = note.manifest();
        let written = match self.repository.tag(&manifest, &self.tag).await {
            // As a registry answers that does not have what every claim refers to, before the first one there.
            Err(problem) if refuses_claims(&problem) => {
                self.repository.put_blob(note::EMPTY.into()).await?;
                self.repository.tag(&manifest, &self.tag).await?
            }
            written => written?,
        };
        self.note = Some(ManifestInfo { digest: written, ..manifest });
        Ok(())
    }

    /// Another's claim on the same version.
    async fn rival(&self, wanted: &Wanted, now: jiff::Timestamp) -> Result<Option<Note>, Problem> {
        let tags = self.repository.tags().await?;
        let others = tags.into_iter().filter(|tag| is_claim(tag) && *tag != self.tag);
        let read = others.map(|tag| async move {
            let manifest = self.repository.manifest(&tag).await?;
            Ok::<_, Problem>(manifest.and_then(|manifest| Note::read(&manifest.bytes)))
        });
        let notes: Vec<Option<Note>> =
            futures::stream::iter(read).buffer_unordered(AT_ONCE).try_collect().await?;
        let rivals = notes.into_iter().flatten();
        let mut rivals = rivals
            .filter(|note| note.version == wanted.version && note.operation != wanted.operation)
            .filter(|note| !note.void(now));
        Ok(rivals.next())
    }

    /// Removes the claim, or lets it say that nothing is claimed. What cannot be done now the next claim of this
    /// installation does. The tags of `parts` go with it: registries remove a manifest with all its tags and hardly
    /// ever a tag alone, so they point to the claim before it goes.
    pub async fn give_back(&mut self, parts: &[String]) {
        let Some(note) = self.note.take() else { return };
        for part in parts {
            let _ = self.repository.tag(&note, part).await;
        }
        if self.repository.delete(&note.digest).await.is_err() {
            let _ = self.repository.tag(&note::nothing(), &self.tag).await;
        }
    }
}

impl Note {
    fn in_the_way(&self, wanted: &Wanted) -> Problem {
        let message = format!(
            "{}:{} is being pushed by {} since {}; a version tag never moves",
            wanted.repository,
            wanted.version,
            self.by,
            moment(self.at)
        );
        Problem::new(Code::VersionTaken, message)
            .details(serde_json::json!({ "operation": self.operation, "by": self.by }))
    }
}

/// Whether a registry that answered so knows no artifacts like claims, or not yet the repository. A registry that
/// is busy, broken or does not let us in has not said that.
fn refuses_claims(problem: &Problem) -> bool {
    let status = problem.details.get("status").and_then(serde_json::Value::as_u64);
    status.is_some_and(|status| (400..500).contains(&status) && ![401, 403, 408, 429].contains(&status))
}

/// Long enough for another to be through, and hardly ever the same for two.
fn pause() -> Duration {
    let bytes = Uuid::now_v7().into_bytes();
    let random = u64::from(u16::from_be_bytes([bytes[14], bytes[15]]));
    Duration::from_millis(200 + random % 1300)
}
