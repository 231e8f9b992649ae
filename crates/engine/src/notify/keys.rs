//! What opens the way to a channel.

use std::sync::Arc;

use slipway_domain::config::Channel;
use slipway_domain::credential::{Kind, Known, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::{Secret, variable_of};

use crate::credentials::Wallet;
use crate::ports::Secrets;

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
        }
        if let Some(name) = sign {
            opened.sign = Some(self.one(Kind::Plain, name, project, environment).await?);
        }
        Ok(opened)
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
