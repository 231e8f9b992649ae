//! Private SSH keys, known by what they hold and not by what they are called. What is told of one needs no passphrase.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use sha2::{Digest as _, Sha256};

/// What the file of a private key says without its passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateKey {
    /// Whether it takes a passphrase.
    pub is_encrypted: bool,
    /// Its public key, where it stands in the file.
    pub public: Option<PublicKey>,
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// Its type, such as `ssh-ed25519`.
    pub algorithm: String,
    /// Its SHA-256, as `ssh-keygen -l` shows it: `SHA256:…`.
    pub fingerprint: String,
    /// What its owner calls it; empty where nobody said so.
    pub comment: String,
}

impl PublicKey {
    /// As a person may compare it.
    pub fn shown(&self) -> String {
        format!("{} {}", self.algorithm, self.fingerprint)
    }

    /// Of a line as in `id_ed25519.pub`, or as `ssh-add -L` writes it.
    pub fn of_line(line: &str) -> Option<Self> {
        let mut words = line.trim().splitn(3, [' ', '\t']);
        let (algorithm, blob, comment) = (words.next()?, words.next()?, words.next().unwrap_or_default());
        let key = Self::of_blob(&STANDARD.decode(blob).ok()?)?;
        (key.algorithm == algorithm).then(|| Self { comment: comment.trim().to_owned(), ..key })
    }

    fn of_blob(blob: &[u8]) -> Option<Self> {
        let algorithm = String::from_utf8(Fields(blob).next()?.to_vec()).ok()?;
        let printable = !algorithm.is_empty() && algorithm.bytes().all(|byte| byte.is_ascii_graphic());
        let fingerprint = format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(blob)));
        printable.then(|| Self { algorithm, fingerprint, comment: String::new() })
    }
}

/// What every private key of OpenSSH's own format begins with.
const MAGIC: &[u8] = b"openssh-key-v1\0";

/// What a file says of the private key that it holds. `None` if it holds none; an error if it is one and is damaged.
pub fn read(text: &str) -> Option<Result<PrivateKey, &'static str>> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let (label, rest) = text.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let is_known = matches!(label, "OPENSSH PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" | "PRIVATE KEY")
        || matches!(label.strip_suffix(" PRIVATE KEY"), Some("RSA" | "EC" | "DSA"));
    if !is_known {
        return None;
    }
    let Some((body, _)) = rest.split_once(&format!("-----END {label}-----")) else {
        return Some(Err("it has no end"));
    };
    Some(match label {
        "OPENSSH PRIVATE KEY" => of_openssh(body),
        label => of_pem(label, body),
    })
}

fn of_openssh(body: &str) -> Result<PrivateKey, &'static str> {
    const DAMAGED: &str = "it is no key that OpenSSH wrote, or is damaged";
    let bytes = decoded(body).ok_or(DAMAGED)?;
    let mut fields = Fields(bytes.strip_prefix(MAGIC).ok_or(DAMAGED)?);
    let cipher = fields.next().ok_or(DAMAGED)?;
    // How the passphrase is worked with, and its numbers.
    fields.next().and_then(|_| fields.next()).ok_or(DAMAGED)?;
    let keys = fields.number().ok_or(DAMAGED)?;
    if keys != 1 {
        return Err("it holds another number of keys than one");
    }
    let public = PublicKey::of_blob(fields.next().ok_or(DAMAGED)?).ok_or(DAMAGED)?;
    // Of the private part itself only that it is there.
    fields.next().filter(|private| !private.is_empty()).ok_or(DAMAGED)?;
    Ok(PrivateKey { is_encrypted: cipher != b"none", public: Some(public) })
}

/// A key of OpenSSL's formats. Its public key is not read: that would take the key apart.
fn of_pem(label: &str, body: &str) -> Result<PrivateKey, &'static str> {
    let (headers, base64) = match body.split_once("\n\n").or_else(|| body.split_once("\r\n\r\n")) {
        Some((headers, base64)) if headers.contains(':') => (headers, base64),
        _ => ("", body),
    };
    if decoded(base64).is_none_or(|bytes| bytes.is_empty()) {
        return Err("what stands in it is no base64");
    }
    let is_encrypted = label.starts_with("ENCRYPTED") || headers.contains("ENCRYPTED");
    Ok(PrivateKey { is_encrypted, public: None })
}

fn decoded(base64: &str) -> Option<Vec<u8>> {
    let compact: String = base64.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(compact).ok()
}

/// Texts with their length before them, as SSH writes them.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        usize::try_from(u32::from_be_bytes(*number)).ok()
    }

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (field, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }
}

#[cfg(test)]
mod tests;
