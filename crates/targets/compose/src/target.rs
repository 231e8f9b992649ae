//! The target: a compose project on one or several hosts.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::artifact::Artifact;
use slipway_domain::config::Config;
use slipway_domain::deployment::Deployment;
use slipway_domain::ids::OperationId;
use slipway_domain::label;
use slipway_domain::problem::Problem;
use slipway_domain::world::World;
use slipway_engine::ports::{
    Finding, Journaled, LogStream, Origins, Past, Steps, Target, Terminal, TerminalSize, Want,
};
use slipway_hosts::{
    Kit, RestartArgs, Runs, Sight, Wants, examine, exec, hang_up, healthy_within, left_by_jobs, lock_by_hand,
    log_streams, observe_all, past, restart_steps, running_all, selection, spot_of, take_over, terminal,
    unlock_by_hand,
};

use crate::commands::{self, Generation, shown};
use crate::executor::EXECUTOR;
use crate::neighbours::not_applied;
use crate::plan::deploy;
use crate::recipe::Recipe;
use crate::settings::Settings;

/// A compose environment.
pub struct ComposeTarget {
    kit: Arc<Kit>,
    settings: Settings,
}

impl ComposeTarget {
    /// The environment as the current policy describes it.
    pub fn new(kit: Arc<Kit>, policy: &Config, environment: &str) -> Self {
        Self { kit, settings: Settings::of(policy, environment) }
    }

    /// Labels that find a service's containers: managed ones by our own labels, neighbours by Compose's.
    fn labels(&self, service: &str) -> Vec<String> {
        let Settings { project, environment, services, .. } = &self.settings;
        match services.contains_key(service) {
            true => selection(project, environment, Some(service)),
            false => vec![
                format!("{}={}", label::COMPOSE_PROJECT, self.settings.name()),
                format!("{}={service}", label::COMPOSE_SERVICE),
            ],
        }
    }

    fn sight(&self) -> Sight {
        Sight { containers: vec![format!("{}={}", label::COMPOSE_PROJECT, self.settings.name())] }
    }
}

#[async_trait]
impl Target for ComposeTarget {
    fn places(&self) -> Vec<String> {
        self.settings.spots().into_iter().map(|spot| spot.place).collect()
    }

    async fn recipe(&self, of: &Origins<'_>) -> Result<Value, Problem> {
        Ok(json!(Recipe::of(&self.settings, of).await?))
    }

    fn artifacts(&self, recipe: &Value) -> Vec<(String, Artifact)> {
        Recipe::read(recipe).map(|recipe| left_by_jobs(&recipe.files)).unwrap_or_default()
    }

    async fn observe(&self) -> World {
        observe_all(&self.kit, &self.settings.spots(), &self.sight()).await
    }

    async fn running(&self) -> World {
        running_all(&self.kit, &self.settings.spots(), &self.sight()).await
    }

    fn plan(&self, want: &Want, world: &World) -> Result<Steps, Problem> {
        deploy(&self.settings, want, world)
    }

    fn warnings(&self, before: Option<&Deployment>, after: &Deployment, world: &World) -> Vec<String> {
        not_applied(&self.settings, before, after, world)
    }

    fn restart(&self, service: &str, world: &World) -> Result<Steps, Problem> {
        let (labels, name) = (self.labels(service), self.settings.name());
        let compose = self.settings.services.get(service).map_or(service, String::as_str);
        let restarted = commands::restart(compose);
        let mut all = Vec::new();
        for spot in self.settings.spots() {
            let generation = Generation::at(world.seen(&spot.place)?);
            let command = shown(generation, &name, &spot.directory, &restarted);
            all.push((RestartArgs { spot, service: service.to_owned(), labels: labels.clone() }, command));
        }
        restart_steps(EXECUTOR, &all, world, healthy_within(&self.settings.verify))
    }

    async fn doctor(&self) -> Vec<Finding> {
        let Settings { registries, platforms, .. } = self.settings.clone();
        let wants =
            Wants { compose: true, docker: true, tar: true, registries, platforms, ..Wants::default() };
        let spots = self.settings.spots();
        let found = spots.iter().map(|spot| examine(&self.kit, spot, &wants));
        futures::future::join_all(found).await.concat()
    }

    async fn logs(
        &self,
        service: &str,
        tail: Option<u32>,
        follow: bool,
    ) -> Result<Vec<(String, LogStream)>, Problem> {
        log_streams(&self.kit, &self.settings.spots(), &self.labels(service), tail, follow).await
    }

    async fn exec(
        &self,
        service: &str,
        place: Option<&str>,
        command: &[String],
        tty: bool,
    ) -> Result<i32, Problem> {
        let spot = spot_of(&self.settings.spots(), &self.settings.environment, place)?;
        exec(&self.kit, &spot, &self.labels(service), command, tty).await
    }

    async fn terminal(
        &self,
        service: &str,
        place: Option<&str>,
        command: &[String],
        size: TerminalSize,
    ) -> Result<Terminal, Problem> {
        let spot = spot_of(&self.settings.spots(), &self.settings.environment, place)?;
        terminal(&self.kit, &spot, &self.labels(service), command, size).await
    }

    async fn hang_up(&self, service: &str, place: Option<&str>, mark: &str) -> Result<(), Problem> {
        let spot = spot_of(&self.settings.spots(), &self.settings.environment, place)?;
        hang_up(&self.kit, &spot, &self.labels(service), mark).await
    }

    async fn lock(&self, owner: &str, message: &str) -> Result<(), Problem> {
        lock_by_hand(&self.kit, &self.settings.spots(), Runs::Containers, owner, message).await
    }

    async fn unlock(&self, owner: &str, force: bool) -> Result<(), Problem> {
        unlock_by_hand(&self.kit, &self.settings.spots(), owner, force).await
    }

    async fn past(&self, known: &[OperationId]) -> Result<Past, Problem> {
        past(&self.kit, &self.settings.spots(), known).await
    }

    async fn take_over(&self, owner: &str) -> Result<Option<Journaled>, Problem> {
        take_over(&self.kit, &self.settings.spots(), owner).await
    }
}
