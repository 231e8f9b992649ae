//! Taking over the operation of a laptop that is gone.

use slipway_domain::entry::{Body, Entry};
use slipway_domain::problem::{Code, Problem};
use tokio_util::sync::CancellationToken;

use super::{Open, begun_elsewhere};
use crate::deploy::OperationResult;
use crate::ports::{Journaled, Target};
use crate::project::Project;

impl Project {
    /// Takes over the operation that holds an environment, and carries it on. Where none is named, it is the one
    /// that an operation holds.
    pub async fn take_over(
        &self,
        environment: Option<&str>,
        interrupt: CancellationToken,
    ) -> Result<Option<OperationResult>, Problem> {
        let environment = &match environment {
            Some(environment) => environment.to_owned(),
            None => self.only_locked().await?,
        };
        let target = self.target(environment)?;
        // What went on before it comes first in the ledger too. A place that cannot be asked is told below.
        let _ = self.catch_up(environment).await;
        self.can_carry_on(environment, &*target).await?;
        let Some(found) = target.take_over(&self.author().await?.actor).await? else { return Ok(None) };
        let done = self.go_on_with(environment, &found, interrupt).await;
        if done.is_err() {
            self.runner.let_go(found.operation.id);
        }
        done.map(Some)
    }

    /// Goes on with what was taken over.
    async fn go_on_with(
        &self,
        environment: &str,
        found: &Journaled,
        interrupt: CancellationToken,
    ) -> Result<OperationResult, Problem> {
        let id = found.operation.id;
        // The lock may have gone to another operation since.
        self.is_not_closed(&id.to_string(), environment).await?;
        self.learn(found).await?;
        let open = self.open_operation(self.find_operation(&id.to_string()).await?).await?;
        self.go_on(&open, interrupt).await
    }

    /// Refuses, before anything is raised, to take over what cannot go on from here: what this ledger has closed, since
    /// it could not write down how that goes on, and what another program of this laptop is at. Whoever is at it would
    /// be thrown out for nothing.
    async fn can_carry_on(&self, environment: &str, target: &dyn Target) -> Result<(), Problem> {
        for id in holders(target).await {
            self.is_not_closed(&id, environment).await?;
            self.nobody_here_is_at(&id).await?;
        }
        Ok(())
    }

    async fn nobody_here_is_at(&self, id: &str) -> Result<(), Problem> {
        let Some(row) = self.ledger.operation(id).await? else { return Ok(()) };
        match self.runner.locks.is_owned(&row.operation.id.to_string())? {
            true => Err(crate::runner::busy(&row.operation)),
            false => Ok(()),
        }
    }

    async fn is_not_closed(&self, id: &str, environment: &str) -> Result<(), Problem> {
        if self.ledger.operation(id).await?.is_none_or(|row| row.verdict.is_none()) {
            return Ok(());
        }
        let message =
            format!("operation {id} is closed in this laptop's ledger, so it cannot go on from here");
        Err(Problem::new(Code::TakenOver, message).hint(format!(
            "let it end where it is under way, or take it over from another laptop; where neither can be, look at what \
             runs with `slipway status {environment}`, give the lock back with `slipway unlock {environment} --force` \
             and deploy again"
        )))
    }

    /// Places that were out of reach when an operation was taken over are taken over as soon as they can be, unless
    /// another operation holds one of them by now.
    pub(super) async fn take_over_the_rest(&self, open: &Open) -> Result<(), Problem> {
        let operation = &open.row.operation;
        let Some(environment) = &operation.environment else { return Ok(()) };
        let known = self.ledger.entries(operation.id, None).await?;
        if open.busy || !begun_elsewhere::half_taken(&open.plan, &known) {
            return Ok(());
        }
        let target = self.target(environment)?;
        let own = operation.id.to_string();
        if let Some(other) = holders(&*target).await.iter().find(|id| **id != own) {
            return Err(held(environment, other));
        }
        match target.take_over(&self.author().await?.actor).await {
            Ok(Some(found)) if found.operation.id == operation.id => self.learn(&found).await,
            Ok(Some(found)) => {
                self.runner.let_go(found.operation.id);
                Err(held(environment, &found.operation.id.to_string()))
            }
            Err(problem) if problem.code != Code::HostUnreachable => Err(problem),
            // The runner looks once more, and says what it cannot see.
            Ok(None) | Err(_) => Ok(()),
        }
    }

    /// Writes down what journals tell of an operation and the ledger does not know: all of it, where it was
    /// another laptop's.
    async fn learn(&self, found: &Journaled) -> Result<(), Problem> {
        let operation = &found.operation;
        let known = self.ledger.entries(operation.id, None).await?;
        let author = self.author().await?;
        let opened = Body::Opened { operation: operation.clone(), plan: found.plan.clone() };
        let opened = known.is_empty().then(|| self.entry(&author, operation, opened));
        let news = begun_elsewhere::news(found, &known).into_iter();
        let news = news.map(|(step, attempt, body)| {
            author.entry_of(operation, Some((step, attempt)), self.clock.now(), body)
        });
        let cancelled = known.iter().any(|entry| matches!(entry.body, Body::CancelRequested { .. }));
        let reason = Some("a place had been told so before it was taken over".to_owned());
        let cancel = (begun_elsewhere::is_cancelled(found) && !cancelled)
            .then(|| self.entry(&author, operation, Body::CancelRequested { reason }));
        let entries: Vec<Entry> = opened.into_iter().chain(news).chain(cancel).collect();
        if entries.is_empty() { Ok(()) } else { self.ledger.append(entries).await }
    }

    /// The one environment whose lock an operation holds.
    async fn only_locked(&self) -> Result<String, Problem> {
        let environments = self.status(None).await?.into_iter();
        let held = environments.filter(|one| one.lock.as_ref().is_some_and(|lock| lock.operation.is_some()));
        only(held.map(|one| one.name).collect())
    }
}

/// The operations that hold the places of a target, as far as those can be seen.
async fn holders(target: &dyn Target) -> Vec<String> {
    let world = target.observe().await;
    world.seen_places().filter_map(|(_, seen)| seen.lock.as_ref()?.operation.clone()).collect()
}

/// That another operation holds an environment of which one was taken over in part.
fn held(environment: &str, id: &str) -> Problem {
    Problem::new(Code::LockHeld, format!("operation {id} holds {environment} by now"))
}

fn only(mut held: Vec<String>) -> Result<String, Problem> {
    if held.len() > 1 {
        let message = format!("operations hold {}", held.join(", "));
        return Err(Problem::new(Code::Usage, message).hint("name one: --take-over ENVIRONMENT"));
    }
    held.pop().ok_or_else(|| {
        Problem::new(Code::OperationNotFound, "no environment is locked by an operation")
            .hint("`slipway resume` carries on what was left open here")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_locked_environment_is_meant_and_one_of_several_has_to_be_named() {
        let held = |names: &[&str]| only(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(held(&["sandbox"]).unwrap(), "sandbox");
        assert_eq!(held(&[]).unwrap_err().code, Code::OperationNotFound);
        let several = held(&["sandbox", "production"]).unwrap_err();
        assert_eq!(several.code, Code::Usage);
        assert_eq!(several.message, "operations hold sandbox, production");
    }
}
