//! Runs a job's steps in one container, which goes on by itself when Slipway is gone.
//!
//! The container's main process is a driver script that runs the steps one after the other and marks
//! their begin and end in its output. The container's name is the attempt's key, so a later process finds
//! it, follows its log from the start and reads its exit code. A `clean` step at the end of the run
//! removes the containers and volumes.

mod clean;
mod container;
mod driver;
mod ending;
mod rejoin;
mod workspace;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use async_trait::async_trait;
use futures::StreamExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::artifact::Artifact;
use slipway_domain::deployment::Setting;
use slipway_domain::entry::Report;
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::image::ImageReference;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::tree_path::plain_path;

use super::{Held, failed, knows, untouched};
use crate::ports::{
    Artifacts, ContainerEngine, ContainerState, Cx, Engines, Executor, Fence, LogLine, LogStore, Secrets,
    Source, Where,
};

pub use driver::{Begun, StepArgs};
use rejoin::Rejoin;

/// The executor's name.
pub const NAME: &str = "job";
/// Runs the job.
pub const RUN: &str = "run";
/// Removes what the run's jobs left behind.
pub const CLEAN: &str = "clean";

/// Where the workspace is in the container.
pub const WORKSPACE: &str = "/workspace";

/// A job to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobArgs {
    /// The job's name.
    pub job: String,
    /// The image.
    pub image: String,
    /// The tree that fills the workspace.
    pub tree: String,
    /// Variables of every step.
    pub env: BTreeMap<String, Setting>,
    /// The steps.
    pub steps: Vec<StepArgs>,
    /// The jobs whose artifacts come into the workspace.
    pub inputs: Vec<String>,
    /// The paths that are kept.
    pub artifacts: Vec<String>,
    /// The names of the secrets in `env`.
    pub secrets: Vec<String>,
}

impl JobArgs {
    /// The registry that the image comes from, as logins know it.
    fn registry(&self) -> &str {
        ImageReference::of(&self.image).host()
    }
}

/// A job that is followed, over one connection after the other.
struct Followed<'a> {
    args: &'a JobArgs,
    /// The container's name.
    name: String,
    watch: driver::Watch<'a>,
    rejoin: Rejoin,
}

/// Runs jobs.
pub struct JobExecutor {
    /// The laptop's engine.
    pub engines: Arc<dyn Engines>,
    /// Where the commit is.
    pub source: Arc<dyn Source>,
    /// Where artifacts go.
    pub artifacts: Arc<dyn Artifacts>,
    /// Logins, for the job's image.
    pub secrets: Arc<dyn Secrets>,
    /// What was kept of the jobs' lines.
    pub logs: Arc<dyn LogStore>,
    /// The engines of the operations under way.
    pub held: Held,
}

