//! The text of a sealed file: a head for everybody, and what is sealed.
//!
//! ```text
//! slipway-sealed: 1
//! for: recipes/production
//! recipient: ann ssh-ed25519 AAAA…
//! recipient: build-laptop age1…
//! secret: DATABASE_URL
//! secret: STRIPE_KEY
//! sum: 5f2c…
//!
//! -----BEGIN AGE ENCRYPTED FILE-----
//! …
//! -----END AGE ENCRYPTED FILE-----
//! ```
//!
//! Everything is sorted and in one form only, so that the same content is the same text. `sum` is of all other lines: both
//! sides of a merge have changed it, so git never puts two edits together without saying so, and what was put together
//! by hand is noticed by who cannot open it too. It protects from accidents; what protects from people is inside.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Recipient, SealedError};
use crate::config::is_variable_name;
use crate::digest::hex;

/// The format that this version writes.
pub const FORMAT: u32 = 1;

const FIRST: &str = "slipway-sealed: ";
const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";

/// What everybody can read of a sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// For which project and environment it is, `PROJECT/ENVIRONMENT`.
    pub of: String,
    /// Who can open it, sorted by name, each name once.
    pub recipients: Vec<Recipient>,
    /// The names of the secrets in it, sorted, each once.
    pub secrets: Vec<String>,
}

/// A sealed file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedText {
    /// What everybody can read of it.
    pub head: Head,
    /// What is sealed: an age file in its text form.
    pub sealed: String,
}

impl Head {
    /// The lines of the head, without the sum.
    fn lines(&self) -> String {
        let mut text = format!("{FIRST}{FORMAT}\nfor: {}\n", self.of);
        for recipient in &self.recipients {
            let _ = writeln!(text, "recipient: {} {}", recipient.name(), recipient.key());
        }
        for secret in &self.secrets {
            let _ = writeln!(text, "secret: {secret}");
        }
        text
    }

    /// What is put into the sealed part, so that no other head goes with it.
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.lines()))
    }

    /// The file of this head with what was sealed for its recipients.
    pub fn with(&self, sealed: &str) -> String {
        let (lines, sealed) = (self.lines(), sealed.trim().replace("\r\n", "\n"));
        format!("{lines}sum: {}\n\n{sealed}\n", sum(&lines, &sealed))
    }
}

impl SealedText {
    /// Reads a sealed file. Git may have turned its line ends into those of Windows.
    pub fn read(text: &str) -> Result<Self, SealedError> {
        let text = text.replace("\r\n", "\n");
        if let Some(line) = text.lines().position(is_mark) {
            return Err(SealedError::Conflict { line: line + 1 });
        }
        is_ours(text.lines().next().unwrap_or_default())?;
        let (head, sealed) = text.split_once("\n\n").ok_or(SealedError::Empty)?;
        let sealed = sealed.trim().to_owned();
        if !sealed.starts_with(BEGIN) {
            return Err(SealedError::Empty);
        }
        let (head, said) = lines(head)?;
        match said == sum(&head.lines(), &sealed) {
            true => Ok(Self { head, sealed }),
            false => Err(SealedError::PutTogether),
        }
    }
}

/// Whether git has marked a conflict there (gitattributes, "conflict-marker-size").
fn is_mark(line: &str) -> bool {
    ["<<<<<<< ", ">>>>>>> ", "||||||| "].iter().any(|mark| line.starts_with(mark)) || line == "======="
}

fn is_ours(first: &str) -> Result<(), SealedError> {
    let format = first.strip_prefix(FIRST).ok_or(SealedError::Foreign)?;
    match format.trim().parse::<u32>() {
        Ok(FORMAT) => Ok(()),
        Ok(newer) if newer > FORMAT => Err(SealedError::Newer(newer)),
        _ => Err(SealedError::Foreign),
    }
}

/// The head that the lines are, and the sum that stands below it.
fn lines(text: &str) -> Result<(Head, String), SealedError> {
    let mut head = Head { of: String::new(), recipients: Vec::new(), secrets: Vec::new() };
    let mut sum = String::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let wrong = || SealedError::Line { line: index + 1 };
        let (key, value) = line.split_once(": ").ok_or_else(wrong)?;
        match key {
            "for" => head.of = value.to_owned(),
            "recipient" => {
                let (name, key) = value.split_once(' ').ok_or_else(wrong)?;
                head.recipients.push(Recipient::new(name, key)?);
            }
            "secret" if is_variable_name(value) => head.secrets.push(value.to_owned()),
            "sum" => sum = value.to_owned(),
            _ => return Err(wrong()),
        }
    }
    Ok((head, sum))
}

fn sum(head: &str, sealed: &str) -> String {
    hex(&Sha256::new().chain_update(head).chain_update(sealed).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGE: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    const SEALED: &str = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----";

    fn head() -> Head {
        Head {
            of: "recipes/production".to_owned(),
            recipients: vec![Recipient::new("ann", AGE).unwrap()],
            secrets: vec!["DATABASE_URL".to_owned(), "STRIPE_KEY".to_owned()],
        }
    }

    #[test]
    fn what_is_written_is_read_again_also_with_the_line_ends_of_windows() {
        let text = head().with(SEALED);
        let read = SealedText::read(&text).unwrap();
        assert_eq!(read, SealedText { head: head(), sealed: SEALED.to_owned() });
        assert_eq!(SealedText::read(&text.replace('\n', "\r\n")).unwrap(), read);
        assert_eq!(read.head.with(&read.sealed), text, "there is one form");
    }

    #[test]
    fn two_edits_that_were_put_together_are_noticed_without_any_key() {
        let text = head().with(SEALED);
        let merged = text.replace("secret: STRIPE_KEY\n", "");
        assert_eq!(SealedText::read(&merged), Err(SealedError::PutTogether));
        let marked = text.replace("sum: ", "<<<<<<< HEAD\nsum: ");
        assert_eq!(SealedText::read(&marked), Err(SealedError::Conflict { line: 6 }));
        assert!(SealedError::Conflict { line: 6 }.hint().contains("--ours"));
    }

    #[test]
    fn what_is_no_sealed_file_says_why() {
        let text = head().with(SEALED);
        for (text, why) in [
            (String::new(), SealedError::Foreign),
            ("DATABASE_URL=postgres://ann:hunter22@db".to_owned(), SealedError::Foreign),
            (text.replace("sealed: 1", "sealed: 2"), SealedError::Newer(2)),
            (text.replace("secret: STRIPE_KEY", "STRIPE_KEY=hunter22"), SealedError::Line { line: 5 }),
            (text.replace("secret: STRIPE_KEY", "secret: A B"), SealedError::Line { line: 5 }),
            (text.replace("BEGIN AGE", "BEGIN"), SealedError::Empty),
        ] {
            let found = SealedText::read(&text).unwrap_err();
            assert_eq!(found, why);
            assert!(!found.to_string().contains("hunter22"));
        }
    }
}
