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
    Failed, Fenced, Kit, PullArgs, RestartArgs, Spot, images_seen, look, pull_images, restart_containers,
    restart_seen,
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
        let Ok(spot) = Spot::of(effect) else { return };
        if let Err(problem) = self.kit.stop(&spot, key).await {
            cx.log(format!("what runs on {} could not be ended: {}", spot.place, problem.message));
        }
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
        let restarted = async {
            let args: RestartArgs = effect.read().map_err(Failed::before)?;
            let fenced = Fenced::of(&args.spot, key, fence, cx).map_err(Failed::before)?;
            self.prepare(&fenced, ":", cx).await?;
            let engine = self.fenced(&fenced).await?;
            let mut report = restart_containers(&args, &*engine).await;
            if let Some(problem) = report.problem.take() {
                report.problem = Some(self.midway(&fenced, problem).await.problem);
            }
            Ok(report)
        };
        restarted.await.unwrap_or_else(Failed::report)
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
        cx.log(ran.err());
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

    /// A failure after the first change may have been made. A connection that was lost and not made again
    /// may mean that the lock is lost too.
    async fn midway(&self, fenced: &Fenced<'_>, problem: Problem) -> Failed {
        let spot = fenced.spot;
        let state = match problem.code {
            Code::EngineUnreachable => look(&self.kit, spot).await.ok(),
            _ => None,
        };
        let lost =
            state.is_some_and(|state| state.lock.as_ref().is_none_or(|lock| lock.fence != fenced.fence));
        let problem = match lost {
            true => {
                let text = format!(
                    "the lock on {} was lost while containers were replaced: {}",
                    spot.place, problem.message
                );
                Problem::new(Code::TakenOver, text)
            }
            false => problem,
        };
        Failed::midway(problem, Vec::new())
    }
}
