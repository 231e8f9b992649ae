//! Where the laptop's engine is: `DOCKER_HOST`, then Docker's contexts, then the sockets that are usual.

use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::Value;
use slipway_domain::problem::{Code, Problem};

use crate::found_by::FoundBy;

/// What is looked at to find an engine. Nothing else is.
pub trait Surroundings: Send + Sync {
    /// An environment variable.
    fn variable(&self, name: &str) -> Option<String>;
    /// A file's text, `None` when it cannot be read.
    fn text(&self, path: &Path) -> Option<String>;
    /// The folders in a folder.
    fn folders(&self, path: &Path) -> Vec<PathBuf>;
    /// Whether something is there.
    fn exists(&self, path: &Path) -> bool;
    /// The person's home.
    fn home(&self) -> Option<PathBuf>;
    /// The address that a person chose, which goes before everything that is found.
    fn chosen(&self) -> Option<String>;
}

/// How an engine is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A Unix socket.
    Unix(PathBuf),
    /// A named pipe of Windows.
    Pipe(String),
    /// TCP, with TLS and the certificates in that folder if given.
    Tcp {
        /// `host:port`.
        authority: String,
        /// The folder with `ca.pem`, `cert.pem` and `key.pem`.
        tls: Option<PathBuf>,
    },
    /// Through SSH: `[user@]host[:port]`.
    Ssh(String),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix://{}", path.display()),
            Self::Pipe(name) => write!(f, "npipe://{name}"),
            Self::Tcp { authority, .. } => write!(f, "tcp://{authority}"),
            Self::Ssh(host) => write!(f, "ssh://{host}"),
        }
    }
}

/// An engine's address and what said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Where.
    pub address: Address,
    /// What said so.
    pub found_by: FoundBy,
}

/// Finds the laptop's engine.
///
/// # Errors
/// `EngineUnreachable` when nothing names one and none of the usual sockets is there, or when what names one
/// cannot be understood.
pub fn locate(around: &dyn Surroundings) -> Result<Located, Problem> {
    if let Some(host) = around.chosen() {
        return located(&host, environment_tls(around), FoundBy::Chosen);
    }
    if let Some(host) = filled(around, "DOCKER_HOST") {
        let tls = environment_tls(around);
        return located(&host, tls, FoundBy::Variable("DOCKER_HOST"));
    }
    match context_name(around) {
        Some(name) if name != "default" => context(around, &name),
        _ => usual_socket(around),
    }
}

fn filled(around: &dyn Surroundings, name: &str) -> Option<String> {
    around.variable(name).filter(|value| !value.trim().is_empty())
}

fn environment_tls(around: &dyn Surroundings) -> Option<PathBuf> {
    filled(around, "DOCKER_TLS_VERIFY")
        .map(|_| filled(around, "DOCKER_CERT_PATH").map_or_else(|| docker_folder(around), PathBuf::from))
}

fn docker_folder(around: &dyn Surroundings) -> PathBuf {
    filled(around, "DOCKER_CONFIG")
        .map(PathBuf::from)
        .unwrap_or_else(|| around.home().unwrap_or_default().join(".docker"))
}

fn context_name(around: &dyn Surroundings) -> Option<String> {
    filled(around, "DOCKER_CONTEXT").or_else(|| {
        let config: Value =
            serde_json::from_str(&around.text(&docker_folder(around).join("config.json"))?).ok()?;
        Some(config.get("currentContext")?.as_str()?.to_owned()).filter(|name| !name.is_empty())
    })
}

fn context(around: &dyn Surroundings, name: &str) -> Result<Located, Problem> {
    let contexts = docker_folder(around).join("contexts");
    let meta = around.folders(&contexts.join("meta")).into_iter().find_map(|folder| {
        let meta: Value = serde_json::from_str(&around.text(&folder.join("meta.json"))?).ok()?;
        (meta["Name"].as_str() == Some(name)).then_some((folder, meta))
    });
    let (folder, meta) = meta.ok_or_else(|| {
        Problem::new(
            Code::EngineUnreachable,
            format!("Docker's context `{name}` is chosen, but it does not exist."),
        )
        .hint("`docker context ls` lists the contexts, `docker context use NAME` chooses one")
    })?;
    let host = meta["Endpoints"]["docker"]["Host"].as_str().unwrap_or_default();
    let tls = folder.file_name().map(|id| contexts.join("tls").join(id).join("docker"));
    located(host, tls.filter(|folder| around.exists(folder)), FoundBy::Context(name.to_owned()))
}

