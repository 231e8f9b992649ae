//! What people have elsewhere: looked at, and put into the keychain where it was chosen. Between the two nothing of it is
//! kept; it is read once more.

use std::path::PathBuf;

use slipway_api::error::ErrorDocument;
use slipway_api::window::call::Nothing;
use slipway_api::window::credentials::CredentialName;
use slipway_api::window::found_credentials::{
    FoundCredential, FoundCredentialsDocument, ImportCredentialsArgs, ImportedCredentialsDocument,
};
use slipway_api::window::topic::Topic;
use slipway_app::{FoundCredential as Found, found_credentials};
use slipway_domain::credential::{CredentialId, Known, Scope, shown};
use slipway_domain::problem::{Code, Problem};

use super::held::take_up;
use super::misnamed;
use super::wish::scope_of;
use crate::answer::{Answered, done, read};
use crate::session::Session;

/// What people have elsewhere and could be put into the keychain.
pub(crate) async fn find(session: &Session, _: Nothing) -> Answered<FoundCredentialsDocument> {
    let known = session.inner.kept.wallet().known().await?;
    let (found, missed) = all(session).await;
    let found = found.iter().map(|one| document(one, &known)).collect();
    let missed = missed.iter().map(|problem| ErrorDocument::from(problem).error).collect();
    read(FoundCredentialsDocument { found, missed }, [Topic::Credentials])
}

/// Puts what was chosen into the keychain, and takes up what was chosen of what it holds. What is known already is left as
/// it is.
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
    for id in &args.held {
        match take_up(session, id).await {
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
async fn all(session: &Session) -> (Vec<Found>, Vec<Problem>) {
    let mut folders: Vec<PathBuf> =
        session.inner.settings.repositories().into_iter().map(|one| one.folder).collect();
    if folders.is_empty() {
        folders.push(session.inner.kept.folder().to_owned());
    }
    let (mut all, mut missed): (Vec<Found>, Vec<Problem>) = (Vec::new(), Vec::new());
    for folder in folders {
        match found_credentials(None, &folder).await {
            Ok(here) => {
                for one in here.found {
                    if all.iter().all(|known| key_of(known) != key_of(&one)) {
                        all.push(one);
                    }
                }
                missed.extend(here.missed);
            }
            Err(problem) => missed.push(problem),
        }
    }
    missed.sort_by(|one, other| one.message.cmp(&other.message));
    missed.dedup_by(|one, other| one.message == other.message);
    (all, missed)
}

/// What names a credential that was found: no two of one kind and name are taken from one place.
fn key_of(found: &Found) -> String {
    format!("{}/{}/{}", found.kind, found.name, found.from)
}

fn document(found: &Found, known: &[Known]) -> FoundCredential {
    let id = CredentialId::new(Scope::Global, found.kind, &found.name).ok();
    let is_known = known.iter().any(|one| Some(&one.id) == id.as_ref());
    FoundCredential {
        key: key_of(found),
        kind: found.kind,
        name: found.name.clone(),
        from: found.from.clone(),
        shown: found.shown.clone(),
        known: is_known,
        empty: found.parts.is_none(),
        lacks: found.lacks.iter().map(|part| (*part).to_owned()).collect(),
        proposed: found.is_likely && found.lacks.is_empty() && found.parts.is_some() && !is_known,
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
        let mut found = Found {
            kind: Kind::Plain,
            name: "TOKEN".into(),
            parts: Some(parts),
            from: "~/code/recipes/.env".into(),
            shown: None,
            lacks: Vec::new(),
            is_likely: true,
        };
        let told = document(&found, &[]);
        assert_eq!((told.key.as_str(), told.empty), ("plain/TOKEN/~/code/recipes/.env", false));
        assert!(told.proposed);
        assert!(!serde_json::to_string(&told).unwrap().contains("hunter22"));
        found.is_likely = false;
        assert!(!document(&found, &[]).proposed, "it only stands beside secrets");
    }
}
