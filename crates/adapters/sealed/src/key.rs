//! The private keys that open sealed files.

use slipway_domain::credential::{Kind, Known, Parts};
use slipway_domain::problem::{Code, Problem};
use zeroize::Zeroizing;

/// A private key, ready to be used. It cannot be printed; its memory is wiped when it goes.
pub struct Key(Kept);

enum Kept {
    Age(age::x25519::Identity),
    Ssh(Box<age::ssh::Identity>),
}

impl Key {
    /// The key that a credential holds: of kind `ssh-key`, or an age identity of kind `plain`.
    pub fn of(known: &Known, parts: &Parts) -> Result<Self, Problem> {
        let name = known.id.name();
        match parts.kind() {
            Kind::SshKey => Self::ssh(name, parts),
            _ => Self::age(name, parts),
        }
    }

    /// What opens with it.
    pub(crate) fn identity(&self) -> &dyn age::Identity {
        match &self.0 {
            Kept::Age(identity) => identity,
            Kept::Ssh(identity) => &**identity,
        }
    }

    fn age(name: &str, parts: &Parts) -> Result<Self, Problem> {
        let value = parts.get("value").map(|value| value.expose()).unwrap_or_default();
        // A file as `age-keygen` writes it has comments around the key.
        let line = value.lines().map(str::trim).find(|line| line.starts_with("AGE-SECRET-KEY-"));
        let identity = line.and_then(|line| line.parse().ok());
        identity.map(|identity| Self(Kept::Age(identity))).ok_or_else(|| {
            Problem::new(Code::CredentialsFailed, format!("the credential {name} holds no age identity"))
                .hint("put the line that begins with AGE-SECRET-KEY-1 there: `slipway credentials rotate`")
        })
    }

    fn ssh(name: &str, parts: &Parts) -> Result<Self, Problem> {
        let unfit = |why: &str| {
            let message = format!("the SSH key {name} cannot open sealed files: {why}");
            Problem::new(Code::CredentialsFailed, message)
        };
        let text = parts.get("private_key").map(|key| key.expose()).unwrap_or_default();
        let text = Zeroizing::new(format!("{}\n", text.trim()));
        let identity = age::ssh::Identity::from_buffer(text.as_bytes(), None)
            .map_err(|_| unfit("it is no private key that OpenSSH writes"))?;
        let identity: age::ssh::Identity = match identity {
            age::ssh::Identity::Encrypted(key) => {
                let phrase = parts.get("passphrase").map(|phrase| phrase.expose()).unwrap_or_default();
                let phrase = age::secrecy::SecretString::from(phrase.to_owned());
                key.decrypt(phrase)
                    .map_err(|_| unfit("its passphrase is not the one that is kept with it"))?
                    .into()
            }
            age::ssh::Identity::Unsupported(_) => return Err(unfit("only ed25519 and RSA keys can")),
            open @ age::ssh::Identity::Unencrypted(_) => open,
        };
        Ok(Self(Kept::Ssh(Box::new(identity))))
    }
}