fn located(host: &str, tls: Option<PathBuf>, found_by: FoundBy) -> Result<Located, Problem> {
    address(host, tls).map(|address| Located { address, found_by: found_by.clone() }).ok_or_else(|| {
        let message =
            format!("The engine's address `{host}`, from {found_by}, is of no kind that Slipway knows.");
        Problem::new(Code::EngineUnreachable, message)
            .hint("use unix:///path, tcp://host:port or ssh://user@host, as with the docker command; https:// needs certificates, such as those in DOCKER_CERT_PATH with DOCKER_TLS_VERIFY=1")
    })
}

fn address(host: &str, tls: Option<PathBuf>) -> Option<Address> {
    let (scheme, rest) = host.trim().split_once("://")?;
    let authority = rest.trim_end_matches('/');
    match scheme {
        "unix" if !rest.is_empty() => Some(Address::Unix(PathBuf::from(rest))),
        "npipe" => Some(Address::Pipe(rest.replace('/', "\\"))),
        "ssh" if !authority.is_empty() => Some(Address::Ssh(authority.to_owned())),
        // Without certificates this would become a connection that anybody can read.
        "https" if tls.is_none() => None,
        "tcp" | "http" | "https" if !authority.is_empty() => {
            let port = if tls.is_some() { 2376 } else { 2375 };
            let authority = with_port(authority, port);
            Some(Address::Tcp { authority, tls })
        }
        _ => None,
    }
}

fn with_port(authority: &str, port: u16) -> String {
    let has_port = authority.rsplit_once(':').is_some_and(|(_, last)| last.parse::<u16>().is_ok());
    if has_port { authority.to_owned() } else { format!("{authority}:{port}") }
}

fn usual_socket(around: &dyn Surroundings) -> Result<Located, Problem> {
    let candidates = usual(around);
    let found = candidates.iter().find(|(path, _)| around.exists(path));
    let Some((path, found_by)) = found else {
        let looked: Vec<_> = candidates.iter().map(|(path, _)| path.display().to_string()).collect();
        let message = format!(
            "No Docker Engine was found: DOCKER_HOST is not set, no docker context is chosen, and none of {} exists.",
            looked.join(", ")
        );
        return Err(
            Problem::new(Code::EngineUnreachable, message).details(serde_json::json!({ "looked": looked }))
        );
    };
    let address =
        if cfg!(windows) { Address::Pipe(path.display().to_string()) } else { Address::Unix(path.clone()) };
    Ok(Located { address, found_by: found_by.clone() })
}

/// The sockets that engines of this kind of machine open, in the order in which they are tried.
fn usual(around: &dyn Surroundings) -> Vec<(PathBuf, FoundBy)> {
    if cfg!(windows) {
        return vec![(PathBuf::from(r"\\.\pipe\docker_engine"), FoundBy::Usual)];
    }
    let mut sockets = vec![(PathBuf::from("/var/run/docker.sock"), FoundBy::Usual)];
    if let Some(home) = around.home() {
        sockets.extend([
            (home.join(".docker/run/docker.sock"), FoundBy::Product("Docker Desktop")),
            (home.join(".docker/desktop/docker.sock"), FoundBy::Product("Docker Desktop")),
            (home.join(".colima/default/docker.sock"), FoundBy::Product("Colima")),
            (home.join(".orbstack/run/docker.sock"), FoundBy::Product("OrbStack")),
            (home.join(".rd/docker.sock"), FoundBy::Product("Rancher Desktop")),
        ]);
    }
    if let Some(runtime) = filled(around, "XDG_RUNTIME_DIR").map(PathBuf::from) {
        sockets.push((runtime.join("docker.sock"), FoundBy::Rootless));
        sockets.push((runtime.join("podman/podman.sock"), FoundBy::Product("Podman")));
    }
    sockets.push((PathBuf::from("/run/podman/podman.sock"), FoundBy::Product("Podman")));
    sockets
}

#[cfg(test)]
mod tests;
