//! What opens the way to a channel.

use std::collections::BTreeSet;
use std::sync::Arc;

use slipway_domain::config::{Channel, Notifications};
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::{Secret, variable_of};

use crate::credentials::Wallet;
use crate::ports::{Need, Origin, Secrets};

/// Where the secrets of channels come from: the keychain, and where that knows none of the name, the variable of the
/// secret.
#[derive(Clone)]
pub struct Keys {
    /// Variables, and what takes secrets out of text.
    pub secrets: Arc<dyn Secrets>,
    /// The credentials in the keychain, where there is one.
    pub wallet: Option<Wallet>,
}

/// A channel's secrets, opened.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub credential: Option<Secret>,
    pub sign: Option<Secret>,
    /// Which credential opened the way, or which variable.
    pub way: Option<String>,
}

impl Keys {
    pub(super) async fn open(
        &self,
        channel: &Channel,
        project: &str,
        environment: Option<&str>,
    ) -> Result<Opened, Problem> {
        let (credential, sign) = channel.named();
        let mut opened = Opened::default();
        if let Some((kind, name)) = credential {
            opened.credential = Some(self.one(kind, name, project, environment).await?);
            let known = self.applying(kind, name, project, environment).await?;
            opened.way = Some(known.map_or_else(|| variable_of(name), |(_, known)| known.id.to_string()));
        }
        if let Some(name) = sign {
            opened.sign = Some(self.one(Kind::Plain, name, project, environment).await?);
        }
        Ok(opened)
    }

    /// The credentials that channels name and that are nowhere yet. One that is limited to an environment is there: its
    /// channel may be told of that environment alone. Nothing is opened.
    pub(crate) async fn unset(
        &self,
        notifications: &Notifications,
        project: &str,
    ) -> Result<BTreeSet<CredentialId>, Problem> {
        let known = match &self.wallet {
            Some(wallet) => wallet.known().await?,
            None => Vec::new(),
        };
        let mut unset = BTreeSet::new();
        for (kind, name) in notifications.channels.values().flat_map(wanted) {
            let does = |one: &Known| {
                let applies = one.id.scope.project().is_none_or(|own| own == project);
                applies && [kind, Kind::Plain].contains(&one.id.kind) && one.id.name() == name
            };
            let need = Need::Secret(name.to_owned());
            if !known.iter().any(does) && self.secrets.origin(&need, None).await? == Origin::Nowhere {
                let scope = Scope::Project { project: project.to_owned() };
                unset.extend(CredentialId::new(scope, kind, name));
            }
        }
        Ok(unset)
    }

    async fn one(
        &self,
        kind: Kind,
        name: &str,
        project: &str,
        environment: Option<&str>,
    ) -> Result<Secret, Problem> {
        let Some((wallet, known)) = self.applying(kind, name, project, environment).await? else {
            return self.secrets.secret(name, environment).await?.ok_or_else(|| missing(kind, name));
        };
        // A notice goes out whenever it is due, and nobody is there to be asked.
        if known.ask {
            return Err(asks(&known));
        }
        let parts = wallet.open(&known).await?;
        parts.secrets().for_each(|secret| self.secrets.remember(secret));
        main_secret(&parts).ok_or_else(|| missing(kind, name))
    }

    /// The credential of that kind and name; a plain secret of the name does as well.
    async fn applying(
        &self,
        kind: Kind,
        name: &str,
        project: &str,
        environment: Option<&str>,
    ) -> Result<Option<(&Wallet, Known)>, Problem> {
        let Some(wallet) = &self.wallet else { return Ok(None) };
        for kind in [kind, Kind::Plain] {
            if let Some(known) = wallet.applying(kind, name, Some(project), environment).await? {
                return Ok(Some((wallet, known)));
            }
        }
        Ok(None)
    }
}

/// What a channel names, with its kind.
fn wanted(channel: &Channel) -> impl Iterator<Item = (Kind, &str)> {
    let (credential, sign) = channel.named();
    credential.into_iter().chain(sign.map(|name| (Kind::Plain, name)))
}

fn main_secret(parts: &Parts) -> Option<Secret> {
    parts.get(parts.kind().main_secret()?.name).cloned()
}

fn asks(known: &Known) -> Problem {
    let (name, scope) = (known.id.name(), &known.id.scope);
    let message =
        format!("the credential {name} ({scope}) is used only after a yes, and nobody is asked for a notice");
    let hint =
        format!("keep one for notices without `--ask`: `slipway credentials add {} {name}`", known.id.kind);
    Problem::new(Code::ConfirmationNeeded, message).hint(hint)
}

fn missing(kind: Kind, name: &str) -> Problem {
    let message = format!("the credential {name} of kind {kind} was not found");
    let hint =
        format!("`slipway credentials add {kind} {name}`, or set {} where Slipway runs", variable_of(name));
    Problem::new(Code::SecretMissing, message).hint(hint)
}

#[cfg(test)]
mod tests;
