//! The target itself.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::artifact::Artifact;
use slipway_domain::config;
use slipway_domain::host_sign::HostSign;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::World;
use slipway_engine::ports::{
    Finding, Journaled, LogStream, Origins, Past, Steps, Target, Terminal, TerminalSize, Want,
};
use slipway_hosts::{
    Kit, Runs, Spot, Wants, examine, left_by_jobs, lock_by_hand, past, take_over, unlock_by_hand,
};

use crate::recipe::Recipe;
use crate::{plan, world};

/// An environment that is reached by running a script on its hosts.
pub struct ScriptTarget {
    kit: Arc<Kit>,
    spots: Vec<Spot>,
    policy: config::Environment,
    target: config::ScriptTarget,
}

impl ScriptTarget {
    /// The target of an environment of that policy, which is reached by a script; without hosts where it is not.
    pub fn new(kit: Arc<Kit>, policy: &config::Config, environment: &str) -> Self {
        let own = policy.environments.get(environment).cloned().unwrap_or_default();
        let target = match &own.target {
            config::Target::Script(target) => target.clone(),
            _ => config::ScriptTarget::default(),
        };
        let spots =
            target.hosts.iter().map(|host| Spot::new(host, &policy.project, environment, None)).collect();
        Self { kit, spots, policy: own, target }
    }

    fn impossible(&self, what: &str) -> Problem {
        let text = format!(
            "{what} is not possible where releases go out by a script: Slipway does not know what {} starts",
            self.target.file
        );
        Problem::new(Code::Usage, text).hint("use ssh on the host itself")
    }

    /// Whether the host has what the script needs beyond what all hosts need.
    async fn bash(&self, spot: &Spot) -> Option<Finding> {
        let script = "command -v bash >/dev/null 2>&1 || exit 1; command -v setsid >/dev/null 2>&1 || command -v perl >/dev/null 2>&1 || exit 2";
        let ran = self.kit.question(spot, script).await.ok()?;
        let missing = |name: &str, package: &str| HostSign::NoProgram {
            name: name.to_owned(),
            package: package.to_owned(),
        };
        let sign = match ran.code {
            0 => HostSign::Program { name: "bash".to_owned() },
            1 => missing("bash", "bash"),
            _ => missing("setsid", "util-linux"),
        };
        Some(Finding::of(&spot.place, "bash", sign))
    }
}

#[async_trait]
impl Target for ScriptTarget {
    fn places(&self) -> Vec<String> {
        self.spots.iter().map(|spot| spot.place.clone()).collect()
    }

    async fn recipe(&self, of: &Origins<'_>) -> Result<Value, Problem> {
        Ok(json!(Recipe::of(&self.target, of).await?))
    }

    fn artifacts(&self, recipe: &Value) -> Vec<(String, Artifact)> {
        Recipe::read(recipe).map(|recipe| left_by_jobs(&recipe.files)).unwrap_or_default()
    }

    async fn observe(&self) -> World {
        world::observe(&self.kit, &self.spots).await
    }

    fn plan(&self, want: &Want, world: &World) -> Result<Steps, Problem> {
        self.spots.iter().try_for_each(|spot| world.seen(&spot.place).map(drop))?;
        plan::steps(&self.spots, &self.policy, &self.target, want)
    }

    fn restart(&self, _: &str, _: &World) -> Result<Steps, Problem> {
        Err(self.impossible("a restart"))
    }

    async fn doctor(&self) -> Vec<Finding> {
        let wants = Wants { tar: true, sums: true, ..Wants::default() };
        let examined = self.spots.iter().map(|spot| async {
            let (mut found, bash) = futures::join!(examine(&self.kit, spot, &wants), self.bash(spot));
            found.extend(bash);
            found
        });
        futures::future::join_all(examined).await.concat()
    }

    async fn logs(&self, _: &str, _: Option<u32>, _: bool) -> Result<Vec<(String, LogStream)>, Problem> {
        Err(self
            .impossible("reading a service's lines")
            .hint("`slipway logs OPERATION` shows what the script said"))
    }

    async fn exec(&self, _: &str, _: Option<&str>, _: &[String], _: bool) -> Result<i32, Problem> {
        Err(self.impossible("a command in a service's container"))
    }

    async fn terminal(
        &self,
        _: &str,
        _: Option<&str>,
        _: &[String],
        _: TerminalSize,
    ) -> Result<Terminal, Problem> {
        Err(self.impossible("a shell in a service's container"))
    }

    async fn hang_up(&self, _: &str, _: Option<&str>, _: &str) -> Result<(), Problem> {
        // No shell is opened here, so nothing is left of one.
        Ok(())
    }

    async fn lock(&self, owner: &str, message: &str) -> Result<(), Problem> {
        lock_by_hand(&self.kit, &self.spots, Runs::Programs, owner, message).await
    }

    async fn unlock(&self, owner: &str, force: bool) -> Result<(), Problem> {
        unlock_by_hand(&self.kit, &self.spots, owner, force).await
    }

    async fn past(&self, known: &[OperationId]) -> Result<Past, Problem> {
        past(&self.kit, &self.spots, known).await
    }

    async fn take_over(&self, owner: &str) -> Result<Option<Journaled>, Problem> {
        take_over(&self.kit, &self.spots, owner).await
    }
}
