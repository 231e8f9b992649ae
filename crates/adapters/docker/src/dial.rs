//! Connections to an engine, whatever kind of address it has.

use std::path::Path;
use std::sync::Arc;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Command, Duplex, Host};

use crate::locate::{Address, Located};
use crate::tls;

/// What a command on a host must do to be a connection to its engine.
const DIAL_STDIO: &str = "exec docker system dial-stdio";

/// How many containers or images are asked about at a time at the most.
const AT_A_TIME: usize = 8;
/// How many questions to a host are worth a connection.
const PER_CONNECTION: usize = 8;

/// Where connections to one engine are made.
#[derive(Clone)]
pub enum Endpoint {
    /// An engine that was found for this laptop.
    Found(Located),
    /// A host's engine: what runs first on the host, `""` for nothing, then `docker system dial-stdio`.
    Host {
        /// The host.
        host: Arc<dyn Host>,
        /// Shell text that comes first.
        prefix: String,
    },
}

impl Endpoint {
    /// Makes one connection.
    ///
    /// # Errors
    /// `EngineUnreachable` with where it looked; a host's own problem when the host cannot be reached.
    pub async fn dial(&self) -> Result<Box<dyn Duplex>, Problem> {
        match self {
            Self::Host { host, prefix } => host.dial(Command::new(command(prefix))).await,
            Self::Found(found) => dial_found(found).await,
        }
    }

    /// How people know it.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Host { host, .. } => format!("the Docker Engine of {}", host.address()),
            Self::Found(found) => {
                format!("the Docker Engine at {} ({})", show(&found.address), found.found_by)
            }
        }
    }

    /// Whether only one connection may be open.
    pub(crate) fn single(&self) -> bool {
        matches!(self, Self::Host { prefix, .. } if !prefix.trim().is_empty())
    }

    /// Whether making a connection takes longer than a small question.
    pub(crate) fn far(&self) -> bool {
        matches!(self, Self::Host { .. })
    }

    /// How many of `questions` small questions are asked at a time. A further connection to a host takes longer
    /// than a few questions over one that is there.
    pub(crate) fn at_a_time(&self, questions: usize) -> usize {
        match self {
            Self::Host { .. } => questions.div_ceil(PER_CONNECTION).clamp(1, AT_A_TIME),
            Self::Found(_) => AT_A_TIME,
        }
    }

    /// What to do when it does not answer.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Host { host, .. } => {
                format!("`{}` must work without a question", host.by_hand("docker version"))
            }
            Self::Found(_) => "start Docker, or set DOCKER_HOST; `docker version` must work".to_owned(),
        }
    }
}

fn command(prefix: &str) -> String {
    let prefix = prefix.trim();
    if prefix.is_empty() { DIAL_STDIO.to_owned() } else { format!("{prefix}\n{DIAL_STDIO}") }
}

fn show(address: &Address) -> String {
    match address {
        Address::Unix(path) => path.display().to_string(),
        Address::Pipe(path) => path.clone(),
        Address::Tcp { authority, tls: None } => format!("tcp://{authority}"),
        Address::Tcp { authority, tls: Some(_) } => format!("tcp://{authority} with TLS"),
        Address::Ssh(host) => format!("ssh://{host}"),
    }
}

async fn dial_found(found: &Located) -> Result<Box<dyn Duplex>, Problem> {
    let refused = |error: std::io::Error| unreachable(found, &error);
    match &found.address {
        Address::Unix(path) => unix(path).await.map_err(refused),
        Address::Pipe(path) => pipe(path).await.map_err(refused),
        Address::Tcp { authority, tls: folder } => {
            let stream = tokio::net::TcpStream::connect(authority).await.map_err(refused)?;
            let _ = stream.set_nodelay(true);
            match folder {
                Some(folder) => tls::wrap(stream, authority, folder).await,
                None => Ok(Box::new(stream)),
            }
        }
        Address::Ssh(host) => Err(Problem::new(
            Code::Internal,
            format!("The engine behind ssh://{host} was dialled without its host."),
        )),
    }
}

#[cfg(unix)]
async fn unix(path: &Path) -> std::io::Result<Box<dyn Duplex>> {
    Ok(Box::new(tokio::net::UnixStream::connect(path).await?))
}

#[cfg(not(unix))]
async fn unix(_: &Path) -> std::io::Result<Box<dyn Duplex>> {
    Err(std::io::Error::new(std::io::ErrorKind::Unsupported, "this system has no Unix sockets"))
}

#[cfg(windows)]
async fn pipe(path: &str) -> std::io::Result<Box<dyn Duplex>> {
    Ok(Box::new(tokio::net::windows::named_pipe::ClientOptions::new().open(path)?))
}

#[cfg(not(windows))]
async fn pipe(_: &str) -> std::io::Result<Box<dyn Duplex>> {
    Err(std::io::Error::new(std::io::ErrorKind::Unsupported, "this system has no named pipes"))
}

fn unreachable(found: &Located, error: &std::io::Error) -> Problem {
    let place = format!("{} ({})", show(&found.address), found.found_by);
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "nothing is there".to_owned(),
        std::io::ErrorKind::ConnectionRefused => "nobody answers".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not use it".to_owned(),
        _ => error.to_string(),
    };
    let problem =
        Problem::new(Code::EngineUnreachable, format!("No Docker Engine answers at {place}: {why}."));
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => problem
            .hint("join the group that owns the socket: `sudo usermod -aG docker $USER`, then log in again"),
        _ => problem,
    }
}
