//! Pulling images by digest through a host's own engine; the host logs in nowhere.

use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::ids::StepId;
use slipway_domain::image::ImageReference;
use slipway_domain::plan::{Effect, Step};
use slipway_domain::platform;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::repository::Repository;
use slipway_domain::world::Seen;
use slipway_engine::ports::{ContainerEngine, Cx, Fence};

use crate::fence::checked;
use crate::identity::Identity;
use crate::kit::Kit;
use crate::place::More;
use crate::room;
use crate::spot::Spot;
use crate::steps::place_step;

/// The arguments of a step that pulls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PullArgs {
    /// Where.
    pub spot: Spot,
    /// `REPOSITORY@DIGEST` each, or `REPOSITORY:TAG`.
    pub images: Vec<String>,
}

impl PullArgs {
    /// The registries that the images come from, as logins know them.
    pub fn registries(&self) -> Vec<String> {
        self.images.iter().map(|image| ImageReference::of(image).host().to_owned()).collect()
    }
}

/// Seconds that pulling may take.
const LIMIT: u64 = 3600;

/// The images among these that a place may lack under the name by which they are started: none of its containers
/// has them from that repository.
pub fn absent<'i>(seen: &Seen, identities: impl IntoIterator<Item = &'i Identity>) -> Vec<String> {
    let told = More::of(seen).images;
    let there: Vec<_> = told.iter().filter_map(|image| in_full(image)).collect();
    let has = |reference: &String| in_full(reference).is_some_and(|own| there.contains(&own));
    identities.into_iter().map(Identity::reference).filter(|reference| !has(reference)).collect()
}

/// The repository and the digest of an image. Engines leave Docker Hub's address out.
fn in_full(reference: &str) -> Option<(Repository, &str)> {
    let (name, digest) = reference.split_once('@')?;
    Some((name.parse().ok()?, digest))
}

/// A step of that executor that pulls, `PLACE/VERB`; none when there is nothing to pull.
pub fn pull_step(
    executor: &str,
    spot: &Spot,
    verb: &str,
    mut images: Vec<String>,
    needs: Vec<StepId>,
) -> Option<Step> {
    images.sort();
    images.dedup();
    if images.is_empty() {
        return None;
    }
    let commands: Vec<String> = images.iter().map(|image| format!("docker pull {image}")).collect();
    let action = if images.len() == 1 { "pull the image" } else { "pull the images" };
    let effect = Effect::new(executor, "pull", PullArgs { spot: spot.clone(), images });
    let mut step = place_step(spot, verb, action, effect, needs);
    step.command = Some(commands.join(" && "));
    step.limit = Some(LIMIT);
    Some(step)
}

/// Pulls what is missing, several images at a time, once the host has seen the fence. Pulling holds no lock: it
/// changes nothing that runs.
pub async fn pull_images(kit: &Kit, args: &PullArgs, fence: Fence, cx: &Cx) -> Result<(), Problem> {
    if let Some(fence) = fence.0 {
        kit.beats.start(&args.spot, cx.operation.id, fence, kit.host(&args.spot).await?);
    }
    let engine = kit.engine(&args.spot, String::new()).await?;
    let missing = missing(args, &*engine).await?;
    if missing.is_empty() {
        // Also who has nothing to do hears that another has taken over.
        return match fence.0 {
            Some(fence) => {
                let checked = checked(&args.spot, fence, cx.operation.id);
                kit.script(&args.spot, checked, String::new()).await.map(drop)
            }
            None => Ok(()),
        };
    }
    let engine = &*engine;
    room::make_sure(kit, &args.spot, engine, &missing, fence, cx.operation.id).await?;
    // All begin together; said before any of them asks for its login, their lines come in the plan's order.
    for image in &missing {
        cx.log(format!("pull {image}"));
    }
    let pulls = missing.iter().map(|image| async move {
        let login =
            kit.secrets.login(ImageReference::of(image).host(), cx.plan.subject.environment()).await?;
        engine.pull(image, login.as_ref(), &|far| cx.tell(far)).await.map_err(|p| on(&args.spot, p))
    });
    futures::future::try_join_all(pulls).await.map(drop)
}

/// Whether all images are there, and the host's processor runs them.
pub async fn images_seen(args: &PullArgs, engine: &dyn ContainerEngine) -> Result<Observed, Problem> {
    let info = engine.info().await?;
    for image in &args.images {
        let Some(found) = engine.image(image).await? else { return Ok(Observed::Absent) };
        if !platform::runs_on(&found.platform, &info.platform) {
            let text =
                format!("{image} is for {} and {} is {}", found.platform, args.spot.place, info.platform);
            let problem = Problem::new(Code::PlatformMissing, text);
            return Ok(Observed::Different { fact: json!({}), problem, evidence: Vec::new() });
        }
    }
    Ok(Observed::Done(json!({})))
}

async fn missing(args: &PullArgs, engine: &dyn ContainerEngine) -> Result<Vec<String>, Problem> {
    let mut missing = Vec::new();
    for image in &args.images {
        if engine.image(image).await?.is_none() {
            missing.push(image.clone());
        }
    }
    Ok(missing)
}

/// Names the place, which an engine does not know.
fn on(spot: &Spot, problem: Problem) -> Problem {
    Problem { message: format!("{}: {}", spot.place, problem.message), ..problem }
}

#[cfg(test)]
mod tests {
    use slipway_domain::digest::Digest;

    use super::*;
    use crate::identity::tests::seen;
    use crate::sample::identity as wanted;

    #[test]
    fn an_image_that_runs_under_another_repositorys_name_is_absent() {
        let other = Identity { digest: Digest::of(b"other"), ..wanted() };
        let mirrored = Identity { repository: "mirror.example.com/api".to_owned(), ..wanted() };
        let all = [&wanted(), &other, &mirrored];
        assert_eq!(absent(&seen(&wanted()), all), [other.reference(), mirrored.reference()]);
        let of_hub = |repository: &str| Identity { repository: repository.to_owned(), ..wanted() };
        assert_eq!(absent(&seen(&of_hub("team/api")), [&of_hub("docker.io/team/api")]), [""; 0]);
    }
}
