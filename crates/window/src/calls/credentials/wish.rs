//! A credential that may come to be: whether there can be one of that name, and what it would be used instead of.

use slipway_api::error::ErrorDocument;
use slipway_api::window::credentials::{CredentialName, CredentialWish, CredentialWishDocument};
use slipway_api::window::topic::Topic;
use slipway_domain::credential::{CredentialId, Known, Scope};
use slipway_domain::problem::{Code, Problem};

use super::misnamed;
use crate::answer::{Answered, read};
use crate::session::Session;

/// Whether there can be a credential of that name, and what it would be used instead of.
pub(crate) async fn check(session: &Session, wish: CredentialWish) -> Answered<CredentialWishDocument> {
    let document = match id_of(&wish) {
        Ok(id) => said(&id, &session.inner.kept.wallet().known().await?),
        Err(problem) => CredentialWishDocument {
            problem: Some(ErrorDocument::from(&problem).error),
            known: None,
            instead_of: None,
        },
    };
    read(document, [Topic::Credentials])
}

fn said(id: &CredentialId, known: &[Known]) -> CredentialWishDocument {
    let is_there = |id: &CredentialId| known.iter().any(|one| one.id == *id);
    let around = Scope::around(id.scope.project(), id.scope.environment());
    // The narrowest first, and the scope itself is the narrowest of those around it.
    let mut wider =
        around.into_iter().skip(1).filter_map(|scope| CredentialId::new(scope, id.kind, id.name()).ok());
    CredentialWishDocument {
        problem: None,
        known: is_there(id).then(|| id.to_string()),
        instead_of: wider.find(is_there).map(|wider| CredentialName::from(&wider)),
    }
}

/// Which credential is wished for.
pub(super) fn id_of(wish: &CredentialWish) -> Result<CredentialId, Problem> {
    let scope = scope_of(wish.project.as_deref(), wish.environment.as_deref())?;
    CredentialId::new(scope, wish.kind, wish.name.trim()).map_err(misnamed)
}

/// Where it is to apply.
pub(super) fn scope_of(project: Option<&str>, environment: Option<&str>) -> Result<Scope, Problem> {
    if project.is_none() && environment.is_some() {
        return Err(Problem::new(Code::Usage, "an environment belongs to a project"));
    }
    let narrowest = Scope::around(project, environment).into_iter().next();
    Ok(narrowest.unwrap_or(Scope::Global))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;

    use super::*;

    fn known(id: &str) -> Known {
        Known {
            id: id.parse().unwrap(),
            fields: Default::default(),
            shown: None,
            ask: false,
            added: Timestamp::UNIX_EPOCH,
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        }
    }

    #[test]
    fn the_narrowest_that_is_wider_is_the_one_that_is_replaced() {
        let all =
            [known("global/plain/URL"), known("project/recipes/plain/URL"), known("global/plain/TOKEN")];
        let said = |id: &str| {
            let said = said(&id.parse().unwrap(), &all);
            (said.known, said.instead_of.map(|one| one.id))
        };
        let wider = |id: &str| Some(id.to_owned());
        assert_eq!(said("environment/recipes/eu/plain/URL"), (None, wider("project/recipes/plain/URL")));
        assert_eq!(said("environment/billing/eu/plain/URL"), (None, wider("global/plain/URL")));
        assert_eq!(
            said("project/recipes/plain/URL"),
            (wider("project/recipes/plain/URL"), wider("global/plain/URL"))
        );
        assert_eq!(said("global/plain/TOKEN"), (wider("global/plain/TOKEN"), None));
    }

    #[test]
    fn an_environment_belongs_to_a_project() {
        assert_eq!(scope_of(None, None).unwrap(), Scope::Global);
        assert_eq!(scope_of(None, Some("eu")).unwrap_err().code, Code::Usage);
        assert_eq!(scope_of(Some("recipes"), None).unwrap().project(), Some("recipes"));
    }
}