#[async_trait]
impl Executor for JobExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[RUN, CLEAN])
    }

    fn registries(&self, effect: &Effect) -> Vec<String> {
        match effect.verb.as_str() {
            RUN => effect.read().map(|args: JobArgs| vec![args.registry().to_owned()]).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    async fn observe(&self, effect: &Effect, key: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        let seen = match effect.verb.as_str() {
            CLEAN => self.leftovers(cx, report).await,
            RUN => self.look(effect, key, cx, report).await,
            _ => Err(effect.unknown()),
        };
        seen.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, key: &Key, _: Fence, cx: &Cx) -> Report {
        match self.engines.engine(&Where::Here).await {
            Ok(engine) => self.held.keep(cx.id(), engine),
            Err(problem) => return untouched(problem),
        }
        let done = match effect.verb.as_str() {
            CLEAN => self.clean(cx).await,
            RUN => self.run(effect, key, cx).await,
            _ => Err(effect.unknown()),
        };
        done.map_or_else(failed, |()| Report::default())
    }

    async fn stop(&self, _: &Effect, key: &Key, cx: &Cx) {
        let stopped = async { self.engines.engine(&Where::Here).await?.stop(&container_name(key), 2).await };
        if let Err(problem) = stopped.await {
            cx.log(format!("the container could not be stopped: {problem}"));
        }
    }

    fn let_go(&self, operation: OperationId) {
        self.held.let_go(operation);
    }
}

impl JobExecutor {
    async fn look(
        &self,
        effect: &Effect,
        key: &Key,
        cx: &Cx,
        report: Option<&Report>,
    ) -> Result<Observed, Problem> {
        let args: JobArgs = effect.read()?;
        let engine = self.engines.engine(&Where::Here).await?;
        let Some(container) = engine.container(&container_name(key)).await? else {
            return Ok(Observed::Absent);
        };
        match container.state {
            ContainerState::Created => Ok(Observed::Absent),
            state if state.has_ended() && container.exit_code == Some(0) => {
                if let Some(unheard) = ending::unheard(&args, &*engine, &container.name).await? {
                    return Err(unheard);
                }
                let lost = report.and_then(|report| report.problem.clone());
                Ok(match (self.kept(&args, cx).await?, lost) {
                    (Some(artifacts), _) => {
                        Observed::Done(json!({ "job": args.job, "exit_code": 0, "artifacts": artifacts }))
                    }
                    (None, Some(problem)) => {
                        Observed::Different { fact: json!({ "exit_code": 0 }), problem, evidence: Vec::new() }
                    }
                    (None, None) => Observed::Absent,
                })
            }
            state if state.has_ended() => ending::failure(&args, &*engine, &container).await,
            _ if report.is_some_and(|report| report.problem.is_none()) => Ok(Observed::Running),
            // Nobody follows it: whoever goes on with it acts, and that attaches to it.
            _ => Ok(Observed::Absent),
        }
    }

    /// Runs the job to its end. It goes on where the connection to it is lost, and is joined again.
    async fn run(&self, effect: &Effect, key: &Key, cx: &Cx) -> Result<(), Problem> {
        let args: JobArgs = effect.read()?;
        let mut job = Followed {
            args: &args,
            name: container_name(key),
            watch: driver::Watch::new(&args.steps),
            rejoin: Rejoin::new(),
        };
        loop {
            let ended = self.join(&mut job, cx).await;
            let Err(problem) = &ended else { return ended };
            if !job.rejoin.after(problem) {
                return ended;
            }
            cx.log(format!("the connection to the job was lost and is made again: {problem}"));
            tokio::time::sleep(rejoin::AFTER).await;
        }
    }

    /// Starts the job, if nobody has, and follows it to its end.
    async fn join(&self, job: &mut Followed<'_>, cx: &Cx) -> Result<(), Problem> {
        let engine = self.engines.engine(&Where::Here).await?;
        let there = engine.container(&job.name).await?;
        let kept = if there.as_ref().is_none_or(|container| container.state == ContainerState::Created) {
            self.make(job.args, &*engine, &job.name, there, cx).await?;
            self.fill(job.args, &*engine, &job.name, cx).await?;
            engine.start(&job.name).await?;
            // Whatever an earlier container said is gone with it.
            job.watch = driver::Watch::new(&job.args.steps);
            HashSet::new()
        } else {
            self.kept_lines(cx).await
        };
        self.follow(job, &*engine, &kept, cx).await?;
        let code = engine.wait(&job.name).await?;
        if code == 0 && ending::unheard(job.args, &*engine, &job.name).await?.is_none() {
            self.keep(job.args, &*engine, &job.name, cx).await?;
        }
        Ok(())
    }

    /// When the lines were written that were handed on before, by an earlier process or over another connection. The
    /// engine stamps each line, so a line of the same moment is the same line. What cannot be read counts as not
    /// handed on.
    async fn kept_lines(&self, cx: &Cx) -> HashSet<Timestamp> {
        // What this process wrote may not be in the file yet.
        let _ = self.logs.flush(cx.id()).await;
        let lines = self.logs.read(cx.id(), false);
        let own = lines.filter_map(async |line| {
            let line = line.ok()?;
            line.at.filter(|_| line.step.as_ref() == Some(&cx.step))
        });
        own.collect().await
    }

    /// Hands the job's lines on, except those that were `kept` before, until its container has ended, stopping it
    /// when a step is over its limit; then that is the problem.
    async fn follow(
        &self,
        job: &mut Followed<'_>,
        engine: &dyn ContainerEngine,
        kept: &HashSet<Timestamp>,
        cx: &Cx,
    ) -> Result<(), Problem> {
        job.watch.again();
        if job.watch.late().is_some() {
            // The connection was lost before the engine had said that it stopped it.
            engine.stop(&job.name, 2).await?;
        }
        let mut lines = engine.logs(&job.name, None, true);
        loop {
            let line = tokio::select! {
                line = lines.next() => line,
                () = job.watch.over_limit() => {
                    cx.log(job.watch.late().unwrap_or_default());
                    engine.stop(&job.name, 2).await?;
                    continue;
                }
            };
            let Some(line) = line else { break };
            let LogLine { at, error, text, .. } = line?;
            job.rejoin.heard();
            let (own, word) = driver::split(&text);
            let is_kept = at.is_some_and(|at| kept.contains(&at));
            if let Some(own) = own.filter(|_| !is_kept) {
                (cx.log)(LogLine { at, error, ..LogLine::out(own) });
            }
            if let Some(begun) = word.and_then(|word| job.watch.hear(word)) {
                if !is_kept {
                    (cx.log)(LogLine { at, heading: true, ..LogLine::out(begun.heading()) });
                }
                cx.tell(HowFar::Command { name: begun.name });
            }
        }
        job.rejoin.ended();
        job.watch.late().map_or(Ok(()), |sentence| Err(over_limit(&job.args.job, &sentence)))
    }

    async fn keep(
        &self,
        args: &JobArgs,
        engine: &dyn ContainerEngine,
        name: &str,
        cx: &Cx,
    ) -> Result<(), Problem> {
        for path in &args.artifacts {
            let found = engine.get(name, &in_workspace(path)).await?;
            let tar = found.ok_or_else(|| {
                let message =
                    format!("job {} left no `{path}`, which slipway.yml lists under artifacts", args.job);
                Problem::new(Code::JobFailed, message)
            })?;
            self.artifacts.keep(cx.id(), &args.job, path, tar).await?;
        }
        Ok(())
    }

    /// What the job was to leave, in that order, once all of it is kept.
    async fn kept(&self, args: &JobArgs, cx: &Cx) -> Result<Option<Vec<Artifact>>, Problem> {
        let left = self.artifacts.left(cx.id(), &args.job).await?;
        let of = |path: &String| left.iter().find(|artifact| artifact.path == *path).cloned();
        Ok(args.artifacts.iter().map(of).collect())
    }
}

/// Where an artifact lies in the container. Of the whole workspace too, names are relative to it.
fn in_workspace(path: &str) -> String {
    match plain_path(path).as_str() {
        "" => format!("{WORKSPACE}/."),
        path => format!("{WORKSPACE}/{path}"),
    }
}

fn over_limit(job: &str, sentence: &str) -> Problem {
    Problem::new(Code::TimedOut, format!("job {job} failed: {sentence}")).hint(
        "raise the step's `timeout` in slipway.yml if it needs longer; `slipway logs` shows what it said",
    )
}

fn container_name(key: &Key) -> String {
    format!("slipway-{}", key.as_str())
}

/// What the names of an operation's containers and volumes begin with.
fn names_of(operation: OperationId) -> String {
    format!("slipway-{}", Key::begin(operation))
}

/// The step that runs a job.
pub fn step_id(job: &str) -> StepId {
    StepId(format!("job/{job}"))
}
