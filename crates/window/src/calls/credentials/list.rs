//! What is known of credentials, what uses them, and what is needed and is none yet.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use slipway_api::window::call::Nothing;
use slipway_api::window::credentials::{
    CredentialBand, CredentialProject, CredentialRow, CredentialTest, CredentialUse, CredentialsDocument,
    FieldDocument, KindDocument,
};
use slipway_api::window::topic::Topic;
use slipway_domain::credential::{CredentialId, Kind, Known, Scope, used_by, used_by_repository};
use slipway_domain::problem::Problem;
use slipway_engine::project::Project;

use super::look::file_part;
use crate::answer::{Answered, read};
use crate::session::Session;

/// All credentials that are known here, and what is needed and is none yet.
pub(crate) async fn credentials(session: &Session, _: Nothing) -> Answered<CredentialsDocument> {
    let known = session.inner.kept.wallet().known().await?;
    session.inner.credentials.known(known.clone());
    let mut topics = vec![Topic::Credentials, Topic::Projects];
    let mut projects = Vec::new();
    // What a project that cannot be read needs is told once it can be.
    let tokens = known.iter().any(|one| one.id.kind == Kind::GitToken);
    for (repository, project) in session.all_projects().await {
        let Ok(project) = project else { continue };
        topics.push(Topic::Repository { project: project.name().to_owned() });
        let hosts = if tokens { token_hosts(&repository.folder).await } else { Vec::new() };
        projects.push(Uses { project, hosts });
    }
    let tried = slipway_app::trials(None)?;
    let can_be_tested = |kind: Kind| tried.contains_key(&kind);
    let mut rows: Vec<(Scope, CredentialRow)> = known
        .iter()
        .map(|one| (one.id.scope.clone(), row(one, uses_of(&projects, one), can_be_tested(one.id.kind))))
        .collect();
    for one in &projects {
        rows.extend(missing(&one.project, &projects).await?);
    }
    let document = CredentialsDocument {
        bands: bands(rows),
        kinds: Kind::ALL.map(|kind| of_kind(kind, can_be_tested(kind))).to_vec(),
        projects: projects.iter().map(|one| choice(&one.project)).collect(),
    };
    read(document, topics)
}

fn row(known: &Known, used_by: Vec<CredentialUse>, can_be_tested: bool) -> CredentialRow {
    let Known { id, fields, shown, ask, added, rotated, used, tested, removed: _ } = known;
    CredentialRow {
        fields: fields.clone(),
        shown: shown.clone(),
        ask: *ask,
        added: Some(added.to_string()),
        rotated: rotated.map(|at| at.to_string()),
        used: used.map(|at| at.to_string()),
        test: match tested {
            None if !can_be_tested => CredentialTest::kept(rotated.unwrap_or(*added)),
            tested => CredentialTest::of(tested.as_ref()),
        },
        can_be_tested,
        ..empty(id, used_by)
    }
}

/// A credential of which nothing is known but that it is wanted.
fn empty(id: &CredentialId, used_by: Vec<CredentialUse>) -> CredentialRow {
    CredentialRow {
        id: id.to_string(),
        kind: id.kind,
        name: id.name().to_owned(),
        project: id.scope.project().map(str::to_owned),
        environment: id.scope.environment().map(str::to_owned),
        fields: BTreeMap::new(),
        shown: None,
        ask: false,
        added: None,
        rotated: None,
        used: None,
        used_by,
        test: CredentialTest::missing(),
        can_be_tested: false,
    }
}

async fn missing(project: &Project, projects: &[Uses]) -> Result<Vec<(Scope, CredentialRow)>, Problem> {
    let unset = project.unset_secrets().await?;
    Ok(unset.into_iter().map(|id| (id.scope.clone(), empty(&id, uses(projects, &id)))).collect())
}

/// What may use credentials.
struct Uses {
    project: Arc<Project>,
    /// The servers that git goes to by itself.
    hosts: Vec<String>,
}

/// Of a repository that cannot be read nothing is known.
async fn token_hosts(folder: &Path) -> Vec<String> {
    match slipway_app::repository::Repository::open(folder).await {
        Ok(repository) => repository.token_hosts().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

fn uses(projects: &[Uses], id: &CredentialId) -> Vec<CredentialUse> {
    let of = |one: &Uses| {
        let name = one.project.name().to_owned();
        used_by(&one.project.policy, id).into_iter().map(move |used| CredentialUse::of(&name, used))
    };
    projects.iter().flat_map(of).collect()
}

/// The same of one that is known, with the repositories that it is for.
fn uses_of(projects: &[Uses], known: &Known) -> Vec<CredentialUse> {
    let repository = |one: &Uses| {
        let used = used_by_repository(&one.project.policy, known, &one.hosts)?;
        Some(CredentialUse::of(one.project.name(), used))
    };
    let mut all = uses(projects, &known.id);
    all.extend(projects.iter().filter_map(repository));
    all
}

/// By where they apply: every project, then each project before its environments.
fn bands(mut rows: Vec<(Scope, CredentialRow)>) -> Vec<CredentialBand> {
    let place = |scope: &Scope| (scope.project().map(str::to_owned), scope.environment().map(str::to_owned));
    rows.sort_by_cached_key(|(scope, row)| (place(scope), row.kind, row.name.clone()));
    let mut bands: Vec<CredentialBand> = Vec::new();
    for (scope, row) in rows {
        let (project, environment) = place(&scope);
        match bands.last_mut() {
            Some(band) if band.project == project && band.environment == environment => {
                band.credentials.push(row);
            }
            _ => bands.push(CredentialBand { project, environment, credentials: vec![row] }),
        }
    }
    bands
}

fn of_kind(kind: Kind, can_be_tested: bool) -> KindDocument {
    let fields = kind.fields().iter().map(|field| FieldDocument {
        name: field.name.to_owned(),
        secret: field.secret,
        required: field.required,
    });
    let file = file_part(kind).map(str::to_owned);
    KindDocument { kind, fields: fields.collect(), file, can_be_tested }
}

fn choice(project: &Project) -> CredentialProject {
    CredentialProject {
        name: project.name().to_owned(),
        environments: project.policy.environments.keys().cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_wider_comes_first_and_each_place_is_one_band() {
        let rows =
            ["environment/recipes/eu/plain/B", "global/plain/A", "project/recipes/plain/B", "global/plain/C"]
                .map(|id| id.parse::<CredentialId>().unwrap())
                .map(|id| (id.scope.clone(), empty(&id, Vec::new())))
                .to_vec();
        let told: Vec<(Option<String>, Option<String>, usize)> = bands(rows)
            .into_iter()
            .map(|band| (band.project, band.environment, band.credentials.len()))
            .collect();
        let recipes = || Some("recipes".to_owned());
        assert_eq!(told, [(None, None, 2), (recipes(), None, 1), (recipes(), Some("eu".to_owned()), 1)]);
    }

    #[tokio::test]
    async fn every_kind_is_told_with_its_parts() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let document = credentials(&session, Nothing {}).await.unwrap().value;
        assert_eq!(document.kinds.len(), Kind::ALL.len());
        let key = document.kinds.iter().find(|one| one.kind == Kind::SshKey).unwrap();
        assert_eq!(key.file.as_deref(), Some("private_key"));
        assert!(key.fields.iter().all(|field| field.secret));
        assert!(document.bands.is_empty(), "nothing is known, and no project needs anything");
    }
}
