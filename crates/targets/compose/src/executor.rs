//! The executor "compose".

use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use slipway_domain::entry::Report;
use slipway_domain::ids::Key;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{Cx, Executor, Fence, Ran};
use slipway_hosts::{
    Failed, Fenced, Files, Kit, PullArgs, RestartArgs, Spot, images_seen, look, pull_images, restart,
    restart_seen,
};

use crate::recipe::Recipe;
use crate::release::{archive, contents};
use crate::up::{DownArgs, UpArgs};
use crate::{failure, up};

/// Its name.
pub const EXECUTOR: &str = "compose";

/// What it does.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    /// Brings images.
    Pull,
    /// Puts a release up.
    Up,
    /// Removes what was started.
    Down,
    /// Starts a service's containers anew.
    Restart,
}

/// Does what the steps of compose environments say.
pub struct ComposeExecutor {
    kit: Arc<Kit>,
    /// Where files come from that are not in the plan.
    files: Files,
}

impl ComposeExecutor {
    /// Puts the ports together.
    pub fn new(kit: Arc<Kit>, files: Files) -> Self {
        Self { kit, files }
    }
}

#[async_trait]
impl Executor for ComposeExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.verb::<Verb>().map(drop)
    }

    fn secrets(&self, effect: &Effect) -> Vec<String> {
        match effect.verb() {
            Ok(Verb::Up) => effect.read().map(|args: UpArgs| args.secrets()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn registries(&self, effect: &Effect) -> Vec<String> {
        match effect.verb() {
            Ok(Verb::Pull) => effect.read().map(|args: PullArgs| args.registries()).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    async fn observe(&self, effect: &Effect, key: &Key, _: &Cx, report: Option<&Report>) -> Observed {
        self.look(effect, key, report).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        let done = match effect.verb() {
            Ok(Verb::Pull) => self.pull(effect, fence, cx).await,
            Ok(Verb::Up) => self.up(effect, key, fence, cx).await,
            Ok(Verb::Down) => self.down(effect, key, fence, cx).await,
            Ok(Verb::Restart) => {
                return restart(&self.kit, effect, key, fence, cx).await.unwrap_or_else(Failed::report);
            }
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

impl ComposeExecutor {
    async fn look(&self, effect: &Effect, key: &Key, report: Option<&Report>) -> Result<Observed, Problem> {
        let (spot, verb) = (Spot::of(effect)?, effect.verb()?);
        // After a lost connection the script may go on by itself; a restart is no script but a connection to the engine,
        // over which nobody asks for anything more.
        let alone = report.is_none_or(|report| {
            report.problem.as_ref().is_some_and(|problem| problem.code.is_lost_connection())
        });
        if alone && !matches!(verb, Verb::Pull | Verb::Restart) && self.kit.runs(&spot, key).await? {
            return Ok(Observed::Running);
        }
        // What failed may have done all that containers show of it, and not the rest.
        let ended_well = report.is_some_and(|report| report.problem.is_none());
        let engine = self.kit.engine(&spot, String::new()).await?;
        match verb {
            Verb::Pull => images_seen(&effect.read()?, &*engine).await,
            Verb::Up => {
                let args: UpArgs = effect.read()?;
                match up::up_seen(&args, &*engine).await? {
                    Observed::Done(fact) if !ended_well => self.written(&args, fact).await,
                    seen => Ok(seen),
                }
            }
            Verb::Down => up::down_seen(&effect.read()?, &*engine).await,
            Verb::Restart => restart_seen(&effect.read::<RestartArgs>()?, &*engine, report).await,
        }
    }

    /// Whether an `up` that nobody saw end well came to its end: the last that it does is to say which release is in
    /// use.
    async fn written(&self, args: &UpArgs, fact: serde_json::Value) -> Result<Observed, Problem> {
        if look(&self.kit, &args.spot).await?.current.as_ref() == Some(&args.release) {
            return Ok(Observed::Done(fact));
        }
        let text =
            format!("on {} the containers are there, and the release is not written down", args.spot.place);
        let problem = Problem::new(Code::VerifyFailed, text);
        Ok(Observed::Different { fact, problem, evidence: Vec::new() })
    }

    async fn pull(&self, effect: &Effect, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let args: PullArgs = effect.read().map_err(Failed::before)?;
        pull_images(&self.kit, &args, fence, cx).await.map_err(Failed::on_the_way)
    }

    async fn up(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let args: UpArgs = effect.read().map_err(Failed::before)?;
        let fenced = Fenced::of(&args.spot, key, fence, cx).map_err(Failed::before)?;
        let packed = self.pack(&args, cx).await.map_err(Failed::before)?;
        let ran = self.run(&fenced, &up::up_body(&args), packed, cx).await?;
        self.settle(&args.spot, &args.recipe.file, &ran)
    }

    /// The release directory as an archive, with its secrets. What it was made of is not kept in memory.
    async fn pack(&self, args: &UpArgs, cx: &Cx) -> Result<Vec<u8>, Problem> {
        let Recipe { files, tree, .. } = &args.recipe;
        let files = self.files.contents(files, tree, args.number).await?;
        archive(&contents(args, &cx.secrets, &files)?)
    }

    async fn down(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let args: DownArgs = effect.read().map_err(Failed::before)?;
        let fenced = Fenced::of(&args.spot, key, fence, cx).map_err(Failed::before)?;
        let ran = self.run(&fenced, &up::down_body(&args), Vec::new(), cx).await?;
        self.settle(&args.spot, "the compose file", &ran)
    }

    async fn run(&self, fenced: &Fenced<'_>, body: &str, stdin: Vec<u8>, cx: &Cx) -> Result<Ran, Failed> {
        self.kit.act(fenced, body, stdin.into(), &|line| cx.log(line)).await.map_err(Failed::on_the_way)
    }

    fn settle(&self, spot: &Spot, file: &str, ran: &Ran) -> Result<(), Failed> {
        if ran.code == 0 {
            return Ok(());
        }
        let redact = |text: &str| self.kit.secrets.redact(text);
        let (problem, evidence) = failure::problem(spot, file, ran, &redact);
        Err(Failed::midway(problem, evidence))
    }
}
