//! Pushes a built image under its version tag, which never moves.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::digest::Digest;
use slipway_domain::entry::Report;
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::repository::host_of;
use uuid::Uuid;

use super::{failed, knows, untouched};
use crate::claims::{Claim, Claims, Held, Wanted, part_tag};
use crate::ports::{
    ContainerEngine, Cx, Engines, Executor, Fence, ImageHost, KnownBy, Login, ManifestInfo, Memory, Recalled,
    Registries, Registry, Secrets, Topic, Where,
};

/// The executor's name.
pub const NAME: &str = "push";
/// Pushes a service's image.
pub const IMAGE: &str = "image";

/// What a [`Code::VersionTaken`] says for machines about a version that is the same for every number.
const FIXED: &str = "fixed";

/// What is pushed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushArgs {
    /// The service.
    pub service: String,
    /// The repository, without tag.
    pub repository: String,
    /// The version, which is the tag.
    pub version: String,
    /// The step that built it.
    pub built_by: StepId,
    /// Another run of the commit has the same version, since its build number is not in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fixed: bool,
}

/// Pushes images.
pub struct PushExecutor {
    /// The laptop's engine.
    pub engines: Arc<dyn Engines>,
    /// Where it goes.
    pub registries: Arc<dyn Registries>,
    /// Logins.
    pub secrets: Arc<dyn Secrets>,
    /// Keeps two laptops from pushing one version.
    pub claims: Claims,
    /// Knows which installation this is.
    pub memory: Arc<dyn Memory>,
    /// Whoever runs the registry.
    pub host: Arc<dyn ImageHost>,
}

