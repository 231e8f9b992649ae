//! A private key that signs.

use std::fmt;

use rsa::pkcs1v15::{self, SigningKey};
use rsa::rand_core::OsRng;
use rsa::sha2::{Sha256, Sha512};
use rsa::signature::{RandomizedSigner, SignatureEncoding, Signer};
use rsa::{BigUint, RsaPrivateKey};
use slipway_domain::credential::Parts;
use slipway_domain::problem::{Code, Problem};
use ssh_key::private::{KeypairData, RsaKeypair};
use ssh_key::{Algorithm, HashAlg, Signature};

use super::{pem, wire};

/// A private key, ready to sign. It cannot be printed, and its memory is wiped when it goes.
pub(crate) struct PrivateKey {
    name: String,
    public: ssh_key::PublicKey,
    blob: Vec<u8>,
    kept: Kept,
}

enum Kept {
    /// Signed with by hand: which hash is wanted is said by flags.
    Rsa(Box<RsaPrivateKey>),
    Other(Box<ssh_key::PrivateKey>),
}

impl PrivateKey {
    /// The key that a credential of kind `ssh-key` holds.
    pub(crate) fn of(name: &str, parts: &Parts) -> Result<Self, Problem> {
        let text = parts.get("private_key").map(|key| key.expose()).unwrap_or_default().trim();
        let passphrase = parts.get("passphrase").map(|phrase| phrase.expose());
        let unfit = |why: &Unfit| {
            let message = format!("the SSH key {name} cannot be used: {why}");
            Problem::new(Code::CredentialsFailed, message).hint(why.hint(name))
        };
        let read = match pem::is_pem(text) {
            true => pem::read(text, passphrase).and_then(Self::of_rsa),
            false => open(text, passphrase).and_then(Self::of_openssh),
        };
        let (public, kept) = read.map_err(|why| unfit(&why))?;
        let blob = public.to_bytes().map_err(|_| unfit(&Unfit::Unreadable))?;
        Ok(Self { name: name.to_owned(), public, blob, kept })
    }

    /// The public key as agents name it.
    pub(super) fn blob(&self) -> &[u8] {
        &self.blob
    }

    /// What the key is called where keys are listed.
    pub(super) fn comment(&self) -> &str {
        &self.name
    }

    /// Its fingerprint, as `ssh` tells it.
    pub(crate) fn fingerprint(&self) -> String {
        self.public.fingerprint(HashAlg::Sha256).to_string()
    }

    /// The public key as it stands in a `.pub` file.
    pub(super) fn public_line(&self) -> String {
        self.public.to_openssh().map(|line| line + "\n").unwrap_or_default()
    }

    /// A signature in the form of the protocol; `None` where the key cannot give what is asked for.
    pub(super) fn sign(&self, data: &[u8], flags: u32) -> Option<Vec<u8>> {
        let signature = match &self.kept {
            Kept::Rsa(key) => rsa_signature(key, data, flags)?,
            Kept::Other(key) => key.try_sign(data).ok()?,
        };
        signature.try_into().ok()
    }

    fn of_openssh(key: ssh_key::PrivateKey) -> Result<(ssh_key::PublicKey, Kept), Unfit> {
        let public = key.public_key().clone();
        let kept = match key.key_data() {
            KeypairData::Rsa(pair) => Kept::Rsa(Box::new(rsa_key(pair).ok_or(Unfit::Unreadable)?)),
            KeypairData::Ed25519(_) | KeypairData::Ecdsa(_) => Kept::Other(Box::new(key)),
            _ => return Err(Unfit::Kind),
        };
        Ok((public, kept))
    }

    fn of_rsa(key: RsaPrivateKey) -> Result<(ssh_key::PublicKey, Kept), Unfit> {
        let public = pem::public(&key).ok_or(Unfit::Unreadable)?;
        Ok((public, Kept::Rsa(Box::new(key))))
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.name)
    }
}

/// Why a text is no key that can be used. Nothing of the text stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    Unreadable,
    Locked,
    WrongPassphrase,
    OldEncryption,
    Kind,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "it is no private key in a form that OpenSSH writes",
            Self::Locked => "it has a passphrase, and none is kept with it",
            Self::WrongPassphrase => "its passphrase is not the one that is kept with it",
            Self::OldEncryption => "it is encrypted in a way that nobody should use any more",
            Self::Kind => "keys of its type cannot be kept in a keychain",
        })
    }
}

impl Unfit {
    fn hint(self, name: &str) -> String {
        match self {
            Self::Unreadable => {
                format!("put the whole file there: `slipway credentials rotate {name} < KEY-FILE`")
            }
            Self::Locked | Self::WrongPassphrase => {
                format!("give key and passphrase together: `slipway credentials rotate {name}`")
            }
            Self::OldEncryption => {
                "`ssh-keygen -p -f KEY-FILE` writes it anew in OpenSSH's own form; then rotate it here"
                    .to_owned()
            }
            Self::Kind => {
                "leave hardware keys with your own agent: Slipway passes requests on to it".to_owned()
            }
        }
    }
}

/// A key in OpenSSH's own form, decrypted.
fn open(text: &str, passphrase: Option<&str>) -> Result<ssh_key::PrivateKey, Unfit> {
    let key = ssh_key::PrivateKey::from_openssh(text).map_err(|_| Unfit::Unreadable)?;
    if !key.is_encrypted() {
        return Ok(key);
    }
    let passphrase = passphrase.ok_or(Unfit::Locked)?;
    key.decrypt(passphrase).map_err(|_| Unfit::WrongPassphrase)
}

/// The RSA key of its numbers.
fn rsa_key(pair: &RsaKeypair) -> Option<RsaPrivateKey> {
    let number = |number: &ssh_key::Mpint| number.as_positive_bytes().map(BigUint::from_bytes_be);
    let (public, private) = (&pair.public, &pair.private);
    let primes = vec![number(&private.p)?, number(&private.q)?];
    RsaPrivateKey::from_components(number(&public.n)?, number(&public.e)?, number(&private.d)?, primes).ok()
}

/// A signature with SHA-2, as the flags want it. SHA-1, which nobody should accept any more, is not given.
fn rsa_signature(key: &RsaPrivateKey, data: &[u8], flags: u32) -> Option<Signature> {
    // Blinded, so that how long it takes tells nothing of the key.
    let (hash, signed): (HashAlg, Result<pkcs1v15::Signature, _>) = if flags & wire::RSA_SHA2_512 != 0 {
        let key = SigningKey::<Sha512>::new(key.clone());
        (HashAlg::Sha512, key.try_sign_with_rng(&mut OsRng, data))
    } else if flags & wire::RSA_SHA2_256 != 0 {
        let key = SigningKey::<Sha256>::new(key.clone());
        (HashAlg::Sha256, key.try_sign_with_rng(&mut OsRng, data))
    } else {
        return None;
    };
    Signature::new(Algorithm::Rsa { hash: Some(hash) }, signed.ok()?.to_vec()).ok()
}
