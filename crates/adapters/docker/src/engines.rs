//! Finds engines and keeps the connections to them.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{ContainerEngine, Duplex, Engines, Hosts, Where};
use tokio::sync::Mutex;

use crate::dial::Endpoint;
use crate::engine::DockerEngine;
use crate::locate::{Address, Located, Surroundings, locate};

/// The engines of this laptop and of hosts.
pub struct DockerEngines {
    around: Arc<dyn Surroundings>,
    hosts: Arc<dyn Hosts>,
    here: Mutex<Option<(Located, Arc<DockerEngine>)>>,
}

impl DockerEngines {
    /// Finds engines with what is around; `hosts` reaches those behind SSH.
    pub fn new(around: Arc<dyn Surroundings>, hosts: Arc<dyn Hosts>) -> Self {
        Self { around, hosts, here: Mutex::default() }
    }

    /// Makes a connection of its own to the laptop's engine, for what does not go through [`Engines`].
    ///
    /// # Errors
    /// As [`locate`] and [`Endpoint::dial`].
    pub async fn dial_here(&self) -> Result<Box<dyn Duplex>, Problem> {
        let known = self.here.lock().await.as_ref().and_then(held).map(|(found, _)| found);
        let found = match known {
            Some(found) => found,
            None => locate(&*self.around)?,
        };
        self.endpoint(found).await?.dial().await
    }

    async fn endpoint(&self, found: Located) -> Result<Endpoint, Problem> {
        match found {
            Located { address: Address::Ssh(address), .. } => {
                Ok(Endpoint::Host { host: self.hosts.host(&address).await?, prefix: String::new() })
            }
            found => Ok(Endpoint::Found(found)),
        }
    }

    /// The engine that is chosen now: a person may choose another one while the program runs. One that somebody still
    /// holds stays until then: what it was asked to make is there and nowhere else.
    async fn engine_here(&self) -> Result<Arc<DockerEngine>, Problem> {
        let mut here = self.here.lock().await;
        if let Some((_, engine)) = here.as_ref().and_then(held) {
            return Ok(engine);
        }
        let found = locate(&*self.around)?;
        if let Some((_, engine)) = here.as_ref().filter(|(known, _)| *known == found) {
            return Ok(engine.clone());
        }
        let engine = Arc::new(DockerEngine::connect(self.endpoint(found.clone()).await?).await?);
        *here = Some((found, engine.clone()));
        Ok(engine)
    }
}

/// The engine that is known, if anybody else holds it.
fn held(here: &(Located, Arc<DockerEngine>)) -> Option<(Located, Arc<DockerEngine>)> {
    (Arc::strong_count(&here.1) > 1).then(|| here.clone())
}

#[async_trait]
impl Engines for DockerEngines {
    async fn engine(&self, place: &Where) -> Result<Arc<dyn ContainerEngine>, Problem> {
        match place {
            Where::Here => Ok(self.engine_here().await?),
            Where::Host { host, prefix } => {
                let endpoint = Endpoint::Host { host: host.clone(), prefix: prefix.clone() };
                Ok(Arc::new(DockerEngine::connect(endpoint).await?))
            }
        }
    }
}
