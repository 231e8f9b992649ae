//! Sealing and opening.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::{Decryptor, Encryptor};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::{Head, KeyKind, Recipient, SealedError, SealedText};
use slipway_domain::secret::Secret;
use zeroize::Zeroizing;

use crate::content;
use crate::key::Key;

/// The largest content that is sealed and opened, in bytes: nobody keeps that much in a sealed file, and it could fill
/// the memory.
const LARGEST: usize = 4 * 1024 * 1024;

/// The text of a sealed file for a project and environment (`of`), with these secrets, for these people. Both are sorted.
pub fn seal(
    of: &str,
    mut recipients: Vec<Recipient>,
    secrets: &BTreeMap<String, Secret>,
) -> Result<String, Problem> {
    recipients.sort();
    recipients.dedup();
    let head = Head { of: of.to_owned(), recipients, secrets: secrets.keys().cloned().collect() };
    let keys: Vec<Box<dyn age::Recipient>> = head.recipients.iter().map(key).collect::<Result<_, _>>()?;
    let encryptor =
        Encryptor::with_recipients(keys.iter().map(|key| key.as_ref() as _)).map_err(|why| failed(&why))?;
    let content = content::write(&head, secrets);
    if content.len() > LARGEST {
        return Err(failed(&"they are larger than 4 MiB together")
            .hint("keep large files elsewhere and seal what opens them"));
    }
    let sealed = encrypt(encryptor, content.as_bytes()).map_err(|why| failed(&why))?;
    Ok(head.with(&String::from_utf8_lossy(&sealed)))
}

/// The secrets of a sealed file, opened with the first key that it was sealed for; `None` where it was sealed for none of
/// them.
pub fn open(
    path: &str,
    text: &SealedText,
    keys: &[Key],
) -> Result<Option<BTreeMap<String, Secret>>, Problem> {
    let broken = |why: &str| {
        let message = format!("{path} cannot be opened: {why}");
        Problem::new(Code::SealedInvalid, message)
    };
    let decryptor = Decryptor::new_buffered(ArmoredReader::new(text.sealed.as_bytes()))
        .map_err(|_| broken("its encrypted part is damaged"))?;
    let reader = match decryptor.decrypt(keys.iter().map(Key::identity)) {
        Ok(reader) => reader,
        Err(age::DecryptError::NoMatchingKeys) => return Ok(None),
        Err(_) => return Err(broken("its encrypted part is damaged")),
    };
    let mut content = Zeroizing::new(String::new());
    let read = reader.take(LARGEST as u64 + 1).read_to_string(&mut content);
    if content.len() > LARGEST {
        return Err(broken("its secrets are larger than 4 MiB together"));
    }
    read.map_err(|_| broken("its encrypted part is damaged"))?;
    let secrets = content::read(&text.head, &content).ok_or_else(|| {
        let why = SealedError::PutTogether;
        broken(&why.to_string()).hint(why.hint())
    })?;
    Ok(Some(secrets))
}

fn encrypt(encryptor: Encryptor, content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut sealed = Vec::new();
    let armor = ArmoredWriter::wrap_output(&mut sealed, Format::AsciiArmor)?;
    let mut writer = encryptor.wrap_output(armor)?;
    writer.write_all(content)?;
    writer.finish()?.finish()?;
    Ok(sealed)
}

/// A recipient's public key as age takes it.
fn key(recipient: &Recipient) -> Result<Box<dyn age::Recipient>, Problem> {
    let unfit = || {
        let message = format!("nothing can be sealed for {}: its key cannot be used", recipient.name());
        let why = SealedError::Key(String::new());
        Problem::new(Code::SealedInvalid, message).hint(why.hint())
    };
    match recipient.kind() {
        KeyKind::Age => {
            let key: age::x25519::Recipient = recipient.key().parse().map_err(|_| unfit())?;
            Ok(Box::new(key))
        }
        KeyKind::Ssh => {
            let key: age::ssh::Recipient = recipient.key().parse().map_err(|_| unfit())?;
            Ok(Box::new(key))
        }
    }
}

fn failed(why: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::SealedInvalid, format!("the secrets could not be sealed: {why}"))
}
