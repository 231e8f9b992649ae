//! Builds an image on the laptop's engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use slipway_domain::entry::{Evidence, Report};
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{Key, OperationId};
use slipway_domain::label;
use slipway_domain::plan::{Effect, fingerprint};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;

use super::{Held, failed, knows, untouched};
use crate::ports::{Build, Builder, Clock, Cx, Engines, Executor, Fence, Variables, Where};

/// The executor's name.
pub const NAME: &str = "build";
/// Builds a service's image.
pub const IMAGE: &str = "image";

/// What is built. The image exists once per platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BuildArgs {
    /// The project, for the engine's context cache.
    pub project: String,
    /// The service.
    pub service: String,
    /// The tree it is built from.
    pub tree: String,
    /// The context's folder.
    pub context: String,
    /// The Dockerfile, relative to the context.
    pub dockerfile: String,
    /// The stage.
    pub target: Option<String>,
    /// Build arguments with their values.
    pub args: BTreeMap<String, String>,
    /// Build arguments whose values come from the environment.
    pub from_environment: Vec<String>,
    /// Names of build secrets.
    pub secrets: Vec<String>,
    /// Such as `linux/amd64`; empty for the engine's own.
    pub platforms: Vec<String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// The repository, without tag.
    pub repository: String,
    /// The version, which becomes the tag.
    pub version: String,
}

impl BuildArgs {
    /// The platforms as the builder takes them: `None` for the engine's own.
    pub fn variants(&self) -> Vec<Option<&str>> {
        if self.platforms.is_empty() {
            vec![None]
        } else {
            self.platforms.iter().map(|p| Some(p.as_str())).collect()
        }
    }

    /// The local name of a variant. One variant has the version's own name; several carry their platform.
    pub fn name(&self, platform: Option<&str>) -> String {
        match platform {
            Some(platform) if self.platforms.len() > 1 => {
                format!("{}:{}-{}", self.repository, self.version, platform.replace('/', "-"))
            }
            _ => format!("{}:{}", self.repository, self.version),
        }
    }

    fn mark(&self) -> String {
        fingerprint(self)
    }
}

/// Builds images.
pub struct BuildExecutor {
    /// Who builds.
    pub builder: Arc<dyn Builder>,
    /// The laptop's engine.
    pub engines: Arc<dyn Engines>,
    /// Variables of the environment.
    pub variables: Arc<dyn Variables>,
    /// Time of day, for the `created` label.
    pub clock: Arc<dyn Clock>,
    /// The engines of the operations under way.
    pub held: Held,
}

#[async_trait]
impl Executor for BuildExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[IMAGE])
    }

    async fn observe(&self, effect: &Effect, _: &Key, _: &Cx, _: Option<&Report>) -> Observed {
        self.images(effect).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, _: &Key, _: Fence, cx: &Cx) -> Report {
        match self.engines.engine(&Where::Here).await {
            Ok(engine) => self.held.keep(cx.id(), engine),
            Err(problem) => return untouched(problem),
        }
        match self.build_all(effect, cx).await {
            Ok(()) => Report::default(),
            Err(problem) => Report { evidence: evidence(&problem), ..failed(problem) },
        }
    }

    /// Dropping the future of the build has ended it.
    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}

    fn let_go(&self, operation: OperationId) {
        self.held.let_go(operation);
    }
}

/// What a builder says of the instruction that failed.
fn evidence(problem: &Problem) -> Vec<Evidence> {
    let piece = |what: &str, text: String| Evidence { place: None, service: None, what: what.into(), text };
    let detail = |name: &str| problem.details.get(name);
    let instruction = detail("instruction").and_then(Value::as_str);
    let code = detail("exit_code").and_then(Value::as_i64);
    let lines: Vec<&str> =
        detail("lines").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut shown: Vec<Evidence> = Vec::new();
    shown.extend(instruction.map(|text| piece("instruction", text.to_owned())));
    shown.extend(code.map(|code| piece("exit code", code.to_string())));
    shown.extend((!lines.is_empty()).then(|| piece("last lines", lines.join("\n"))));
    shown
}

impl BuildExecutor {
    async fn images(&self, effect: &Effect) -> Result<Observed, Problem> {
        let args: BuildArgs = effect.read()?;
        let engine = self.engines.engine(&Where::Here).await?;
        let mut images = BTreeMap::new();
        for platform in args.variants() {
            let Some(image) = engine.image(&args.name(platform)).await? else { return Ok(Observed::Absent) };
            if image.labels.get(label::BUILD) != Some(&args.mark()) {
                return Ok(Observed::Absent);
            }
            images.insert(image.platform, image.id);
        }
        Ok(Observed::Done(json!({ "service": args.service, "images": images })))
    }

    async fn build_all(&self, effect: &Effect, cx: &Cx) -> Result<(), Problem> {
        let args: BuildArgs = effect.read()?;
        for platform in args.variants() {
            let build = self.one(&args, platform, cx)?;
            let tell = |far: HowFar| cx.tell(far);
            self.builder.build(build, &*cx.log, &tell).await?;
        }
        Ok(())
    }

    fn one(&self, args: &BuildArgs, platform: Option<&str>, cx: &Cx) -> Result<Build, Problem> {
        let mut labels = args.labels.clone();
        labels.insert(label::IMAGE_CREATED.into(), self.clock.now().to_string());
        labels.insert(label::BUILD.into(), args.mark());
        let mut build_args = args.args.clone();
        for name in &args.from_environment {
            let value = self.variables.variable(name).ok_or_else(|| {
                let message =
                    format!("the build argument {name} of {} is not set in the environment", args.service);
                Problem::new(Code::BuildFailed, message)
                    .hint(format!("export {name}, or give it a value in slipway.yml"))
            })?;
            build_args.insert(name.clone(), value);
        }
        let secrets =
            args.secrets.iter().filter_map(|name| Some((name.clone(), cx.secrets.get(name)?.clone())));
        Ok(Build {
            tree: args.tree.clone(),
            context: args.context.clone(),
            dockerfile: args.dockerfile.clone(),
            target: args.target.clone(),
            args: build_args,
            secrets: secrets.collect(),
            platform: platform.map(str::to_owned),
            labels,
            name: args.name(platform),
            cache_key: format!("slipway-{}-{}", args.project, args.service),
        })
    }
}
