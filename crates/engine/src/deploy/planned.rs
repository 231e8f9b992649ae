//! What was planned, looked up afterwards: an operation's plan against what the ledger says ran when it began.

use jiff::Timestamp;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::{Entry, Outcome};
use slipway_domain::plan::{Step, Subject};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::{Progress, State};

use super::changes;
use super::history::History;
use super::prepared::{GateView, Prepared};
use crate::operations::plan_in;
use crate::ports::{Deployed, OperationRow};
use crate::project::Project;
use crate::steps::gate::{Answer, Gate, NAME as GATES};

/// How many deployments are looked at first for what ran at some time.
const FIRST: u32 = 16;
/// How many at most.
const MOST: u32 = 1024;

impl Project {
    /// What an operation set out to change. `None` for one that brings no release, and where nobody can tell any more
    /// what ran before. Its gates are those of [`Project::gates_then`].
    pub async fn planned(&self, row: &OperationRow, entries: &[Entry]) -> Result<Option<Prepared>, Problem> {
        let plan = plan_in(entries, row.operation.id)?;
        let Subject::Deployment(deployment) = &plan.subject else { return Ok(None) };
        let deployment = deployment.clone();
        let Some(history) = self.history_at(&deployment.environment, row.started_at).await? else {
            return Ok(None);
        };
        let before = history.now();
        let before = before.as_ref();
        Ok(Some(Prepared {
            kind: row.operation.kind,
            services: changes::between(before, &deployment),
            commits: self.commits(before, &deployment).await,
            configuration: changes::configuration(before, &deployment),
            gates: self.gates_then(row, entries).await?,
            account: None,
            credentials: Vec::new(),
            warnings: Vec::new(),
            foreign: Vec::new(),
            typed: None,
            rollback_to: before.map(Deployment::as_release),
            hash: row.operation.plan.clone(),
            deployment,
            plan,
        }))
    }

    /// What an environment had run until then, as far as it is enough to tell what ran then; `None` where that lies too
    /// far back.
    async fn history_at(&self, environment: &str, then: Timestamp) -> Result<Option<History>, Problem> {
        let mut limit = FIRST;
        loop {
            let newest = self.ledger.deployments(self.name(), environment, limit).await?;
            let all = newest.len() < limit as usize;
            let ended_before = |(row, _): &Deployed| row.ended_at.is_some_and(|at| at <= then);
            let until: Vec<_> = newest.into_iter().filter(ended_before).collect();
            let told = until.into_iter().map(|(row, deployment)| (row.operation.kind, deployment));
            let history = History::of(told.collect(), all);
            if all || history.now().is_some() {
                return Ok(Some(history));
            }
            if limit >= MOST {
                return Ok(None);
            }
            limit *= 4;
        }
    }

    /// What the gates of an operation's plan said to it. Of one that is open those that were not asked yet say it now.
    pub async fn gates_then(&self, row: &OperationRow, entries: &[Entry]) -> Result<Vec<GateView>, Problem> {
        let plan = plan_in(entries, row.operation.id)?;
        let progress = Progress::of(&plan, entries);
        let mut views: Vec<GateView> = Vec::new();
        for step in plan.steps.iter().filter(|step| step.effect.executor == GATES) {
            let Ok(gate) = step.effect.read::<Gate>() else { continue };
            let name = gate.name().to_owned();
            // Whether the environment is open is asked once more under the lock.
            if views.iter().any(|view| view.name == name) {
                continue;
            }
            let answer = match said(&progress, step) {
                Some(answer) => answer,
                None if row.verdict.is_some() => continue,
                None => self.gates.ask(&gate, &row.operation.project, &row.operation.plan).await?,
            };
            views.push(GateView { name, answer });
        }
        Ok(views)
    }
}

/// What a gate said to an operation; `None` where it was not asked, or has let nobody through yet.
fn said(progress: &Progress<'_>, step: &Step) -> Option<Answer> {
    match progress.state(&step.id) {
        State::Settled { outcome: Outcome::Succeeded, .. } => Some(Answer::Passed),
        State::Settled { problem, .. } => {
            let untold = || Problem::new(Code::Interrupted, "it was stopped before");
            Some(Answer::Refused(problem.clone().unwrap_or_else(untold)))
        }
        State::Open { .. } | State::Pending { .. } => None,
    }
}
