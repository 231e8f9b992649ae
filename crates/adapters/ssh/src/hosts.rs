//! All hosts, each once.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Host, Hosts};
use tokio::sync::Mutex;

use crate::arguments::parse;
use crate::directory::{self, Directory};
use crate::local::LocalHost;
use crate::session::Session;
use crate::settings::SshSettings;
use crate::ssh_host::SshHost;

/// The address of this machine.
pub const LOCAL: &str = "localhost-shell";

/// Hosts over the user's own OpenSSH. Nothing is connected before the first command. When the last of it
/// is dropped, connections that went to the background are ended.
pub struct SshHosts {
    settings: Arc<SshSettings>,
    local: Arc<LocalHost>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    hosts: HashMap<String, Arc<SshHost>>,
    directory: Option<Arc<Directory>>,
}

impl SshHosts {
    /// Hosts with these settings; `local` is this machine. Removes what killed programs left.
    pub fn new(settings: SshSettings, local: LocalHost) -> Self {
        directory::sweep(&settings.runtime_dir);
        Self { settings: Arc::new(settings), local: Arc::new(local), known: Mutex::default() }
    }
}

impl Known {
    /// The folder for sockets, made when the first host is asked for.
    fn directory(&mut self, settings: &SshSettings) -> Result<Arc<Directory>, Problem> {
        if let Some(directory) = &self.directory {
            return Ok(directory.clone());
        }
        let directory = Arc::new(Directory::create(&settings.runtime_dir)?);
        self.directory = Some(directory.clone());
        Ok(directory)
    }
}

#[async_trait]
impl Hosts for SshHosts {
    async fn host(&self, address: &str) -> Result<Arc<dyn Host>, Problem> {
        if address == LOCAL {
            return Ok(self.local.clone());
        }
        let parsed = parse(address)?;
        let mut known = self.known.lock().await;
        let directory = known.directory(&self.settings)?;
        let number = known.hosts.len() as u64;
        let host = known.hosts.entry(parsed.to_string()).or_insert_with(|| {
            Arc::new(SshHost(Arc::new(Session::new(parsed, self.settings.clone(), directory, number))))
        });
        Ok(host.clone())
    }
}
