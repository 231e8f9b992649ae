//! Lets the moving tags, such as a branch's, point to a release's image.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::digest::Digest;
use slipway_domain::entry::Report;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::label;
use slipway_domain::plan::{Effect, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::repository::host_of;

use super::{failed, knows};
use crate::ports::{Cx, Executor, Fence, Registries, Registry};

/// The executor's name.
pub const NAME: &str = "tag";
/// Moves tags.
pub const MOVE: &str = "move";

/// What is tagged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TagArgs {
    /// The service.
    pub service: String,
    /// The repository, without tag.
    pub repository: String,
    /// The tags that move.
    pub tags: Vec<String>,
    /// The digest, when the service was not built again.
    pub digest: Option<Digest>,
    /// The step that pushed it, otherwise.
    pub pushed_by: Option<StepId>,
}

/// Moves tags.
pub struct TagExecutor {
    /// Where.
    pub registries: Arc<dyn Registries>,
}

#[async_trait]
impl Executor for TagExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[MOVE])
    }

    fn registries(&self, effect: &Effect) -> Vec<String> {
        effect.read().map(|args: TagArgs| vec![host_of(&args.repository).to_owned()]).unwrap_or_default()
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, _: Option<&Report>) -> Observed {
        self.look(effect, cx).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, _: &Key, _: Fence, cx: &Cx) -> Report {
        self.tag(effect, cx).await.map_or_else(failed, |()| Report::default())
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

impl TagExecutor {
    async fn look(&self, effect: &Effect, cx: &Cx) -> Result<Observed, Problem> {
        let args: TagArgs = effect.read()?;
        let wanted = digest(&args, cx)?;
        let repository = self.registries.repository(&args.repository).await?;
        let stands = stands(&*repository, &args.tags, &wanted, cx).await?;
        if stands.contains(&Stand::Older) {
            return Ok(Observed::Absent);
        }
        let newer: Vec<&String> = args
            .tags
            .iter()
            .zip(&stands)
            .filter(|(_, stand)| **stand == Stand::Newer)
            .map(|it| it.0)
            .collect();
        Ok(Observed::Done(json!({ "digest": wanted, "tags": args.tags, "newer": newer })))
    }

    async fn tag(&self, effect: &Effect, cx: &Cx) -> Result<(), Problem> {
        let args: TagArgs = effect.read()?;
        let wanted = digest(&args, cx)?;
        let repository = self.registries.repository(&args.repository).await?;
        let manifest = async {
            repository.manifest(wanted.as_str()).await?.ok_or_else(|| {
                let message = format!("{}@{wanted} is no longer in the registry", args.repository);
                Problem::new(Code::RegistryNotFound, message)
            })
        };
        let (manifest, stands) = tokio::try_join!(manifest, stands(&*repository, &args.tags, &wanted, cx))?;
        for (tag, stand) in args.tags.iter().zip(stands) {
            match stand {
                Stand::Ours => {}
                Stand::Newer => cx.log(format!("{tag} points to a newer build and stays")),
                Stand::Older => drop(repository.tag(&manifest, tag).await?),
            }
        }
        Ok(())
    }
}

/// How a moving tag stands to the run that wants to move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It points where it should.
    Ours,
    /// A later run has moved it on: one that ran at the same time, or before this one was resumed.
    Newer,
    /// It points elsewhere, or is not there.
    Older,
}

/// Where each of the tags points, asked at once.
async fn stands(
    repository: &dyn Registry,
    tags: &[String],
    wanted: &Digest,
    cx: &Cx,
) -> Result<Vec<Stand>, Problem> {
    futures::future::try_join_all(tags.iter().map(|tag| stand(repository, tag, wanted, cx))).await
}

/// Where a tag points. What was built by a later run, or by none, tells by its label.
async fn stand(repository: &dyn Registry, tag: &str, wanted: &Digest, cx: &Cx) -> Result<Stand, Problem> {
    let Some(there) = repository.digest(tag).await? else { return Ok(Stand::Older) };
    if there == *wanted {
        return Ok(Stand::Ours);
    }
    let Subject::Run(draft) = &cx.plan.subject else { return Ok(Stand::Older) };
    let metadata = match repository.metadata(&there).await {
        // Moved or removed between the two requests, or an image that lacks a part.
        Err(problem) if problem.code == Code::RegistryNotFound => return Ok(Stand::Older),
        metadata => metadata?,
    };
    let built_by = metadata.labels.get(label::BUILD_NUMBER).and_then(|number| number.parse::<u64>().ok());
    Ok(if built_by.is_some_and(|number| number > draft.number) { Stand::Newer } else { Stand::Older })
}

fn digest(args: &TagArgs, cx: &Cx) -> Result<Digest, Problem> {
    let pushed = || cx.facts.get(args.pushed_by.as_ref()?)?.get("digest")?.as_str()?.parse().ok();
    let unknown =
        || Problem::new(Code::Internal, format!("nothing says which digest of {} to tag", args.service));
    args.digest.clone().or_else(pushed).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nowhere;

    #[async_trait]
    impl Registries for Nowhere {
        async fn repository(&self, name: &str) -> Result<Arc<dyn Registry>, Problem> {
            Err(Problem::new(Code::RegistryNotFound, format!("there is no {name}")))
        }
    }

    /// What only moves a tag, since nothing was built, logs in as well.
    #[test]
    fn the_login_is_opened_before_anything_begins() {
        let args = TagArgs {
            service: "api".into(),
            repository: "registry.example.com:5000/team/api".into(),
            tags: vec!["develop".into()],
            digest: None,
            pushed_by: None,
        };
        let executor = TagExecutor { registries: Arc::new(Nowhere) };
        let registries = executor.registries(&Effect::new(NAME, MOVE, args));
        assert_eq!(registries, ["registry.example.com:5000"]);
    }
}
