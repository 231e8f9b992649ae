//! A laptop as the adapter sees it: what it has of variables, and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use slipway_docker::Surroundings;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Host, Hosts};

/// Only these variables, and no files.
pub struct Around(Mutex<BTreeMap<&'static str, String>>);

impl Around {
    pub fn with<const N: usize>(variables: [(&'static str, String); N]) -> Self {
        Self(Mutex::new(BTreeMap::from(variables)))
    }

    /// An engine at that socket.
    pub fn socket(path: &Path) -> Self {
        Self::with([("DOCKER_HOST", address(path))])
    }

    /// From now on it is the one at that socket.
    pub fn choose(&self, path: &Path) {
        self.0.lock().unwrap().insert("DOCKER_HOST", address(path));
    }
}

fn address(socket: &Path) -> String {
    format!("unix://{}", socket.display())
}

impl Surroundings for Around {
    fn variable(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn text(&self, _: &Path) -> Option<String> {
        None
    }

    fn folders(&self, _: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }

    fn chosen(&self) -> Option<String> {
        None
    }
}

/// No host can be reached.
pub struct NoHosts;

#[async_trait]
impl Hosts for NoHosts {
    async fn host(&self, address: &str) -> Result<Arc<dyn Host>, Problem> {
        Err(Problem::new(Code::HostUnreachable, format!("there is no host {address}")))
    }
}
