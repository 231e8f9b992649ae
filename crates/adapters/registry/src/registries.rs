//! The port `Registries`: finds the endpoint for a repository's name.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::{Repository as Name, registry_at};
use slipway_engine::ports::{Registries, Registry, Secrets};
use tokio::sync::OnceCell;

use crate::endpoint::Endpoint;
use crate::patience::Patience;
use crate::repository::Repository;
use crate::tls::{self, Reach};
use crate::trust::{Trust, docker_folders};

/// How registries are spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What `slipway.yml` says of a registry, by `HOST[:PORT]`.
    pub tls: BTreeMap<String, TlsSettings>,
    /// The folders that have a folder `HOST[:PORT]` with certificates per registry.
    pub certificate_folders: Vec<PathBuf>,
    /// How often a busy registry is asked again.
    pub patience: Patience,
}

impl Settings {
    /// With the folders in which Docker looks: `/etc/docker/certs.d` and this user's.
    pub fn new(tls: BTreeMap<String, TlsSettings>) -> Self {
        Self { tls, certificate_folders: docker_folders(), patience: Patience::default() }
    }

    /// What is said of a registry, however its address is written here and there.
    fn tls_of(&self, host: &str) -> TlsSettings {
        let registry = registry_at(host);
        let found = self.tls.iter().find(|(name, _)| registry_at(name) == registry);
        found.map(|(_, settings)| settings.clone()).unwrap_or_default()
    }
}

/// How one registry is spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TlsSettings {
    /// More certificates to trust, in PEM.
    pub ca: Option<Bytes>,
    /// Plain HTTP is allowed, because `slipway.yml` says so.
    pub insecure: bool,
}

/// Any registry that speaks the OCI distribution protocol. Lives as long as the program, since it keeps
/// connections, and logins and tokens until they are refused.
pub struct OciRegistries {
    secrets: Arc<dyn Secrets>,
    settings: Settings,
    endpoints: Mutex<HashMap<String, Arc<OnceCell<Arc<Endpoint>>>>>,
}

impl OciRegistries {
    /// Speaks to registries with these settings; logins come from `secrets`.
    pub fn new(secrets: Arc<dyn Secrets>, settings: Settings) -> Self {
        Self { secrets, settings, endpoints: Mutex::default() }
    }

    /// How that registry is spoken to, set up once.
    pub(crate) async fn endpoint(&self, host: &str) -> Result<Arc<Endpoint>, Problem> {
        let cell = {
            let mut endpoints = self.endpoints.lock().unwrap_or_else(PoisonError::into_inner);
            endpoints.entry(host.to_owned()).or_default().clone()
        };
        cell.get_or_try_init(|| self.open(host)).await.cloned()
    }

    async fn open(&self, host: &str) -> Result<Arc<Endpoint>, Problem> {
        let settings = self.settings.tls_of(host);
        let (folders, patience) = (self.settings.certificate_folders.clone(), self.settings.patience);
        let reach = Reach::of(host, settings.insecure);
        let name = host.to_owned();
        let client = tokio::task::spawn_blocking(move || {
            let trust = Trust::read(&name, &folders, &settings)?;
            tls::client(&name, trust, reach, &patience).map_err(|error| unusable(&name, &*error))
        });
        let client = client.await.map_err(|error| Problem::new(Code::Internal, error.to_string()))??;
        Ok(Arc::new(Endpoint::new(host, reach, client, patience, self.secrets.clone())))
    }
}

fn unusable(host: &str, error: &(dyn std::error::Error + 'static)) -> Problem {
    let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
    Problem::new(Code::RegistryUnreachable, format!("No TLS can be set up for {host}: {error}{cause}"))
        .hint("check the certificates in Docker's certs.d, the file that `ca` names, and the proxy variables")
}

#[async_trait]
impl Registries for OciRegistries {
    async fn repository(&self, name: &str) -> Result<Arc<dyn Registry>, Problem> {
        let parsed: Name = name.parse().map_err(|error| {
            Problem::new(Code::ConfigurationInvalid, format!("`{name}` names no image repository: {error}"))
                .hint("write it without tag: registry.example.com/team/api")
        })?;
        let endpoint = self.endpoint(parsed.host()).await?;
        Ok(Arc::new(Repository { endpoint, path: parsed.path().to_owned() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_registry_holds_for_any_spelling_of_its_address() {
        let insecure = TlsSettings { insecure: true, ..TlsSettings::default() };
        let told = ["index.docker.io", "Registry.Example.com:5000"];
        let settings = Settings::new(told.map(|name| (name.to_owned(), insecure.clone())).into());
        for host in ["docker.io", "registry-1.docker.io", "registry.example.com:5000"] {
            assert!(settings.tls_of(host).insecure, "{host}");
        }
        assert!(!settings.tls_of("registry.example.com").insecure, "another port is another registry");
    }
}
