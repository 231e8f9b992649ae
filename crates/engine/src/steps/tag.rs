//! Lets the moving tags, such as a branch's, point to a release's image.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::digest::Digest;
use slipway_domain::entry::{Body, Outcome, Report};
use slipway_domain::ids::{Key, StepId};
use slipway_domain::label;
use slipway_domain::plan::{Effect, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::repository::host_of;

use super::{failed, knows};
use crate::ports::{Cx, Executor, Fence, Ledger, Registries, Registry};

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
    /// Knows the runs that came later.
    pub ledger: Arc<dyn Ledger>,
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
        let stands = self.stands(&*repository, &args, &wanted, cx).await?;
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
        let fact = json!({
            "digest": wanted, "repository": args.repository, "tags": args.tags, "newer": newer,
        });
        Ok(Observed::Done(fact))
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
        let stands = self.stands(&*repository, &args, &wanted, cx);
        let (manifest, stands) = tokio::try_join!(manifest, stands)?;
        for (tag, stand) in args.tags.iter().zip(stands) {
            match stand {
                Stand::Ours => {}
                Stand::Newer => cx.log(format!("{tag} was moved by a later run and stays")),
                Stand::Older => drop(repository.tag(&manifest, tag).await?),
            }
        }
        Ok(())
    }

    /// Where each of the tags points, asked at once.
    async fn stands(
        &self,
        repository: &dyn Registry,
        args: &TagArgs,
        wanted: &Digest,
        cx: &Cx,
    ) -> Result<Vec<Stand>, Problem> {
        let later = self.settled_later(args, cx).await?;
        let stands = args.tags.iter().map(|tag| stand(repository, tag, wanted, &later, cx));
        futures::future::try_join_all(stands).await
    }

    /// The tags that later runs have settled. Such a run may have built nothing: then the image that it let a tag point
    /// to is an earlier run's, and does not tell.
    async fn settled_later(&self, args: &TagArgs, cx: &Cx) -> Result<BTreeSet<String>, Problem> {
        let Subject::Run(draft) = &cx.plan.subject else { return Ok(BTreeSet::new()) };
        let outcomes = self.ledger.outcomes_after(&cx.plan.project, draft.number, &cx.step).await?;
        Ok(outcomes.iter().flat_map(|outcome| settled(&outcome.body, &args.repository)).collect())
    }
}

/// The tags of that repository that a step has settled.
fn settled(outcome: &Body, repository: &str) -> Vec<String> {
    let Body::Outcome { outcome: Outcome::Succeeded, fact, .. } = outcome else { return Vec::new() };
    // Older versions do not say which repository it was.
    if fact.get("repository").is_some_and(|settled| settled != repository) {
        return Vec::new();
    }
    fact.get("tags").and_then(|tags| Vec::deserialize(tags).ok()).unwrap_or_default()
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

/// Where a tag points. That a later run has moved it on is told by the ledger, and if that ran at another laptop and built
/// it, by its label.
async fn stand(
    repository: &dyn Registry,
    tag: &str,
    wanted: &Digest,
    later: &BTreeSet<String>,
    cx: &Cx,
) -> Result<Stand, Problem> {
    let Some(there) = repository.digest(tag).await? else { return Ok(Stand::Older) };
    if there == *wanted {
        return Ok(Stand::Ours);
    }
    if later.contains(tag) {
        return Ok(Stand::Newer);
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
    use crate::runner::tests::in_memory::Entries;

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
        let executor = TagExecutor { registries: Arc::new(Nowhere), ledger: Arc::new(Entries::default()) };
        let registries = executor.registries(&Effect::new(NAME, MOVE, args));
        assert_eq!(registries, ["registry.example.com:5000"]);
    }

    #[test]
    fn a_later_run_has_settled_the_tags_that_its_fact_names_in_their_repository() {
        let body = |outcome, fact| Body::Outcome { outcome, fact, problem: None, evidence: Vec::new() };
        let fact = |repository: &str| json!({ "repository": repository, "tags": ["develop"], "newer": [] });
        assert_eq!(settled(&body(Outcome::Succeeded, fact("r/api")), "r/api"), ["develop"]);
        assert_eq!(settled(&body(Outcome::Succeeded, json!({ "tags": ["develop"] })), "r/api"), ["develop"]);
        assert_eq!(settled(&body(Outcome::Succeeded, fact("r/other")), "r/api"), [""; 0]);
        assert_eq!(settled(&body(Outcome::Failed, fact("r/api")), "r/api"), [""; 0]);
        assert_eq!(settled(&Body::Intent, "r/api"), [""; 0]);
    }
}
