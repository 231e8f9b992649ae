//! Hosts as they are seen, which refuse whatever would change them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::{Place, Seen, World};
use slipway_engine::ports::{
    Finding, Journaled, LogStream, Origins, Past, Steps, Target, Targets, Terminal, TerminalSize, Want,
};

/// The hosts of every environment.
#[derive(Clone, Default)]
pub struct Hosts {
    /// As they are seen now.
    pub world: Arc<Mutex<World>>,
    /// What their journals tell, if they can be read.
    pub past: Option<Past>,
    /// How often they were taken over.
    pub taken: Arc<AtomicUsize>,
}

impl Hosts {
    /// One of them, `host-1`.
    pub fn one(seen: Seen) -> Self {
        let hosts = Self::default();
        hosts.are([("host-1", Ok(seen))]);
        hosts
    }

    /// From now on the hosts are these.
    pub fn are<'n>(&self, hosts: impl IntoIterator<Item = (&'n str, Result<Seen, Problem>)>) {
        let place = |(name, seen): (&str, Result<Seen, Problem>)| Place {
            name: name.to_owned(),
            kind: "host".to_owned(),
            seen,
        };
        *self.world.lock().unwrap() = World { places: hosts.into_iter().map(place).collect() };
    }
}

impl Targets for Hosts {
    fn target(&self, _: &str) -> Result<Arc<dyn Target>, Problem> {
        Ok(Arc::new(self.clone()))
    }
}

/// What these hosts say to everything else that is asked of them.
fn told<T>(what: &str) -> Result<T, Problem> {
    Err(Problem::new(Code::HostCommandFailed, what))
}

#[async_trait]
impl Target for Hosts {
    fn places(&self) -> Vec<String> {
        self.world.lock().unwrap().places.iter().map(|place| place.name.clone()).collect()
    }

    async fn observe(&self) -> World {
        self.world.lock().unwrap().clone()
    }

    async fn recipe(&self, _: &Origins<'_>) -> Result<Value, Problem> {
        told("recipe")
    }

    fn plan(&self, _: &Want, _: &World) -> Result<Steps, Problem> {
        told("plan")
    }

    fn restart(&self, _: &str, _: &World) -> Result<Steps, Problem> {
        told("restart")
    }

    async fn doctor(&self) -> Vec<Finding> {
        Vec::new()
    }

    async fn logs(&self, _: &str, _: Option<u32>, _: bool) -> Result<Vec<(String, LogStream)>, Problem> {
        told("logs")
    }

    async fn exec(&self, _: &str, _: Option<&str>, _: &[String], _: bool) -> Result<i32, Problem> {
        told("exec")
    }

    async fn terminal(
        &self,
        _: &str,
        _: Option<&str>,
        _: &[String],
        _: TerminalSize,
    ) -> Result<Terminal, Problem> {
        told("terminal")
    }

    async fn hang_up(&self, _: &str, _: Option<&str>, _: &str) -> Result<(), Problem> {
        told("hang up")
    }

    async fn lock(&self, _: &str, _: &str) -> Result<(), Problem> {
        told("lock")
    }

    async fn unlock(&self, _: &str, _: bool) -> Result<(), Problem> {
        told("unlock")
    }

    async fn take_over(&self, _: &str) -> Result<Option<Journaled>, Problem> {
        self.taken.fetch_add(1, Ordering::Relaxed);
        told("take over")
    }

    async fn past(&self, _: &[OperationId]) -> Result<Past, Problem> {
        self.past.clone().map_or_else(|| told("the journal cannot be read"), Ok)
    }
}
