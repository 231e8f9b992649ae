//! Who can open a sealed file.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest as _, Sha256};

use super::SealedError;

/// The longest name of a recipient.
const LONGEST: usize = 100;

/// What kind of public key a recipient has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// An age key (X25519), `age1…`.
    Age,
    /// An SSH key, ed25519 or RSA.
    Ssh,
}

/// Somebody who can open a sealed file: a name for people, and a public key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    name: String,
    key: String,
}

impl Recipient {
    /// The recipient of that name with that key: `age1…`, or the line of a `.pub` file, whose comment is left out.
    pub fn new(name: &str, key: &str) -> Result<Self, SealedError> {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        if name.is_empty() || name.len() > LONGEST || !name.chars().all(fine) {
            return Err(SealedError::Name(name.to_owned()));
        }
        Ok(Self { name: name.to_owned(), key: bare(key)? })
    }

    /// What people call them.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Their public key, `age1…` or `ssh-ed25519 AAAA…`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What kind of key it is.
    pub fn kind(&self) -> KeyKind {
        if self.key.starts_with("age1") { KeyKind::Age } else { KeyKind::Ssh }
    }

    /// What a person compares: an SSH key's fingerprint as OpenSSH shows it, an age key itself.
    pub fn shown(&self) -> String {
        let print = self.key.split_once(' ').and_then(|(_, blob)| STANDARD.decode(blob).ok());
        match print {
            Some(blob) => format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(blob))),
            None => self.key.clone(),
        }
    }
}

/// The key alone, without a comment. What is a private key is refused without being repeated.
fn bare(key: &str) -> Result<String, SealedError> {
    let refused = |why: &str| Err(SealedError::Key(why.to_owned()));
    let key = key.trim();
    if key.contains("PRIVATE KEY") || key.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-") {
        return refused("this is a private key; a file is sealed for the public one");
    }
    let mut words = key.split_whitespace();
    match (words.next().unwrap_or_default(), words.next()) {
        (age, None) if age.starts_with("age1") && age.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Ok(age.to_owned())
        }
        (kind @ ("ssh-ed25519" | "ssh-rsa"), Some(blob)) if is_blob(kind, blob) => {
            Ok(format!("{kind} {blob}"))
        }
        (kind, Some(_)) if kind.starts_with("ecdsa-") || kind.starts_with("sk-") => {
            refused(&format!("a file cannot be sealed for a key of type {kind}"))
        }
        _ => refused("this is no public key that a file can be sealed for"),
    }
}

/// Whether it is a public key of that type: its own first word says so (RFC 4253, 6.6).
fn is_blob(kind: &str, blob: &str) -> bool {
    let Ok(bytes) = STANDARD.decode(blob) else { return false };
    let length = u32::try_from(kind.len()).unwrap_or_default().to_be_bytes();
    bytes
        .strip_prefix(&length)
        .is_some_and(|rest| rest.starts_with(kind.as_bytes()) && rest.len() > kind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDLCp0NsL1rGFJcM6Lt3H3bribo9PMF6w1BpFkWWwDP5";
    const AGE: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

    #[test]
    fn a_comment_is_no_part_of_a_key() {
        let ann = Recipient::new("ann", &format!(" {ED25519} ann@laptop\n")).unwrap();
        assert_eq!((ann.name(), ann.key(), ann.kind()), ("ann", ED25519, KeyKind::Ssh));
        assert!(ann.shown().starts_with("SHA256:") && ann.shown().len() == 50, "{}", ann.shown());
        let ci = Recipient::new("build-laptop", AGE).unwrap();
        assert_eq!((ci.kind(), ci.shown()), (KeyKind::Age, AGE.to_owned()));
    }

    #[test]
    fn what_no_file_can_be_sealed_for_is_refused_and_a_private_key_is_not_repeated() {
        let secret = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
        let other_type = ED25519.replacen("ssh-ed25519", "ssh-rsa", 1);
        for key in
            [secret, "", "ssh-ed25519", "ssh-ed25519 !", &other_type, "ecdsa-sha2-nistp256 AAAA", "age1 x y"]
        {
            let said = Recipient::new("ann", key).unwrap_err().to_string();
            assert!(!said.contains("778VQ"), "{said}");
        }
        for name in ["", "a b", "a/b", "a\n", &"a".repeat(101)] {
            assert!(Recipient::new(name, AGE).is_err(), "{name:?}");
        }
    }
}
