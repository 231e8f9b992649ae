//! Trying credentials: those that are there, and one before it is put there.

use std::collections::BTreeMap;

use slipway_api::window::call::Nothing;
use slipway_api::window::credential_values::AddCredentialArgs;
use slipway_api::window::credentials::{
    CredentialArgs, CredentialName, CredentialTest, TriedAllDocument, TriedDocument,
};
use slipway_api::window::topic::Topic;
use slipway_domain::credential::{CredentialId, Known, Tested, shown};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Trials;

use super::change::parts;
use super::known;
use super::wish::id_of;
use crate::answer::{Answered, done};
use crate::session::Session;

/// Tries a credential.
pub(crate) async fn test(session: &Session, args: CredentialArgs) -> Answered<TriedDocument> {
    let known = known(session, &args.id).await?;
    let trials = trials_for(session, &known.id).await?;
    let tested = session.inner.kept.wallet().test(&known, &trials).await?;
    session.changed(vec![Topic::Credentials]);
    done(TriedDocument { test: CredentialTest::of(Some(&tested)) })
}

/// Tries all of them, one after the other: they may be for the same server. What cannot be asked whether one is good keeps
/// the others from nothing; a keychain that cannot be asked keeps all of them.
pub(crate) async fn test_all(session: &Session, _: Nothing) -> Answered<TriedAllDocument> {
    let wallet = session.inner.kept.wallet();
    let (mut works, mut untried, mut refused, mut failed) = (0, 0, Vec::new(), None);
    for known in wallet.known().await? {
        let trials = trials_for(session, &known.id).await?;
        match wallet.test(&known, &trials).await {
            Ok(tested) => match tested.works {
                Some(true) => works += 1,
                Some(false) => refused.push(CredentialName::from(&known.id)),
                None => untried += 1,
            },
            Err(problem) if problem.code.is_of_the_keychain() => return Err(problem),
            Err(problem) => failed = Some(problem),
        }
    }
    session.changed(vec![Topic::Credentials]);
    match failed {
        Some(problem) => Err(problem),
        None => done(TriedAllDocument { works, untried, refused }),
    }
}

/// Tries what is not in the keychain yet.
pub(crate) async fn try_before(session: &Session, args: AddCredentialArgs) -> Answered<TriedDocument> {
    let AddCredentialArgs { credential, values, file, ask } = args;
    let id = id_of(&credential)?;
    let parts = parts(id.kind, BTreeMap::new(), values, file.as_deref()).await?;
    let trials = trials_for(session, &id).await?;
    let trial = trials.get(&id.kind).ok_or_else(|| {
        Problem::new(Code::Usage, format!("there is nothing to try a credential of kind {} on", id.kind))
    })?;
    let now = session.inner.kept.wallet().clock.now();
    let (fields, shown) = (parts.open(), shown(&parts));
    let known =
        Known { id, fields, shown, ask, added: now, rotated: None, used: None, tested: None, removed: false };
    let tried = trial.attempt(&known, &parts).await?;
    let tested = Tested { at: now, works: tried.works, said: tried.said };
    done(TriedDocument { test: CredentialTest::of(Some(&tested)) })
}

/// Those who know how to try. The project that a credential is for says which certificates are trusted.
async fn trials_for(session: &Session, id: &CredentialId) -> Result<Trials, Problem> {
    let project = id.scope.project();
    let all = session.inner.settings.repositories();
    let known = all.into_iter().find(|one| Some(one.project.as_str()) == project);
    let Some(repository) = known else { return slipway_app::trials(None) };
    let project = session.project(&repository.project).await?;
    slipway_app::trials(Some((&project.policy, &repository.folder)))
}
