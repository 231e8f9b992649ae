//! What kinds of credentials there are, and what each consists of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of a credential (CONTRACT, "Commands").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "CredentialKind")]
pub enum Kind {
    /// An AWS access key, perhaps with a session token or a role to assume.
    AwsKey,
    /// A profile of the AWS configuration, also one of IAM Identity Center (SSO); it holds no secret.
    AwsProfile,
    /// A login at an image registry; its name is the registry, `HOST[:PORT]`.
    Registry,
    /// A private key for SSH, perhaps with its passphrase.
    SshKey,
    /// A token of GitHub or GitLab.
    GitToken,
    /// The address of a Slack webhook, which is itself the secret.
    SlackWebhook,
    /// A Slack bot's token.
    SlackBot,
    /// A value for builds and services, and whatever else needs one.
    Plain,
}

/// A part of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// What it is called: on the command line, on the wire, in the keychain.
    pub name: &'static str,
    /// Whether it is never shown.
    pub secret: bool,
    /// Whether there is none without it.
    pub required: bool,
}

impl Field {
    const fn secret(name: &'static str) -> Self {
        Self { name, secret: true, required: true }
    }

    const fn maybe_secret(name: &'static str) -> Self {
        Self { name, secret: true, required: false }
    }

    const fn open(name: &'static str) -> Self {
        Self { name, secret: false, required: true }
    }

    const fn maybe_open(name: &'static str) -> Self {
        Self { name, secret: false, required: false }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::AwsKey,
        Self::AwsProfile,
        Self::Registry,
        Self::SshKey,
        Self::GitToken,
        Self::SlackWebhook,
        Self::SlackBot,
        Self::Plain,
    ];

    /// Its word on the command line and on the wire, which never changes.
    pub fn word(self) -> &'static str {
        match self {
            Self::AwsKey => "aws-key",
            Self::AwsProfile => "aws-profile",
            Self::Registry => "registry",
            Self::SshKey => "ssh-key",
            Self::GitToken => "git-token",
            Self::SlackWebhook => "slack-webhook",
            Self::SlackBot => "slack-bot",
            Self::Plain => "plain",
        }
    }

    /// The kind of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it consists of. The first secret is the one that is read where only one is given.
    pub fn fields(self) -> &'static [Field] {
        const AWS_KEY: &[Field] = &[
            Field::open("access_key_id"),
            Field::secret("secret_access_key"),
            Field::maybe_secret("session_token"),
            Field::maybe_open("region"),
            Field::maybe_open("role_arn"),
            Field::maybe_open("external_id"),
        ];
        const AWS_PROFILE: &[Field] = &[Field::open("profile"), Field::maybe_open("region")];
        const REGISTRY: &[Field] = &[Field::open("user"), Field::secret("password")];
        const SSH_KEY: &[Field] = &[Field::secret("private_key"), Field::maybe_secret("passphrase")];
        // The server is that of a GitHub or GitLab of one's own; the user is for git over HTTPS.
        const GIT_TOKEN: &[Field] =
            &[Field::secret("token"), Field::maybe_open("server"), Field::maybe_open("user")];
        const SLACK_WEBHOOK: &[Field] = &[Field::secret("url")];
        const SLACK_BOT: &[Field] = &[Field::secret("token"), Field::maybe_open("channel")];
        const PLAIN: &[Field] = &[Field::secret("value")];
        match self {
            Self::AwsKey => AWS_KEY,
            Self::AwsProfile => AWS_PROFILE,
            Self::Registry => REGISTRY,
            Self::SshKey => SSH_KEY,
            Self::GitToken => GIT_TOKEN,
            Self::SlackWebhook => SLACK_WEBHOOK,
            Self::SlackBot => SLACK_BOT,
            Self::Plain => PLAIN,
        }
    }

    /// The part of that name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The secret that is asked for where only one is given; none of what holds no secret.
    pub fn main_secret(self) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own_which_is_also_the_one_on_the_wire() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_word(kind.word()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        assert_eq!(Kind::of_word("password"), None);
    }

    #[test]
    fn only_a_reference_to_a_profile_holds_no_secret() {
        let without: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.main_secret().is_none()).collect();
        assert_eq!(without, [Kind::AwsProfile]);
        for kind in Kind::ALL {
            assert!(kind.fields().iter().any(|field| field.required), "{}", kind.word());
        }
    }
}
