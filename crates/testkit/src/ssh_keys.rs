//! SSH key pairs made for one test.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::run;
use crate::error::{Doing, Result};

/// An ed25519 key pair without a passphrase.
#[derive(Debug, Clone)]
pub struct KeyPair {
    private: PathBuf,
    public: String,
}

impl KeyPair {
    /// Makes a new pair in `file` and `file.pub`, replacing what was there.
    pub fn generate(file: &Path) -> Result<Self> {
        let _ = fs::remove_file(file);
        let path = file.to_string_lossy();
        run(&["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "slipway-test", "-f", &path])?;
        let public =
            fs::read_to_string(file.with_extension("pub")).doing(|| format!("reading {path}.pub"))?;
        Ok(Self { private: file.to_owned(), public: public.trim().to_owned() })
    }

    /// The file of the private key.
    pub fn private(&self) -> &Path {
        &self.private
    }

    /// The line for `authorized_keys`.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The key's kind and body without the comment, as `known_hosts` wants it.
    pub fn known(&self) -> String {
        self.public.split(' ').take(2).collect::<Vec<_>>().join(" ")
    }

    /// The fingerprint as OpenSSH shows it: `SHA256:…`.
    pub fn fingerprint(&self) -> Result<String> {
        let file = self.private.with_extension("pub");
        let shown = run(&["ssh-keygen", "-l", "-f", &file.to_string_lossy()])?;
        Ok(shown.stdout.split_whitespace().nth(1).unwrap_or_default().to_owned())
    }
}
