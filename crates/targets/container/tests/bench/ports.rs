//! The ports of a test that are not real, and real hosts.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use slipway_docker::Surroundings;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Clock, Login, Registries, Registry, Secret, Secrets};
use slipway_ssh::{LocalHost, SshHosts, SshSettings};

/// The value of the secret TOKEN.
pub const TOKEN: &str = "s3cr3t-$(x)-值";

/// Knows one login and one secret.
pub struct Ports {
    pub registry: String,
    pub login: Login,
}

#[async_trait]
impl Secrets for Ports {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok((name == "TOKEN").then(|| Secret::new(TOKEN)))
    }
    async fn login(&self, registry: &str) -> Result<Option<Login>, Problem> {
        Ok((registry == self.registry).then(|| self.login.clone()))
    }
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

#[async_trait]
impl Registries for Ports {
    async fn repository(&self, name: &str) -> Result<Arc<dyn Registry>, Problem> {
        Err(Problem::new(Code::RegistryUnreachable, format!("nobody asks for {name} in this test")))
    }
}

impl Clock for Ports {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }
}

/// Real hosts over `ssh -F`; this machine has another home and engine.
pub fn hosts(runtime: &Path, config: &Path, home: &Path, docker: &str) -> Arc<SshHosts> {
    hosts_on_path(runtime, config, home, docker, &std::env::var_os("PATH").unwrap())
}

/// The same with a PATH of its own.
pub fn hosts_on_path(
    runtime: &Path,
    config: &Path,
    home: &Path,
    docker: &str,
    path: &OsStr,
) -> Arc<SshHosts> {
    let path = path.to_owned();
    let here = vec![
        ("HOME".into(), home.as_os_str().to_owned()),
        ("PATH".into(), path.clone()),
        ("DOCKER_HOST".into(), docker.into()),
    ];
    let environment = vec![("PATH".into(), path), ("HOME".into(), runtime.as_os_str().to_owned())];
    let settings = SshSettings {
        config: Some(config.to_owned()),
        connect_timeout: Duration::from_secs(3),
        alive_interval: Duration::from_secs(1),
        ..SshSettings::new(runtime, environment)
    };
    Arc::new(SshHosts::new(settings, LocalHost::new(here)))
}

/// Nothing is around: engines are only found through hosts.
pub struct NoSurroundings;

impl Surroundings for NoSurroundings {
    fn variable(&self, _: &str) -> Option<String> {
        None
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
}
