//! What lets git in at remotes that it goes to by itself.
//!
//! In a partial clone git gets an object that is not here from the remote at the moment when somebody reads it. Where
//! something is known that lets it in there, git is told to ask for that and for nothing else at that host, so that none of
//! the person's own helpers is given it to keep. Where it is not let in that way, git tries it in its own ways.

use std::fmt;
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use slipway_domain::credential::git_server::https_host;
use slipway_domain::problem::Problem;
use tokio::sync::{Mutex, OnceCell};

use crate::program::{Git, line};

/// What to do where git was let in neither with a credential nor in its own ways.
pub(crate) const NOT_ACCEPTED: &str = "`slipway credentials test` says whether it is still accepted";

/// Knows what lets git in.
#[async_trait]
pub trait RemoteLogins: Send + Sync {
    /// What lets git in at `https://HOST[:PORT]`, if anything does. Nothing is opened before git asks for it.
    async fn login(&self, host: &str) -> Result<Option<RemoteLogin>, Problem>;
}

/// What lets git in at one host.
pub struct RemoteLogin {
    /// The credential, as a person calls it.
    pub credential: String,
    /// The words of a shell that write the login as git reads it from helpers, when `get` follows them. They hold no
    /// secret: everybody on this machine sees them.
    pub command: String,
    /// Whatever has to be there for that.
    pub answering: Box<dyn Send + Sync>,
}

/// The remotes of one repository.
#[derive(Default)]
pub(crate) struct Remotes {
    logins: OnceLock<Arc<dyn RemoteLogins>>,
    /// The hosts of those that objects are got from when they are read; none in an ordinary clone.
    hosts: OnceCell<Vec<String>>,
    entrance: Mutex<Option<Arc<Entrance>>>,
}

/// How git gets in at the hosts where something lets it in.
pub(crate) struct Entrance {
    options: Vec<String>,
    credentials: Vec<String>,
    _answering: Vec<Box<dyn Send + Sync>>,
}

impl Remotes {
    /// From now on git gets in with these. The first that are given stay.
    pub(crate) fn reach_with(&self, logins: Arc<dyn RemoteLogins>) {
        let _ = self.logins.set(logins);
    }

    /// What lets `git` in at the remotes that it goes to by itself, if it goes to any. Whatever keeps that from being
    /// known keeps nobody from reading what is here: git then tries its own ways.
    pub(crate) async fn entrance(&self, git: &Git) -> Option<Arc<Entrance>> {
        let logins = self.logins.get()?;
        let hosts = self.hosts.get_or_try_init(|| hosts(git)).await.ok()?;
        if hosts.is_empty() {
            return None;
        }
        let mut entrance = self.entrance.lock().await;
        if entrance.is_none() {
            *entrance = find(&**logins, hosts).await.map(Arc::new);
        }
        entrance.clone()
    }
}

impl Entrance {
    /// The arguments with what lets git in before them.
    pub(crate) fn before<'a>(&'a self, args: &[&'a str]) -> Vec<&'a str> {
        self.options.iter().map(String::as_str).chain(args.iter().copied()).collect()
    }

    /// What to say where git was let in neither with this nor in its own ways.
    pub(crate) fn refusal(&self) -> String {
        format!("it was not let in with the credential {} either", self.credentials.join(", "))
    }
}

async fn find(logins: &dyn RemoteLogins, hosts: &[String]) -> Option<Entrance> {
    let (mut options, mut credentials, mut answering) = (Vec::new(), Vec::new(), Vec::new());
    for host in hosts {
        let Ok(Some(login)) = logins.login(host).await else { continue };
        let key = format!("credential.https://{host}.helper");
        // The first forgets whatever other helpers there are for this host.
        let (none, ours) = (format!("{key}="), format!("{key}=!{}", login.command));
        options.extend(["-c".to_owned(), none, "-c".to_owned(), ours]);
        credentials.push(login.credential);
        answering.push(login.answering);
    }
    (!options.is_empty()).then_some(Entrance { options, credentials, _answering: answering })
}

/// The hosts that are reached over HTTPS of the remotes that objects are got from when they are read.
pub(crate) async fn hosts(git: &Git) -> Result<Vec<String>, Problem> {
    let asked = git.ask_alone(&["config", "--name-only", "--get-regexp", r"^remote\..*\.promisor$"]).await?;
    // Without any it ends with 1.
    if !asked.ok {
        return Ok(Vec::new());
    }
    let mut hosts = Vec::new();
    for key in String::from_utf8_lossy(&asked.stdout).lines() {
        let name = key.strip_prefix("remote.").and_then(|rest| rest.strip_suffix(".promisor"));
        let Some(name) = name else { continue };
        let address = git.ask_alone(&["remote", "get-url", "--", name]).await?.succeeded()?;
        hosts.extend(https_host(&line(address)?));
    }
    hosts.sort();
    hosts.dedup();
    Ok(hosts)
}

impl fmt::Debug for Remotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remotes").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}
