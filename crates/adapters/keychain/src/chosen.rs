//! Which keychain a person chose.

use std::path::PathBuf;
use std::sync::Arc;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Keychain;

use crate::file::EncryptedFile;
use crate::key::Key;
use crate::refused::Refused;
use crate::system::{SystemKeychain, Unlocking};

/// Which keychain is used: `system`, or `file:PATH`.
const VARIABLE: &str = "SLIPWAY_KEYCHAIN";
/// The number of the descriptor that gives the key of an encrypted file.
pub(crate) const DESCRIPTOR_VARIABLE: &str = "SLIPWAY_KEYCHAIN_KEY_FD";
/// The key of an encrypted file. It reaches no child of this process and no build.
pub const KEY_VARIABLE: &str = "SLIPWAY_KEYCHAIN_KEY";

/// What the variables choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The one of the operating system, without a word about it as well.
    System,
    /// An encrypted file, whose key a variable holds.
    File(PathBuf),
    /// An encrypted file, whose key the descriptor of that number gives.
    FileWithDescriptor(PathBuf, u32),
}

impl Choice {
    /// What variables choose. An empty one counts as not set. A file is never chosen but by its name.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let chosen = variable(VARIABLE);
        let path = match chosen.as_deref() {
            None | Some("system") => return Ok(Self::System),
            Some(chosen) => chosen.strip_prefix("file:").filter(|path| !path.is_empty()),
        };
        let Some(path) = path.map(PathBuf::from) else {
            let message = format!("{VARIABLE} is `{}`", chosen.unwrap_or_default());
            return Err(
                Problem::new(Code::Usage, message).hint(format!("{VARIABLE} is `system`, or `file:PATH`"))
            );
        };
        match (variable(KEY_VARIABLE), variable(DESCRIPTOR_VARIABLE)) {
            (Some(_), None) => Ok(Self::File(path)),
            (None, Some(number)) => match number.parse() {
                Ok(number) => Ok(Self::FileWithDescriptor(path, number)),
                Err(_) => {
                    let message =
                        format!("{DESCRIPTOR_VARIABLE} is `{number}`, which is no descriptor's number");
                    Err(Problem::new(Code::Usage, message).hint("give the number of a descriptor, such as 3"))
                }
            },
            (Some(_), Some(_)) => {
                let message = format!("both {KEY_VARIABLE} and {DESCRIPTOR_VARIABLE} are set");
                Err(Problem::new(Code::Usage, message).hint("set one of them"))
            }
            (None, None) => {
                let message =
                    format!("{VARIABLE} names {}, and there is no key to open it with", path.display());
                Err(Problem::new(Code::KeychainLocked, message).hint(format!(
                    "number a descriptor that gives it in {DESCRIPTOR_VARIABLE}, or set {KEY_VARIABLE}"
                )))
            }
        }
    }
}

/// A choice with what it takes, made once per process: a descriptor gives its key only once.
pub enum Chosen {
    /// The one of the operating system.
    System,
    /// An encrypted file and its key.
    File(PathBuf, Key),
    /// What was chosen cannot be had. Whoever asks for a credential hears why.
    Refused(Problem),
}

impl Chosen {
    /// What variables choose, with the key read.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let chosen = Choice::of(&variable).and_then(|choice| match choice {
            Choice::System => Ok(Self::System),
            Choice::File(path) => {
                let key = variable(KEY_VARIABLE).unwrap_or_default();
                Ok(Self::File(path, Key::from_variable(&key)?))
            }
            Choice::FileWithDescriptor(path, number) => Ok(Self::File(path, Key::from_descriptor(number)?)),
        });
        chosen.unwrap_or_else(Self::Refused)
    }

    /// The keychain. Nothing is reached before something is asked.
    pub fn keychain(&self, unlocking: Unlocking) -> Arc<dyn Keychain> {
        match self {
            Self::System => Arc::new(SystemKeychain::new(unlocking)),
            Self::File(path, key) => Arc::new(EncryptedFile::new(path.clone(), key.clone())),
            Self::Refused(problem) => Arc::new(Refused(problem.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(variables: &[(&str, &str)]) -> Result<Choice, Problem> {
        let variable =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Choice::of(variable)
    }

    #[test]
    fn the_systems_keychain_is_used_unless_a_file_is_named() {
        for variables in [
            vec![],
            vec![("SLIPWAY_KEYCHAIN", "")],
            vec![("SLIPWAY_KEYCHAIN", "system")],
            vec![("SLIPWAY_KEYCHAIN_KEY", "k"), ("SLIPWAY_KEYCHAIN_KEY_FD", "3")],
        ] {
            assert_eq!(choice(&variables), Ok(Choice::System), "{variables:?}");
        }
    }

    #[test]
    fn a_file_is_named_with_where_its_key_comes_from() {
        let file = ("SLIPWAY_KEYCHAIN", "file:/srv/keys.age");
        assert_eq!(choice(&[file, ("SLIPWAY_KEYCHAIN_KEY", "k")]), Ok(Choice::File("/srv/keys.age".into())));
        assert_eq!(
            choice(&[file, ("SLIPWAY_KEYCHAIN_KEY_FD", "3"), ("SLIPWAY_KEYCHAIN_KEY", "")]),
            Ok(Choice::FileWithDescriptor("/srv/keys.age".into(), 3))
        );
    }

    #[test]
    fn what_cannot_be_had_is_told_and_nothing_is_used_in_its_place() {
        let file = ("SLIPWAY_KEYCHAIN", "file:/srv/keys.age");
        for (variables, code) in [
            (vec![file], Code::KeychainLocked),
            (vec![file, ("SLIPWAY_KEYCHAIN_KEY", "k"), ("SLIPWAY_KEYCHAIN_KEY_FD", "3")], Code::Usage),
            (vec![file, ("SLIPWAY_KEYCHAIN_KEY_FD", "x")], Code::Usage),
            (vec![("SLIPWAY_KEYCHAIN", "file:"), ("SLIPWAY_KEYCHAIN_KEY", "k")], Code::Usage),
            (vec![("SLIPWAY_KEYCHAIN", "/srv/keys.age")], Code::Usage),
        ] {
            let problem = choice(&variables).unwrap_err();
            assert_eq!(problem.code, code, "{variables:?}");
            assert!(problem.hint.is_some());
        }
    }
}