#[async_trait]
impl Executor for PushExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[IMAGE])
    }

    fn registries(&self, effect: &Effect) -> Vec<String> {
        effect.read().map(|args: PushArgs| vec![args.registry().to_owned()]).unwrap_or_default()
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        // Nobody is at it any more, and it did not come to its end.
        if report.is_none() {
            self.clear_claim(effect, cx).await;
        }
        self.look(effect, cx).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, _: &Key, _: Fence, cx: &Cx) -> Report {
        let ready = match self.ready(effect, cx).await {
            Ok(Ready { done: true, .. }) => return Report::default(),
            Ok(ready) => ready,
            Err(problem) => return untouched(problem),
        };
        let mut claim = match self.claim(&ready, cx).await {
            Ok(claim) => claim,
            Err(problem) => return untouched(problem),
        };
        let pushed = self.push(&ready, cx).await;
        if let Some(held) = &mut claim {
            held.give_back(&ready.parts()).await;
        }
        pushed.map_or_else(failed, |()| Report::default())
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

impl PushExecutor {
    async fn look(&self, effect: &Effect, cx: &Cx) -> Result<Observed, Problem> {
        let args: PushArgs = effect.read()?;
        let ours = built_images(&args.built_by, cx)?;
        let repository = self.registries.repository(&args.repository).await?;
        let Some(there) = repository.manifest(&args.version).await? else { return Ok(Observed::Absent) };
        let digest = &there.digest;
        if is_ours(&*repository, &there, &ours).await? {
            return Ok(Observed::Done(
                json!({ "service": args.service, "digest": digest, "version": args.version }),
            ));
        }
        Ok(Observed::Different {
            fact: json!({ "digest": digest }),
            problem: taken(&args),
            evidence: Vec::new(),
        })
    }

    /// Everything up to the first action: a refusal here has changed nothing.
    async fn ready(&self, effect: &Effect, cx: &Cx) -> Result<Ready, Problem> {
        let args: PushArgs = effect.read()?;
        let images = built_images(&args.built_by, cx)?;
        let repository = self.registries.repository(&args.repository).await?;
        let there = repository.manifest(&args.version).await?;
        if let Some(manifest) = &there
            && !is_ours(&*repository, manifest, &images).await?
        {
            return Err(taken(&args));
        }
        let login = self.secrets.login(args.registry(), None).await?;
        let engine = self.engines.engine(&Where::Here).await?;
        Ok(Ready { args, images, repository, login, engine, done: there.is_some() })
    }

    /// Makes sure that nobody else is about to push the version, and looks at its tag once more under that claim.
    async fn claim(&self, ready: &Ready, cx: &Cx) -> Result<Option<Held>, Problem> {
        // Where no tag moves, the registry itself refuses whoever comes second, and a claim could not be taken back.
        if self.never_moves(&ready.args).await {
            return Ok(None);
        }
        let wanted = self.wanted(&ready.args, cx).await?;
        let claimed = self.claims.claim(ready.repository.clone(), &wanted).await;
        let mut held = match claimed.map_err(|problem| ready.args.told(problem))? {
            Claim::Held(held) => held,
            Claim::Unsupported(why) => {
                cx.log(format!(
                    "the registry takes no claims on versions, so nobody may push {} at the same moment: {}",
                    wanted.version, why.message
                ));
                return Ok(None);
            }
        };
        match ready.repository.digest(&ready.args.version).await {
            Ok(None) => Ok(Some(held)),
            there => {
                held.give_back(&[]).await;
                there.and(Err(taken(&ready.args)))
            }
        }
    }

    /// Whether whoever runs the registry takes the version only once.
    async fn never_moves(&self, args: &PushArgs) -> bool {
        if !self.host.runs(args.registry()) {
            return false;
        }
        let hosted = self.host.repository(&args.repository).await.ok().flatten();
        hosted.is_some_and(|hosted| hosted.fixed.holds(&args.version))
    }

    /// Clears the claim of a push that was killed or cancelled. What cannot be cleared now keeps nobody from anything
    /// for ever, so that fails nothing.
    async fn clear_claim(&self, effect: &Effect, cx: &Cx) {
        let cleared = async {
            let args: PushArgs = effect.read()?;
            let repository = self.registries.repository(&args.repository).await?;
            self.claims.clear(repository, &self.wanted(&args, cx).await?).await
        };
        if let Err(problem) = cleared.await {
            cx.log(format!("whether its claim on the version stands is not known: {problem}"));
        }
    }

    async fn wanted(&self, args: &PushArgs, cx: &Cx) -> Result<Wanted, Problem> {
        Ok(Wanted {
            repository: args.repository.clone(),
            version: args.version.clone(),
            operation: cx.id(),
            by: format!("{} on {}", cx.operation.actor, cx.operation.origin),
            installation: format!("{} {}", cx.operation.origin, self.installation().await?),
        })
    }

    /// A name for the ledger's directory, which is made up once.
    async fn installation(&self) -> Result<String, Problem> {
        let key = "id".to_owned();
        let made_up = serde_json::Value::from(Uuid::now_v7().to_string());
        self.memory.remember(Topic::Installation, vec![(key.clone(), made_up)]).await?;
        let known = self.memory.recall(Topic::Installation, &[key]).await?;
        let name = known.first().and_then(Recalled::read);
        name.ok_or_else(|| Problem::new(Code::LedgerFailed, "the ledger does not keep what it is given"))
    }

    async fn push(&self, ready: &Ready, cx: &Cx) -> Result<(), Problem> {
        let version = &ready.args.version;
        let [(_, image)] = &ready.images.iter().collect::<Vec<_>>()[..] else {
            return self.push_index(ready, cx).await;
        };
        self.push_image(ready, image, version, cx).await.map(drop)
    }

    /// Pushes the image of each platform, and what joins them under the version's tag.
    async fn push_index(&self, ready: &Ready, cx: &Cx) -> Result<(), Problem> {
        let mut manifests = Vec::new();
        for (platform, image) in &ready.images {
            let tag = part_tag(&ready.args.version, platform);
            manifests.push((platform.clone(), self.push_image(ready, image, &tag, cx).await?));
            // The engine keeps the name that the build gave it.
            let _ = ready.engine.remove_image(&format!("{}:{tag}", ready.args.repository)).await;
        }
        ready.repository.put_index(&manifests, &ready.args.version).await.map(drop)
    }

    async fn push_image(&self, ready: &Ready, image: &str, tag: &str, cx: &Cx) -> Result<Digest, Problem> {
        let name = format!("{}:{tag}", ready.args.repository);
        ready.engine.tag(image, &name).await?;
        let pushed = ready.engine.push(&name, ready.login.as_ref(), &|far: HowFar| cx.tell(far)).await;
        let refused = match pushed {
            Err(problem) if problem.code == Code::RegistryDenied => problem,
            pushed => return pushed.map(|pushed| pushed.digest),
        };
        let Some(login) = self.other_login(ready).await else { return Err(self.host.explain(refused)) };
        cx.log("the registry did not take the login any more; it is pushed on with a new one");
        let pushed = ready.engine.push(&name, Some(&login), &|far: HowFar| cx.tell(far)).await;
        pushed.map(|pushed| pushed.digest).map_err(|problem| self.host.explain(problem))
    }

    /// Another login than the one that was refused: some live for hours only, and a push may outlast that.
    async fn other_login(&self, ready: &Ready) -> Option<Login> {
        let refused = ready.login.as_ref()?;
        let again = self.secrets.login_after(ready.args.registry(), None, refused).await.ok().flatten();
        again.filter(|login| !login.is(refused))
    }
}

/// What a push needs, all of it looked up.
struct Ready {
    args: PushArgs,
    images: BTreeMap<String, String>,
    repository: Arc<dyn Registry>,
    login: Option<Login>,
    engine: Arc<dyn ContainerEngine>,
    done: bool,
}

impl Ready {
    /// The tags that an index's images have until it is written.
    fn parts(&self) -> Vec<String> {
        let several = if self.images.len() > 1 { Some(&self.images) } else { None };
        let platforms = several.into_iter().flat_map(BTreeMap::keys);
        platforms.map(|platform| part_tag(&self.args.version, platform)).collect()
    }
}

/// The ids of the images that a step built, by platform.
pub(super) fn built_images(built_by: &StepId, cx: &Cx) -> Result<BTreeMap<String, String>, Problem> {
    let images = cx.facts.get(built_by).and_then(|fact| fact.get("images"));
    let images = images.and_then(|images| BTreeMap::deserialize(images).ok());
    images.ok_or_else(|| Problem::new(Code::Internal, format!("`{built_by}` does not say what it built")))
}

/// Whether the image with that manifest is what we built, image for image.
async fn is_ours(
    repository: &dyn Registry,
    manifest: &ManifestInfo,
    ours: &BTreeMap<String, String>,
) -> Result<bool, Problem> {
    Ok(same(&manifest.digest, &repository.known_by(manifest).await?, ours))
}

/// Whether engines know these images of the manifest or index with that digest by the ids of ours.
fn same(digest: &Digest, there: &[KnownBy], ours: &BTreeMap<String, String>) -> bool {
    // Containerd knows an image by its index where it has one, such as for what its builder attests.
    if ours.len() == 1 && ours.values().all(|id| id == digest.as_str()) {
        return true;
    }
    let is_there = |id: &String| there.iter().any(|image| image.is(id));
    there.len() == ours.len() && ours.values().all(is_there)
}

fn taken(args: &PushArgs) -> Problem {
    let message = format!(
        "{}:{} exists already and is another image; a version tag never moves",
        args.repository, args.version
    );
    args.told(Problem::new(Code::VersionTaken, message))
}

impl PushArgs {
    /// The registry that it goes to, as logins know it.
    fn registry(&self) -> &str {
        host_of(&self.repository)
    }

    /// A problem that says whether the next number would help.
    fn told(&self, problem: Problem) -> Problem {
        if problem.code != Code::VersionTaken || !self.fixed {
            return problem;
        }
        let hint = format!(
            "the build number is not in this version, so the next run would meet the same tag: \
             give {} another version, or put `${{build_number}}` into it",
            self.service
        );
        let mut details = problem.details.clone();
        details[FIXED] = true.into();
        problem.hint(hint).details(details)
    }
}

/// Whether a version is taken that the next run would have too.
pub fn stays_taken(problem: &Problem) -> bool {
    problem.code == Code::VersionTaken && problem.details[FIXED] == true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The image of a platform, as a registry has it.
    fn image(of: &str) -> KnownBy {
        let digest = |what: &str| Digest::of(format!("{what} of {of}").as_bytes());
        KnownBy { manifest: digest("manifest"), configuration: digest("configuration") }
    }

    fn ours(ids: &[&Digest]) -> BTreeMap<String, String> {
        ids.iter().enumerate().map(|(at, id)| (format!("linux/{at}"), id.to_string())).collect()
    }

    #[test]
    fn what_was_pushed_is_known_by_the_ids_of_either_store_of_an_engine() {
        let (amd, arm, other) = (image("amd64"), image("arm64"), image("other"));
        let there = [amd.clone()];
        for id in [&amd.configuration, &amd.manifest] {
            assert!(same(&amd.manifest, &there, &ours(&[id])), "the only image");
        }
        let index = Digest::of(b"index");
        assert!(same(&index, &there, &ours(&[&index])), "with what its builder attests");
        assert!(same(&index, &there, &ours(&[&amd.manifest])), "an index of one");
        let both = [amd.clone(), arm.clone()];
        for ids in [[&amd.configuration, &arm.configuration], [&amd.manifest, &arm.manifest]] {
            assert!(same(&index, &both, &ours(&ids)), "{ids:?}");
        }
        for ids in [vec![&other.manifest], vec![&other.configuration], vec![&amd.manifest, &arm.manifest]] {
            assert!(!same(&amd.manifest, &there, &ours(&ids)), "{ids:?}");
        }
        assert!(!same(&index, &both, &ours(&[&amd.manifest])), "one of two platforms");
        assert!(!same(&index, &both, &ours(&[&amd.manifest, &other.manifest])), "one of them is another");
        assert!(!same(&index, &[], &ours(&[&amd.manifest])), "no image at all, such as a chart");
    }

    #[test]
    fn a_short_name_is_pushed_with_the_login_of_docker_hub() {
        for (repository, registry) in [
            ("api", "docker.io"),
            ("team/api", "docker.io"),
            ("index.docker.io/team/api", "docker.io"),
            ("registry.example.com:5000/team/api", "registry.example.com:5000"),
            ("localhost/api", "localhost"),
        ] {
            let args = PushArgs {
                service: "api".into(),
                repository: repository.into(),
                version: "1".into(),
                built_by: "build/api".into(),
                fixed: false,
            };
            assert_eq!(args.registry(), registry, "{repository}");
        }
    }
}
