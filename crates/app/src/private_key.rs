//! What may be told of a private key without using it.

use slipway_domain::credential::ssh_key::read;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use ssh_key::PrivateKey;

/// What may be told of a private key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyFacts {
    /// Its type, such as `ssh-ed25519`; `None` of a key in another format than OpenSSH's own.
    pub algorithm: Option<String>,
    /// Its fingerprint, as `ssh-keygen -l` shows it.
    pub fingerprint: Option<String>,
    /// Its public half.
    pub public: Option<String>,
    /// Whether a passphrase protects it.
    pub protected: bool,
    /// Whether the passphrase opens it; `None` where none was given or none is needed.
    pub opens: Option<bool>,
}

/// Looks at a private key.
///
/// # Errors
/// `Usage` where the text is none. Nothing of it is told.
pub fn key_facts(text: &Secret, passphrase: Option<&Secret>) -> Result<KeyFacts, Problem> {
    let text = text.expose().trim();
    let Some(key) = read(text) else {
        return Err(Problem::new(Code::Usage, "this is no private key")
            .hint("choose the file without `.pub`; it begins with -----BEGIN OPENSSH PRIVATE KEY-----"));
    };
    let unusable = |why| Problem::new(Code::Usage, format!("this private key cannot be used: {why}"));
    let key = key.map_err(unusable)?;
    let (algorithm, fingerprint) = key.public.map(|public| (public.algorithm, public.fingerprint)).unzip();
    let protected = key.is_encrypted;
    let tried = passphrase.filter(|passphrase| protected && !passphrase.is_empty());
    // Older formats keep their public half with the private one, and are opened by nothing here.
    let whole = PrivateKey::from_openssh(text).ok();
    Ok(KeyFacts {
        algorithm,
        fingerprint,
        public: whole.as_ref().and_then(|key| key.public_key().to_openssh().ok()),
        protected,
        opens: whole.zip(tried).map(|(key, passphrase)| key.decrypt(passphrase.expose()).is_ok()),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_no_private_key_is_refused_without_its_text() {
        for text in ["hunter22", "ssh-ed25519 AAAAC3Nza ann", "-----BEGIN PUBLIC KEY-----\nAAAA\n"] {
            let refused = key_facts(&Secret::new(text), None).unwrap_err();
            assert_eq!(refused.code, Code::Usage);
            assert!(!format!("{refused:?}").contains("hunter22"));
        }
    }

    #[test]
    fn of_an_older_key_only_whether_it_is_protected_is_told() {
        let text = |more: &str| {
            Secret::new(format!(
                "-----BEGIN RSA PRIVATE KEY-----\n{more}AAAA\n-----END RSA PRIVATE KEY-----\n"
            ))
        };
        let open = key_facts(&text(""), None).unwrap();
        assert_eq!(open, KeyFacts::default());
        assert!(key_facts(&text("Proc-Type: 4,ENCRYPTED\n\n"), None).unwrap().protected);
    }

    #[test]
    fn a_key_is_told_by_its_public_half_and_only_its_passphrase_opens_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("id");
        let made = std::process::Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "open sesame", "-C", "deploy", "-f"])
            .arg(&file)
            .status()
            .unwrap();
        assert!(made.success());
        let text = Secret::new(std::fs::read_to_string(&file).unwrap());
        let public = std::fs::read_to_string(file.with_extension("pub")).unwrap();
        let opened = |passphrase: &str| key_facts(&text, Some(&Secret::new(passphrase))).unwrap();
        let facts = opened("open sesame");
        assert_eq!(facts.algorithm.as_deref(), Some("ssh-ed25519"));
        // The comment lies in the half that is encrypted.
        assert!(public.starts_with(facts.public.unwrap().trim_end()), "{public}");
        assert!(facts.fingerprint.unwrap().starts_with("SHA256:"));
        assert_eq!((facts.protected, facts.opens), (true, Some(true)));
        assert_eq!(opened("open barley").opens, Some(false));
        assert_eq!(key_facts(&text, None).unwrap().opens, None);
    }
}
