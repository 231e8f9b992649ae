//! What people do to an environment besides deploying: rules, locks, restarts, a look inside.

use jiff::Timestamp;
use slipway_domain::config::Config;
use slipway_domain::entry::Body;
use slipway_domain::operation::Kind;
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::problem::{Code, Problem};

use crate::deploy::{OperationResult, Request, wrap_upkeep};
use crate::ports::{Finding, LogStream, Terminal, TerminalSize};
use crate::project::Project;
use crate::steps::basis::basis;

/// The shell that people expect, where the image has it, and otherwise the one that nearly every image has.
const SHELL: [&str; 3] = ["sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; exec sh"];

impl Project {
    /// Puts an environment on hold: it takes nothing until someone lifts it.
    pub async fn hold(&self, environment: &str, reason: String) -> Result<(), Problem> {
        self.rule(environment, Body::Held { reason }).await
    }

    /// Lifts the hold.
    pub async fn unhold(&self, environment: &str) -> Result<(), Problem> {
        self.rule(environment, Body::Unheld).await
    }

    /// Freezes an environment until a time, or until someone lifts it.
    pub async fn freeze(
        &self,
        environment: &str,
        until: Option<Timestamp>,
        reason: String,
    ) -> Result<(), Problem> {
        if until.is_some_and(|until| until <= self.clock.now()) {
            return Err(Problem::new(Code::Usage, "the freeze would have ended before it begins")
                .hint("give an end that is still to come"));
        }
        self.rule(environment, Body::Frozen { until, reason }).await
    }

    /// Lifts the freeze that was set by hand.
    pub async fn unfreeze(&self, environment: &str) -> Result<(), Problem> {
        self.rule(environment, Body::Unfrozen).await
    }

    /// Locks an environment by hand, for the whole team to see.
    pub async fn lock(&self, environment: &str, message: String) -> Result<(), Problem> {
        self.target(environment)?.lock(&self.author().await?.actor, &message).await?;
        self.rule(environment, Body::Locked { message }).await
    }

    /// Gives the lock back; with `force` also another person's.
    pub async fn unlock(&self, environment: &str, force: bool) -> Result<(), Problem> {
        self.target(environment)?.unlock(&self.author().await?.actor, force).await?;
        self.rule(environment, Body::Unlocked).await
    }

    async fn rule(&self, environment: &str, body: Body) -> Result<(), Problem> {
        self.environment(environment)?;
        let author = self.author().await?;
        let rule = author.entry(self.name(), Some(environment), self.clock.now(), body);
        self.ledger.append(vec![rule]).await
    }

    /// Starts a service's containers anew.
    pub async fn restart(
        &self,
        environment: &str,
        service: &str,
        request: Request,
    ) -> Result<OperationResult, Problem> {
        self.known_service(service)?;
        let target = self.target(environment)?;
        let world = target.observe().await;
        let basis = basis(&world)?;
        // What cannot be learned now changes nothing of what is restarted.
        let _ = self.catch_up_after(environment, &world).await;
        let quoted = self.quoted_in(environment).await?;
        let steps = quoted.told_to(target.restart(service, &world)?);
        let what = format!("restart {service}");
        let subject = Subject::Upkeep { environment: environment.to_owned(), what };
        let steps = wrap_upkeep(environment, steps);
        let plan = Plan::new(self.name(), subject, basis, steps).with_sealed(quoted.sealed);
        self.execute(Kind::Restart, plan, request).await
    }

    /// The lines of a service's containers, also of those that have ended, each with its place.
    pub async fn container_logs(
        &self,
        environment: &str,
        service: &str,
        tail: Option<u32>,
        follow: bool,
    ) -> Result<Vec<(String, LogStream)>, Problem> {
        self.known_service(service)?;
        self.target(environment)?.logs(service, tail, follow).await
    }

    /// Runs a command in a service's container, with the person's terminal.
    pub async fn exec(
        &self,
        environment: &str,
        service: &str,
        place: Option<&str>,
        command: &[String],
        tty: bool,
    ) -> Result<i32, Problem> {
        self.known_service(service)?;
        self.target(environment)?.exec(service, place, command, tty).await
    }

    /// Opens a shell in a service's container, on a terminal of its own.
    pub async fn shell(
        &self,
        environment: &str,
        service: &str,
        place: Option<&str>,
        size: TerminalSize,
    ) -> Result<Terminal, Problem> {
        self.known_service(service)?;
        self.target(environment)?.terminal(service, place, &SHELL.map(str::to_owned), size).await
    }

    /// Hangs up on what was begun in a shell of which only the mark is known any more.
    pub async fn hang_up(
        &self,
        environment: &str,
        service: &str,
        place: Option<&str>,
        mark: &str,
    ) -> Result<(), Problem> {
        self.known_service(service)?;
        self.target(environment)?.hang_up(service, place, mark).await
    }

    /// What is fine and what is not at the places of each environment, in promotion order.
    pub async fn check_hosts(&self) -> Result<Vec<(String, Vec<Finding>)>, Problem> {
        let mut found = Vec::new();
        for environment in self.policy.environments.keys() {
            let target = self.target(environment)?;
            let (findings, world) = futures::join!(target.doctor(), target.observe());
            self.remember_platforms(environment, &world).await?;
            found.push((environment.clone(), findings));
        }
        Ok(found)
    }

    /// Refuses a service that the policy does not know.
    pub(crate) fn known_service(&self, service: &str) -> Result<(), Problem> {
        known_service(&self.policy, service)
    }
}

/// Refuses a service that a configuration does not know.
pub(crate) fn known_service(config: &Config, service: &str) -> Result<(), Problem> {
    if config.services.contains_key(service) {
        return Ok(());
    }
    let known: Vec<&str> = config.services.keys().map(String::as_str).collect();
    let problem =
        Problem::new(Code::ServiceNotFound, format!("there is no service `{service}` in slipway.yml"));
    Err(problem.hint(format!("there are {}", known.join(", "))))
}
