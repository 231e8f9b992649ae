//! The executor "container".

use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use slipway_domain::entry::Report;
use slipway_domain::ids::Key;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{ContainerEngine, Cx, Executor, Fence};
use slipway_hosts::{
    Failed, Fenced, Kit, PullArgs, RestartArgs, Spot, images_seen, pull_images, restart, restart_seen,
};

use crate::engine::{engine, explain};
use crate::removal::{self, RemoveArgs};
use crate::run::{self, RunArgs};

/// Its name.
pub const EXECUTOR: &str = "container";

/// What it does.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    /// Brings images.
    Pull,
    /// Runs services.
    Run,
    /// Removes what was started.
    Remove,
    /// Starts a service's containers anew.
    Restart,
}

/// Does what the steps of docker environments say.
pub struct ContainerExecutor {
    kit: Arc<Kit>,
}

impl ContainerExecutor {
    /// Puts the ports together.
    pub fn new(kit: Arc<Kit>) -> Self {
        Self { kit }
    }
}

#[async_trait]
impl Executor for ContainerExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.verb::<Verb>().map(drop)
    }

    fn secrets(&self, effect: &Effect) -> Vec<String> {
        match effect.verb() {
            Ok(Verb::Run) => effect.read().map(|args: RunArgs| args.secrets()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn registries(&self, effect: &Effect) -> Vec<String> {
        match effect.verb() {
            Ok(Verb::Pull) => effect.read().map(|args: PullArgs| args.registries()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    async fn observe(&self, effect: &Effect, _: &Key, _: &Cx, report: Option<&Report>) -> Observed {
        self.look(effect, report).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        let done = match effect.verb() {
            Ok(Verb::Pull) => self.pull(effect, fence, cx).await,
            Ok(Verb::Run) => self.run(effect, key, fence, cx).await,
            Ok(Verb::Remove) => self.remove(effect, key, fence, cx).await,
            Ok(Verb::Restart) => return self.restart(effect, key, fence, cx).await,
            Err(problem) => Err(Failed::before(problem)),
        };
        match done {
            Ok(()) => Report::default(),
            Err(failed) => failed.report(),
        }
    }

    async fn stop(&self, effect: &Effect, key: &Key, cx: &Cx) {
        self.kit.stop_step(effect, key, cx).await;
    }
}

impl ContainerExecutor {
    async fn look(&self, effect: &Effect, report: Option<&Report>) -> Result<Observed, Problem> {
        let engine = engine(&self.kit, &Spot::of(effect)?).await?;
        match effect.verb()? {
            Verb::Pull => images_seen(&effect.read()?, &*engine).await,
            Verb::Run => run::seen(&effect.read()?, &*engine, report).await,
            Verb::Remove => removal::seen(&effect.read()?, &*engine).await,
            Verb::Restart => restart_seen(&effect.read::<RestartArgs>()?, &*engine, report).await,
        }
    }

    async fn pull(&self, effect: &Effect, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let args: PullArgs = effect.read().map_err(Failed::before)?;
        match pull_images(&self.kit, &args, fence, cx).await {
            Ok(()) => Ok(()),
            Err(problem) => Err(Failed::on_the_way(explain(&self.kit, &args.spot, problem).await)),
        }
    }

    async fn run(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let args: RunArgs = effect.read().map_err(Failed::before)?;
        let fenced = Fenced::of(&args.spot, key, fence, cx).map_err(Failed::before)?;
        if args.is_empty() {
            // Also who has nothing to do hears that another has taken over.
            return self.prepare(&fenced, ":", cx).await.map(drop);
        }
        args.specs("", &cx.secrets).map_err(Failed::before)?;
        let directory = self.prepare(&fenced, &args.preparation(), cx).await?;
        let specs = args.specs(&directory, &cx.secrets).map_err(Failed::before)?;
        let engine = self.fenced(&fenced).await?;
        run::check_names(&args, &*engine).await.map_err(Failed::looking)?;
        match run::run(&args, specs, &*engine, cx).await {
            Ok(()) => Ok(()),
            Err(problem) => Err(self.midway(&fenced, problem).await),
        }
    }

    async fn remove(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let args: RemoveArgs = effect.read().map_err(Failed::before)?;
        let fenced = Fenced::of(&args.spot, key, fence, cx).map_err(Failed::before)?;
        self.prepare(&fenced, ":", cx).await?;
        let engine = self.fenced(&fenced).await?;
        match removal::remove(&args.spot, &args.services, &*engine, cx).await {
            Ok(()) => Ok(()),
            Err(problem) => Err(self.midway(&fenced, problem).await),
        }
    }

    async fn restart(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        match restart(&self.kit, effect, key, fence, cx).await {
            Ok(report) => report,
            Err(mut failed) => {
                if let Ok(spot) = Spot::of(effect) {
                    failed.problem = explain(&self.kit, &spot, failed.problem).await;
                }
                failed.report()
            }
        }
    }

    /// Writes into the place's journal that the step begins, so that a take-over knows of it, and runs a
    /// script under the fence. Returns the script's last line.
    async fn prepare(&self, fenced: &Fenced<'_>, body: &str, cx: &Cx) -> Result<String, Failed> {
        let ran =
            self.kit.act(fenced, body, bytes::Bytes::new(), &|_| ()).await.map_err(Failed::on_the_way)?;
        let last = |text: String| text.lines().last().unwrap_or_default().to_owned();
        if ran.code == 0 {
            return Ok(last(ran.out()));
        }
        ran.err().lines().for_each(|line| cx.log(line));
        let spot = fenced.spot;
        let text = format!("{} could not be prepared: {}", spot.place, last(ran.err()));
        let problem = Problem::new(Code::EngineUnreachable, text.clone());
        let problem = match explain(&self.kit, spot, problem).await {
            other if other.code == Code::ProgramMissing => other,
            _ => Problem::new(Code::HostCommandFailed, text)
                .hint("the network of the docker target may be at fault: check `network` in slipway.yml"),
        };
        Err(Failed::on_the_way(problem))
    }

    async fn fenced(&self, fenced: &Fenced<'_>) -> Result<Arc<dyn ContainerEngine>, Failed> {
        match self.kit.fenced_engine(fenced).await {
            Ok(engine) => Ok(engine),
            Err(problem) => Err(Failed::before(explain(&self.kit, fenced.spot, problem).await)),
        }
    }

    /// A failure after the first change may have been made.
    async fn midway(&self, fenced: &Fenced<'_>, problem: Problem) -> Failed {
        Failed::midway(self.kit.or_lost_lock(fenced, problem).await, Vec::new())
    }
}
