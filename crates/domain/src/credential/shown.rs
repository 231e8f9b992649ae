//! What may be shown of a credential, so that people can compare it.

use super::{Kind, Parts, ssh_key};

/// What a person may compare and nobody can use: of an SSH key its type and fingerprint, as `ssh-keygen -l` shows it.
/// `None` where nothing can be told.
pub fn shown(parts: &Parts) -> Option<String> {
    match parts.kind() {
        Kind::SshKey => fingerprint(parts.get("private_key")?.expose()),
        Kind::AwsKey => parts.get("access_key_id").map(|id| id.expose().to_owned()),
        Kind::Registry => parts.get("user").map(|user| user.expose().to_owned()),
        Kind::AwsProfile => parts.get("profile").map(|profile| profile.expose().to_owned()),
        Kind::GitToken | Kind::SlackWebhook | Kind::SlackBot | Kind::Plain => None,
    }
}

/// Of a key in OpenSSH's own format, whose public half is never encrypted.
fn fingerprint(key: &str) -> Option<String> {
    ssh_key::read(key)?.ok()?.public.map(|public| public.shown())
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::secret::Secret;

    fn shown_of(kind: Kind, values: &[(&str, &str)]) -> Option<String> {
        let given = values.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
        shown(&Parts::new(kind, given).unwrap())
    }

    fn string(bytes: &[u8]) -> Vec<u8> {
        [&u32::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat()
    }

    #[test]
    fn a_keys_fingerprint_is_that_of_its_public_half() {
        let public = [string(b"ssh-ed25519"), string(&[7; 32])].concat();
        let one = 1u32.to_be_bytes().to_vec();
        let magic = b"openssh-key-v1\0".to_vec();
        let head = [magic, string(b"aes256-ctr"), string(b"bcrypt"), string(b"salt"), one].concat();
        let key = [head, string(&public), string(b"sealed")].concat();
        let text = format!(
            "-----BEGIN OPENSSH PRIVATE KEY-----\n{}\n-----END OPENSSH PRIVATE KEY-----\n",
            STANDARD.encode(&key)
        );
        let expected = format!("ssh-ed25519 SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(&public)));
        assert_eq!(shown_of(Kind::SshKey, &[("private_key", &text)]), Some(expected));
    }

    #[test]
    fn nothing_is_shown_of_what_is_no_such_key() {
        for text in ["hunter22", "-----BEGIN OPENSSH PRIVATE KEY-----\naHVudGVyMjI=\n", MAGIC_ALONE] {
            assert_eq!(shown_of(Kind::SshKey, &[("private_key", text)]), None);
        }
        assert_eq!(shown_of(Kind::Plain, &[("value", "hunter22")]), None);
        assert_eq!(shown_of(Kind::Registry, &[("user", "ann"), ("password", "p")]).as_deref(), Some("ann"));
    }

    /// The first bytes of a key, and no more.
    const MAGIC_ALONE: &str =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";
}
