//! What opens the way to a channel.

use std::sync::Arc;

use slipway_domain::config::Channel;
use slipway_domain::credential::{Kind, Parts};
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
        let (credential, sign) = named(channel);
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
        if let Some(wallet) = &self.wallet
            && let Some(known) = wallet.applying(kind, name, Some(project), environment).await?
        {
            let parts = wallet.open(&known).await?;
            return main_secret(&parts).ok_or_else(|| missing(kind, name));
        }
        self.secrets.secret(name, environment).await?.ok_or_else(|| missing(kind, name))
    }
}

fn main_secret(parts: &Parts) -> Option<Secret> {
    parts.get(parts.kind().main_secret()?.name).cloned()
}

fn missing(kind: Kind, name: &str) -> Problem {
    let message = format!("the credential {name} of kind {kind} was not found");
    let hint =
        format!("`slipway credentials add {kind} {name}`, or set {} where Slipway runs", variable_of(name));
    Problem::new(Code::SecretMissing, message).hint(hint)
}

/// The names of a channel's credential, with its kind, and of what it signs with.
fn named(channel: &Channel) -> (Option<(Kind, &str)>, Option<&str>) {
    match channel {
        Channel::Slack(one) => (Some((Kind::SlackBot, one.credential.as_str())), None),
        Channel::SlackWebhook(one) => (Some((Kind::SlackWebhook, one.credential.as_str())), None),
        Channel::Dingtalk(one) | Channel::Feishu(one) => {
            (Some((Kind::Plain, one.credential.as_str())), one.sign.as_deref())
        }
        Channel::Wecom(one) => (Some((Kind::Plain, one.credential.as_str())), None),
        Channel::Webhook(one) => (None, Some(one.sign.as_str())),
        Channel::Desktop(_) => (None, None),
    }
}
