//! The target: a compose project on one or several hosts.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::artifact::Artifact;
use slipway_domain::config::Config;
use slipway_domain::deployment::Deployment;
use slipway_domain::ids::OperationId;
use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::World;
use slipway_engine::ports::{Finding, Journaled, LogStream, Origins, Past, Steps, Target, Want};
use slipway_hosts::{
    Identity, Kit, RestartArgs, Runs, Sight, Spot, Wants, examine, exec, health_step, left_by_jobs,
    lock_by_hand, lock_steps, log_streams, observe_all, past, place_step, running_all, selection, step_id,
    take_over, unlock_by_hand, unlock_steps,
};

use crate::neighbours::not_applied;
use crate::plan::{deploy, effect};
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

    fn spot(&self, place: Option<&str>) -> Result<Spot, Problem> {
        let spots = self.settings.spots();
        let known: Vec<String> = spots.iter().map(|spot| spot.place.clone()).collect();
        let found = spots.into_iter().find(|spot| place.is_none_or(|name| name == spot.place));
        found.ok_or_else(|| {
            Problem::new(
                Code::Usage,
                format!("{} has no place {}", self.settings.environment, place.unwrap_or("")),
            )
            .hint(format!("its places are: {}", known.join(", ")))
        })
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
        let spots = self.settings.spots();
        let mut steps = Steps {
            lock: lock_steps(&spots, Runs::Containers),
            work: Vec::new(),
            close: unlock_steps(&spots),
        };
        for spot in &spots {
            let running = world.seen(&spot.place)?.services.get(service);
            let args =
                RestartArgs { spot: spot.clone(), service: service.to_owned(), labels: self.labels(service) };
            let needs = vec![step_id(spot, "lock")];
            let mut step =
                place_step(spot, "restart", &format!("restart {service}"), effect("restart", &args), needs);
            step.command = Some(format!("docker restart {service}"));
            step.limit = Some(300);
            let needs = vec![step.id.clone()];
            steps.work.push(step);
            if let Some(identity) = running.and_then(Identity::of) {
                let wanted = BTreeMap::from([(service.to_owned(), identity)]);
                steps.work.push(health_step(spot, "health", &wanted, self.settings.healthy_within(), needs));
            }
        }
        Ok(steps)
    }

    async fn doctor(&self) -> Vec<Finding> {
        let Settings { registries, platforms, .. } = self.settings.clone();
        let wants = Wants { compose: true, docker: true, registries, platforms };
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
        exec(&self.kit, &self.spot(place)?, &self.labels(service), command, tty).await
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
