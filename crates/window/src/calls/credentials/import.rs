//! What people have elsewhere: looked at, and put into the keychain where it was chosen. Between the two nothing of it is
//! kept; it is read once more.

use std::path::PathBuf;

use slipway_api::error::{ErrorBody, ErrorDocument};
use slipway_api::window::call::Nothing;
use slipway_api::window::credentials::{
    CredentialName, FoundCredential, FoundCredentialsDocument, ImportCredentialsArgs,
    ImportedCredentialsDocument,
};
use slipway_api::window::topic::Topic;
use slipway_app::{FoundCredential as Found, found_credentials};
use slipway_domain::credential::{CredentialId, Known, Scope, shown};
use slipway_domain::problem::{Code, Problem};

use super::misnamed;
use super::wish::scope_of;
use crate::answer::{Answered, done};
use crate::session::Session;

/// What people have elsewhere and could be put into the keychain.
pub(crate) async fn find(session: &Session, _: Nothing) -> Answered<FoundCredentialsDocument> {
    let known = session.inner.kept.wallet().known().await?;
    let (found, problems) = all(session).await;
    let found = found.iter().map(|one| document(one, &known)).collect();
    done(FoundCredentialsDocument { found, problems })
}

/// Puts what was chosen into the keychain. What is there already is left as it is.
pub(crate) async fn import(
    session: &Session,
    args: ImportCredentialsArgs,
) -> Answered<ImportedCredentialsDocument> {
    let scope = scope_of(args.project.as_deref(), args.environment.as_deref())?;
    let (found, _) = all(session).await;
    let (mut put, mut problems) = (Vec::new(), Vec::new());
    for key in args.keys {
        match one(session, found.iter().find(|one| key_of(one) == key), &key, &scope).await {
            Ok(known) => put.push(CredentialName::from(&known.id)),
            Err(problem) => problems.push(ErrorDocument::from(&problem).error),
        }
    }
    session.changed(vec![Topic::Credentials]);
    done(ImportedCredentialsDocument { put, problems })
}

async fn one(session: &Session, found: Option<&Found>, key: &str, scope: &Scope) -> Result<Known, Problem> {
    let gone = || Problem::new(Code::CredentialUnknown, format!("{key} is not found any more"));
    let found = found.ok_or_else(gone)?;
    let parts = found.parts.as_ref().ok_or_else(|| {
        Problem::new(Code::Usage, format!("of {} only its name is known", found.name)).hint("set its value")
    })?;
    let id = CredentialId::new(scope.clone(), found.kind, &found.name).map_err(misnamed)?;
    let wallet = session.inner.kept.wallet();
    if wallet.known().await?.iter().any(|known| known.id == id) {
        let message = format!("{} ({}) is there already", id.name(), id.scope);
        return Err(Problem::new(Code::Usage, message).hint("rotate it to replace its value"));
    }
    wallet.add(id, parts, shown(parts), false).await
}

/// What is found from the folders of all projects, each once, with what could not be looked at.
async fn all(session: &Session) -> (Vec<Found>, Vec<ErrorBody>) {
    let mut folders: Vec<PathBuf> =
        session.inner.settings.repositories().into_iter().map(|one| one.folder).collect();
    if folders.is_empty() {
        folders.push(session.inner.kept.folder().to_owned());
    }
    let (mut all, mut problems): (Vec<Found>, Vec<ErrorBody>) = (Vec::new(), Vec::new());
    for folder in folders {
        match found_credentials(None, &folder).await {
            Ok(found) => {
                for one in found {
                    if all.iter().all(|known| key_of(known) != key_of(&one)) {
                        all.push(one);
                    }
                }
            }
            Err(problem) => problems.push(ErrorDocument::from(&problem).error),
        }
    }
    (all, problems)
}

/// What names a credential that was found: no two of one kind and name are taken from one place.
fn key_of(found: &Found) -> String {
    format!("{}/{}/{}", found.kind, found.name, found.from)
}

fn document(found: &Found, known: &[Known]) -> FoundCredential {
    let id = CredentialId::new(Scope::Global, found.kind, &found.name).ok();
    FoundCredential {
        key: key_of(found),
        kind: found.kind,
        name: found.name.clone(),
        from: found.from.clone(),
        shown: found.parts.as_ref().and_then(shown),
        known: known.iter().any(|one| Some(&one.id) == id.as_ref()),
        empty: found.parts.is_none(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_domain::credential::{Kind, Parts};
    use slipway_domain::secret::Secret;

    use super::*;

    #[test]
    fn what_was_found_is_told_without_its_value() {
        let parts = Parts::new(Kind::Plain, [("value".to_owned(), Secret::new("hunter22"))]).unwrap();
        let found = Found {
            kind: Kind::Plain,
            name: "TOKEN".into(),
            parts: Some(parts),
            from: "~/code/recipes/.env".into(),
        };
        let told = document(&found, &[]);
        assert_eq!((told.key.as_str(), told.empty), ("plain/TOKEN/~/code/recipes/.env", false));
        assert!(!serde_json::to_string(&told).unwrap().contains("hunter22"));
    }
}
