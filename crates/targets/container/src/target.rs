//! The target: plain containers at one place.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::config::Config;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_domain::world::{Seen, World};
use slipway_engine::ports::{
    Finding, Journaled, LogStream, Origins, Past, Steps, Target, Terminal, TerminalSize, Want,
};
use slipway_hosts::{
    Kit, RestartArgs, Runs, Sight, Spot, Wants, examine, exec, hang_up, healthy_within, lock_by_hand,
    log_streams, observe_place, past, restart_steps, selection, spot_of, take_over, terminal, unlock_by_hand,
};

use crate::engine::{engine, explain};
use crate::executor::EXECUTOR;
use crate::names::foreign_names;
use crate::plan::{FOREIGN, deploy};
use crate::settings::Settings;

/// A docker environment.
pub struct ContainerTarget {
    kit: Arc<Kit>,
    settings: Settings,
}

impl ContainerTarget {
    /// The environment as the current policy describes it.
    pub fn new(kit: Arc<Kit>, policy: &Config, environment: &str) -> Self {
        Self { kit, settings: Settings::of(policy, environment) }
    }

    /// Labels that find a service's containers.
    fn labels(&self, service: &str) -> Vec<String> {
        selection(&self.settings.project, &self.settings.environment, Some(service))
    }

    /// What is there, and whose containers have the names that ours are to get.
    async fn look(&self, spot: &Spot) -> Result<Seen, Problem> {
        let Settings { project, environment, .. } = &self.settings;
        let sight = Sight { containers: selection(project, environment, None) };
        // Both fail when the host is out of reach, and the first one knows best that it is the host.
        let (seen, foreign) = futures::join!(observe_place(&self.kit, spot, &sight), self.foreign(spot));
        let (mut seen, foreign) = match (seen, foreign) {
            (Ok(seen), Ok(foreign)) => (seen, foreign),
            (Err(problem), _) | (_, Err(problem)) => return Err(explain(&self.kit, spot, problem).await),
        };
        if let (Some(more), false) = (seen.more.as_object_mut(), foreign.is_empty()) {
            more.insert(FOREIGN.to_owned(), json!(foreign));
        }
        Ok(seen)
    }

    /// By service, why its container may not get its name.
    async fn foreign(&self, spot: &Spot) -> Result<BTreeMap<String, Problem>, Problem> {
        let engine = engine(&self.kit, spot).await?;
        let recipe = self.settings.recipe();
        let names: Vec<(String, String)> =
            recipe.services.into_iter().map(|(service, options)| (service, options.name)).collect();
        foreign_names(&*engine, spot, &names).await
    }
}

#[async_trait]
impl Target for ContainerTarget {
    fn places(&self) -> Vec<String> {
        vec![self.settings.spot().place]
    }

    async fn recipe(&self, _: &Origins<'_>) -> Result<Value, Problem> {
        Ok(json!(self.settings.recipe()))
    }

    async fn observe(&self) -> World {
        let spot = self.settings.spot();
        let seen = self.look(&spot).await;
        World { places: vec![spot.shown(seen)] }
    }

    fn plan(&self, want: &Want, world: &World) -> Result<Steps, Problem> {
        deploy(&self.settings, want, world)
    }

    fn restart(&self, service: &str, world: &World) -> Result<Steps, Problem> {
        let (spot, labels) = (self.settings.spot(), self.labels(service));
        let args = RestartArgs { spot, service: service.to_owned(), labels };
        let command = format!("docker restart {}", self.settings.options(service).name);
        restart_steps(EXECUTOR, &[(args, command)], world, healthy_within(&self.settings.verify))
    }

    async fn doctor(&self) -> Vec<Finding> {
        let Settings { registries, platforms, .. } = self.settings.clone();
        let wants = Wants { docker: true, registries, platforms, ..Wants::default() };
        examine(&self.kit, &self.settings.spot(), &wants).await
    }

    async fn logs(
        &self,
        service: &str,
        tail: Option<u32>,
        follow: bool,
    ) -> Result<Vec<(String, LogStream)>, Problem> {
        let spot = self.settings.spot();
        let lines =
            log_streams(&self.kit, std::slice::from_ref(&spot), &self.labels(service), tail, follow).await;
        match lines {
            Ok(lines) => Ok(lines),
            Err(problem) => Err(explain(&self.kit, &spot, problem).await),
        }
    }

    async fn exec(
        &self,
        service: &str,
        place: Option<&str>,
        command: &[String],
        tty: bool,
    ) -> Result<i32, Problem> {
        let spot = spot_of(&[self.settings.spot()], &self.settings.environment, place)?;
        match exec(&self.kit, &spot, &self.labels(service), command, tty).await {
            Ok(code) => Ok(code),
            Err(problem) => Err(explain(&self.kit, &spot, problem).await),
        }
    }

    async fn terminal(
        &self,
        service: &str,
        place: Option<&str>,
        command: &[String],
        size: TerminalSize,
    ) -> Result<Terminal, Problem> {
        let spot = spot_of(&[self.settings.spot()], &self.settings.environment, place)?;
        match terminal(&self.kit, &spot, &self.labels(service), command, size).await {
            Ok(terminal) => Ok(terminal),
            Err(problem) => Err(explain(&self.kit, &spot, problem).await),
        }
    }

    async fn hang_up(&self, service: &str, place: Option<&str>, mark: &str) -> Result<(), Problem> {
        let spot = spot_of(&[self.settings.spot()], &self.settings.environment, place)?;
        match hang_up(&self.kit, &spot, &self.labels(service), mark).await {
            Ok(()) => Ok(()),
            Err(problem) => Err(explain(&self.kit, &spot, problem).await),
        }
    }

    async fn lock(&self, owner: &str, message: &str) -> Result<(), Problem> {
        lock_by_hand(&self.kit, &[self.settings.spot()], Runs::Containers, owner, message).await
    }

    async fn unlock(&self, owner: &str, force: bool) -> Result<(), Problem> {
        unlock_by_hand(&self.kit, &[self.settings.spot()], owner, force).await
    }

    async fn past(&self, known: &[OperationId]) -> Result<Past, Problem> {
        past(&self.kit, std::slice::from_ref(&self.settings.spot()), known).await
    }

    async fn take_over(&self, owner: &str) -> Result<Option<Journaled>, Problem> {
        take_over(&self.kit, &[self.settings.spot()], owner).await
    }
}
