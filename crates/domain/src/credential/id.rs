//! Which credential is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Kind, Scope};
use crate::config::is_name;
use crate::repository::registry_at;

/// The most characters of a credential's name.
const LONGEST: usize = 200;

/// A credential: its scope, its kind and its name. `Display` gives what it is kept under in the keychain, which never
/// changes: `global/registry/ghcr.io`, `project/recipes/plain/NPM_TOKEN`,
/// `environment/recipes/production/ssh-key/deploy`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CredentialId {
    /// Where it applies.
    pub scope: Scope,
    /// What it is.
    pub kind: Kind,
    name: String,
}

/// Why there can be no such credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The name has characters that none may have, or too many of them.
    #[error(
        "`{0}` is no name for a credential: letters, digits and `-`, `_`, `.`, `:`, `@`, at most {LONGEST} of them"
    )]
    Name(String),
    /// A registry's login is called as the registry.
    #[error("`{0}` is no registry's address, and a registry's login is called as the registry")]
    Registry(String),
    /// The text is nothing that a credential is kept under.
    #[error("`{0}` names no credential")]
    Text(String),
}

impl CredentialId {
    /// The credential of that name. A registry gets its one name, `docker.io` for `index.docker.io`.
    pub fn new(scope: Scope, kind: Kind, name: &str) -> Result<Self, IdError> {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@');
        if name.is_empty() || name.len() > LONGEST || !name.chars().all(fine) {
            return Err(IdError::Name(name.to_owned()));
        }
        let name = match kind {
            Kind::Registry => registry_at(name).ok_or_else(|| IdError::Registry(name.to_owned()))?,
            _ => name.to_owned(),
        };
        Ok(Self { scope, kind, name })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.scope {
            Scope::Global => f.write_str("global")?,
            Scope::Project { project } => write!(f, "project/{project}")?,
            Scope::Environment { project, environment } => write!(f, "environment/{project}/{environment}")?,
        }
        write!(f, "/{}/{}", self.kind.word(), self.name)
    }
}

impl FromStr for CredentialId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::Text(text.to_owned());
        let parts: Vec<&str> = text.split('/').collect();
        let named = |names: &[&str]| names.iter().all(|name| is_name(name));
        let (scope, kind, name) = match parts.as_slice() {
            ["global", kind, name] => (Scope::Global, kind, name),
            ["project", project, kind, name] if named(&[project]) => {
                (Scope::Project { project: (*project).to_owned() }, kind, name)
            }
            ["environment", project, environment, kind, name] if named(&[project, environment]) => {
                let (project, environment) = ((*project).to_owned(), (*environment).to_owned());
                (Scope::Environment { project, environment }, kind, name)
            }
            _ => return Err(wrong()),
        };
        Self::new(scope, Kind::of_word(kind).ok_or_else(wrong)?, name)
    }
}

impl TryFrom<String> for CredentialId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<CredentialId> for String {
    fn from(id: CredentialId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_is_kept_under_leads_back_to_it() {
        let [narrow, project, global] =
            Scope::around(Some("recipes"), Some("production")).try_into().unwrap();
        for (scope, kind, name, kept) in [
            (narrow, Kind::SshKey, "deploy", "environment/recipes/production/ssh-key/deploy"),
            (project, Kind::Plain, "NPM_TOKEN", "project/recipes/plain/NPM_TOKEN"),
            (
                global.clone(),
                Kind::Registry,
                "registry.example.com:5000",
                "global/registry/registry.example.com:5000",
            ),
            (global, Kind::Registry, "index.docker.io", "global/registry/docker.io"),
        ] {
            let id = CredentialId::new(scope, kind, name).unwrap();
            assert_eq!(id.to_string(), kept);
            assert_eq!(kept.parse::<CredentialId>().unwrap(), id);
        }
    }

    #[test]
    fn what_could_be_taken_for_another_is_none() {
        for name in ["", "a/b", "a b", "ä", "a\n", &"a".repeat(201)] {
            assert!(CredentialId::new(Scope::Global, Kind::Plain, name).is_err(), "{name:?}");
        }
        for text in ["global/plain", "global/secret/x", "project/A B/plain/x", "environment/a/plain/x", ""] {
            assert!(text.parse::<CredentialId>().is_err(), "{text}");
        }
    }
}
