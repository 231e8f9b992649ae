//! Asking a person whether credentials may be used that are used only after a yes.

use async_trait::async_trait;
use slipway_domain::credential::Known;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};

/// What a person is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The credentials, each once.
    pub credentials: Vec<Known>,
    /// The operation that needs them; `None` for a look at a registry and the like.
    pub operation: Option<OperationId>,
}

impl Use {
    /// The credentials in words: `DATABASE_URL (recipes, environment production)`.
    pub fn named(&self) -> String {
        let one = |known: &Known| format!("{} ({})", known.id.name(), known.id.scope);
        self.credentials.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The problem that somebody said no.
    pub fn declined(&self) -> Problem {
        let message = format!("the use of {} was not allowed; nothing was opened", self.named());
        Problem::new(Code::CredentialDeclined, message)
    }
}

/// Somebody who can be asked.
#[async_trait]
pub trait Confirmation: Send + Sync {
    /// Whether the credentials may be used. Who cannot be asked is a problem that says what to do.
    async fn confirm(&self, what: &Use) -> Result<bool, Problem>;
}

/// Nobody can be asked here.
#[derive(Debug, Clone, Copy, Default)]
pub struct NobodyToAsk;

#[async_trait]
impl Confirmation for NobodyToAsk {
    async fn confirm(&self, what: &Use) -> Result<bool, Problem> {
        let verb = if what.credentials.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} {verb} used only after a person has allowed it, and nobody can be asked here",
            what.named()
        );
        let hint = "do it at a terminal, or store the credential without `--ask`";
        Err(Problem::new(Code::ConfirmationNeeded, message).hint(hint))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use slipway_domain::credential::{CredentialId, Kind, Scope};

    use super::*;

    #[test]
    fn what_is_asked_names_each_credential_and_where_it_applies() {
        let known = |scope, name| Known {
            id: CredentialId::new(scope, Kind::Plain, name).unwrap(),
            fields: Default::default(),
            shown: None,
            ask: true,
            added: Timestamp::UNIX_EPOCH,
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        };
        let project = Scope::Project { project: "recipes".into() };
        let what =
            Use { credentials: vec![known(project, "TOKEN"), known(Scope::Global, "URL")], operation: None };
        assert_eq!(what.named(), "TOKEN (project recipes), URL (every project)");
        assert_eq!(what.declined().code, Code::CredentialDeclined);
    }
}
