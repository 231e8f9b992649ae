//! `slipway credentials list`

use slipway_api::credentials::{CredentialDocument, CredentialsDocument, KeychainDocument};
use slipway_app::repository::Repository;
use slipway_domain::credential::{CredentialId, Kind, Known, UsedBy, used_by, used_by_repository};
use slipway_domain::problem::Problem;
use slipway_engine::ports::KeychainState;

use super::place::Place;
use crate::context::Context;
use crate::{finish, show};

/// Executes it: those that apply to every project, and those of the project; where there is no project, all.
pub async fn execute(context: &Context) -> Result<u8, Problem> {
    let place = Place::open(context).await?;
    let mut known = place.wallet.known().await?;
    let applies = |one: &Known| {
        let own = one.id.scope.project();
        own.is_none() || place.project().is_none() || own == place.project()
    };
    known.retain(applies);
    let hosts = token_hosts(&known, &place).await;
    let credentials =
        known.iter().map(|one| CredentialDocument::of(one, uses(one, &place, &hosts))).collect();
    let keychain = &place.wallet.keychain;
    let state = keychain.state().await;
    let hindrance = keychain.hindrance(state).await;
    let strays = if state == KeychainState::Unlocked { strays(&place).await } else { 0 };
    let keychain = KeychainDocument { name: keychain.name(), state: state.into() };
    let document = CredentialsDocument { keychain, credentials };
    if context.global.json {
        finish::document(&document);
    } else {
        show::credentials::print(&document, hindrance.as_ref());
        if strays > 0 {
            let are = if strays == 1 { "is" } else { "are" };
            let strays = show::count(strays, "credential");
            show::line(&format!(
                "note: it holds {strays} that {are} not known here; to use them: `slipway credentials import keychain`"
            ));
        }
    }
    Ok(0)
}

/// How many the keychain holds that would apply here and are not known. What it does not tell now is not missed.
async fn strays(place: &Place) -> usize {
    let held = place.wallet.strays().await.unwrap_or_default();
    let applies = |id: &&CredentialId| {
        let own = id.scope.project();
        own.is_none() || place.project().is_none() || own == place.project()
    };
    held.iter().filter(applies).count()
}

/// The servers that git goes to by itself with a token, if there is any. Of a repository that cannot be read nothing is known.
async fn token_hosts(known: &[Known], place: &Place) -> Vec<String> {
    let any = known.iter().any(|one| one.id.kind == Kind::GitToken);
    let Some((_, root)) = place.policy.as_ref().filter(|_| any) else { return Vec::new() };
    match Repository::open(root).await {
        Ok(repository) => repository.token_hosts().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

fn uses(known: &Known, place: &Place, hosts: &[String]) -> Vec<String> {
    let Some((policy, _)) = &place.policy else { return Vec::new() };
    let uses = used_by(policy, &known.id).into_iter().chain(used_by_repository(policy, known, hosts));
    uses.map(|one: UsedBy| one.to_string()).collect()
}
