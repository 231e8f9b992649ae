//! An SSH agent of Slipway's own, for one host: it holds the keys that are credentials as long as the host's connection may
//! be made, and passes everything else on to the agent that the user has, which so stays in use, also with hardware keys.
//!
//! Whoever reaches a host could use a forwarded agent, so it is the user's own that is forwarded where their configuration
//! says so, and never this one. OpenSSH (8.9 and newer) also says on each connection to an agent whether it comes over a
//! forwarding; over such a one Slipway's keys are neither shown nor used.

mod conversation;
mod key;
mod old_pem;
mod pem;
mod settings_of;
#[cfg(all(test, unix))]
mod tests;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::{Code, Problem};
use tokio::task::{JoinHandle, JoinSet};

use crate::listener::Listener;
use conversation::Conversation;

pub(crate) use key::PrivateKey;
pub(crate) use settings_of::{UserAgent, UserSettings, read as user_settings};

/// A running agent. With it goes its socket, and the keys are wiped from memory.
#[derive(Debug)]
pub(crate) struct Agent {
    socket: PathBuf,
    identities: Vec<PathBuf>,
    theirs: Vec<PathBuf>,
    forwarded: Option<PathBuf>,
    serving: JoinHandle<()>,
}

/// A credential that holds a key.
pub(crate) type KeyCredential = (Known, Parts);

impl Agent {
    /// Starts one that listens at `socket`, with keys that can be used from now on. Their public halves are written to
    /// files whose paths begin with `public`, so that `ssh` offers them also where its configuration names the only keys
    /// to be offered.
    pub(crate) fn start(
        socket: PathBuf,
        public: &Path,
        credentials: &[KeyCredential],
        user: UserSettings,
    ) -> Result<Self, Problem> {
        let keys = credentials.iter().map(|(known, parts)| PrivateKey::of(known.id.name(), parts));
        let keys: Vec<PrivateKey> = keys.collect::<Result<_, _>>()?;
        let failed = |error: std::io::Error| {
            let message =
                format!("the agent for SSH keys cannot be started at {}: {error}", socket.display());
            Problem::new(Code::FileFailed, message)
        };
        let identities = write_public(public, &keys).map_err(failed)?;
        let listener = Listener::bind(&socket).map_err(failed)?;
        let UserSettings { agent, identities: theirs, forwards } = user;
        let forwarded = forwards.then(|| agent.address().unwrap_or(Path::new("no")).to_owned());
        let serving = tokio::spawn(serve(listener, Arc::new(keys), agent));
        Ok(Self { socket, identities, theirs, forwarded, serving })
    }

    /// What is forwarded to the host in its place, where the user's configuration forwards an agent: theirs, or none.
    pub(crate) fn forwarded(&self) -> Option<&Path> {
        self.forwarded.as_deref()
    }

    /// Where it listens.
    pub(crate) fn socket(&self) -> &Path {
        &self.socket
    }

    /// The files of keys that `ssh` is to offer: the agent's own, then those that it would offer anyway. Named by
    /// ourselves, ours would take the place of those that `ssh` knows by default.
    pub(crate) fn identities(&self) -> impl Iterator<Item = &Path> {
        self.identities.iter().chain(&self.theirs).map(PathBuf::as_path)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // With the task go the keys, and the connections that it serves.
        self.serving.abort();
        for file in self.identities.iter().chain([&self.socket]) {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// Serves whoever of this user connects, until it is aborted.
async fn serve(mut listener: Listener, keys: Arc<Vec<PrivateKey>>, theirs: UserAgent) {
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(stream) => {
                    let conversation = Conversation::new(keys.clone(), theirs.clone());
                    conversations.spawn(async move { conversation.hold(stream).await });
                }
                // Too many open files, for example: those that are served go on.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            },
            Some(_) = conversations.join_next() => {}
        }
    }
}

/// Writes the public halves of keys.
fn write_public(beginning: &Path, keys: &[PrivateKey]) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let mut file = beginning.as_os_str().to_owned();
        file.push(format!(".{index}.pub"));
        let file = PathBuf::from(file);
        std::fs::write(&file, key.public_line())?;
        files.push(file);
    }
    Ok(files)
}
