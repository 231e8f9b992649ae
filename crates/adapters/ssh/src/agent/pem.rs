//! RSA keys in PEM files, as OpenSSH and OpenSSL once wrote them.

use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::PublicKeyParts;
use ssh_key::Mpint;
use ssh_key::public::{KeyData, RsaPublicKey};

use super::key::Unfit;
use super::old_pem;

/// Whether a text is a key in a PEM file, and not in OpenSSH's own form.
pub(super) fn is_pem(text: &str) -> bool {
    text.starts_with("-----BEGIN ") && !text.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----")
}

/// The key in it, decrypted.
pub(super) fn read(text: &str, passphrase: Option<&str>) -> Result<RsaPrivateKey, Unfit> {
    let first = text.lines().next().unwrap_or_default();
    match first.trim() {
        "-----BEGIN RSA PRIVATE KEY-----" if text.contains("Proc-Type: 4,ENCRYPTED") => {
            old_pem::read(text, passphrase)
        }
        "-----BEGIN RSA PRIVATE KEY-----" => {
            RsaPrivateKey::from_pkcs1_pem(text).map_err(|_| Unfit::Unreadable)
        }
        "-----BEGIN PRIVATE KEY-----" => RsaPrivateKey::from_pkcs8_pem(text).map_err(|_| Unfit::Kind),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----" => {
            let passphrase = passphrase.ok_or(Unfit::Locked)?;
            RsaPrivateKey::from_pkcs8_encrypted_pem(text, passphrase).map_err(|_| Unfit::WrongPassphrase)
        }
        _ => Err(Unfit::Kind),
    }
}

/// The public half of a key.
pub(super) fn public(key: &RsaPrivateKey) -> Option<ssh_key::PublicKey> {
    let number = |number: &rsa::BigUint| Mpint::from_positive_bytes(&number.to_bytes_be()).ok();
    let data = RsaPublicKey { e: number(key.e())?, n: number(key.n())? };
    Some(ssh_key::PublicKey::new(KeyData::Rsa(data), ""))
}
