//! The way in which PEM files were encrypted before PKCS#8 (RFC 1421, as OpenSSL fills it in), which OpenSSH still writes with
//! `-m PEM`.

use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockDecryptMut, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::Decryptor;
use md5::{Digest, Md5};
use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use zeroize::Zeroizing;

use super::key::Unfit;

/// The RSA key in such a file.
pub(super) fn read(text: &str, passphrase: Option<&str>) -> Result<RsaPrivateKey, Unfit> {
    let (cipher, iv) = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("DEK-Info: ")?.split_once(','))
        .ok_or(Unfit::Unreadable)?;
    let iv: [u8; 16] = hex(iv.trim()).and_then(|iv| iv.try_into().ok()).ok_or(Unfit::OldEncryption)?;
    let passphrase = passphrase.ok_or(Unfit::Locked)?.as_bytes();
    let mut content = Zeroizing::new(body(text).ok_or(Unfit::Unreadable)?);
    let plain = match cipher {
        "AES-128-CBC" => decrypt::<Decryptor<Aes128>>(&derived(passphrase, &iv, 16), &iv, &mut content),
        "AES-192-CBC" => decrypt::<Decryptor<Aes192>>(&derived(passphrase, &iv, 24), &iv, &mut content),
        "AES-256-CBC" => decrypt::<Decryptor<Aes256>>(&derived(passphrase, &iv, 32), &iv, &mut content),
        _ => return Err(Unfit::OldEncryption),
    };
    let key = plain.and_then(|der| RsaPrivateKey::from_pkcs1_der(der).ok());
    key.ok_or(Unfit::WrongPassphrase)
}

fn decrypt<'c, D: KeyIvInit + BlockDecryptMut>(
    key: &[u8],
    iv: &[u8],
    content: &'c mut [u8],
) -> Option<&'c [u8]> {
    let plain = D::new_from_slices(key, iv).ok()?.decrypt_padded_mut::<NoPadding>(content).ok()?;
    // What fills the last block up says how much that is (RFC 5652, 6.3).
    let filled = usize::from(*plain.last()?);
    let (plain, filling) = plain.split_at_checked(plain.len().checked_sub(filled)?)?;
    filling.iter().all(|byte| usize::from(*byte) == filled).then_some(plain)
}

/// The key that a passphrase gives (OpenSSL, EVP_BytesToKey with MD5 and one round).
fn derived(passphrase: &[u8], iv: &[u8; 16], length: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(48));
    let mut before = Zeroizing::new(Vec::with_capacity(16));
    while key.len() < length {
        let round =
            Md5::new().chain_update(&*before).chain_update(passphrase).chain_update(&iv[..8]).finalize();
        key.extend_from_slice(&round);
        before.clear();
        before.extend_from_slice(&round);
    }
    key.truncate(length);
    key
}

/// What stands below the lines that say how it is encrypted.
fn body(text: &str) -> Option<Vec<u8>> {
    let lines = text.lines().map(str::trim).skip_while(|line| !line.is_empty());
    let encoded: String = lines.take_while(|line| !line.starts_with("-----END")).collect();
    let encoded = Zeroizing::new(encoded);
    STANDARD.decode(encoded.as_bytes()).ok()
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
