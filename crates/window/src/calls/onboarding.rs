//! Adding a repository.

use std::path::Path;

use slipway_api::check::{CheckDocument, HostsDocument};
use slipway_api::error::ErrorDocument;
use slipway_api::window::onboarding::{
    AddedDocument, CommitPreview, DraftArgs, DraftDocument, DraftHostsDocument, FolderArgs, FoundFile,
    RepositoryFindings,
};
use slipway_api::window::topic::Topic;
use slipway_app::init::{InitOptions, Proposal, document, kind_of, propose, write_text};
use slipway_app::repository::Repository;
use slipway_domain::problem::{Code, Problem};

use crate::answer::{Answered, done};
use crate::session::Session;
use crate::settings::Repository as Known;

/// What is in a repository, and what is proposed for it.
pub(crate) async fn inspect(session: &Session, args: FolderArgs) -> Answered<RepositoryFindings> {
    let repository = Repository::open(Path::new(&args.folder)).await?;
    let root = repository.root();
    let existing = repository.configuration();
    let options = InitOptions {
        data_directory: Some(session.inner.kept.folder().to_owned()),
        ..InitOptions::default()
    };
    let proposal = match existing {
        Some(_) => None,
        None => Some(propose(&root, options).await?),
    };
    let branch =
        repository.branches().await?.into_iter().find(|branch| branch.current).map(|branch| branch.name);
    let known = session.inner.settings.repositories().into_iter().find(|one| one.folder == root);
    done(RepositoryFindings {
        remote: repository.remote().await?,
        known_as: known.map(|one| one.project),
        files: proposal.as_ref().map(files).unwrap_or_default(),
        proposal: proposal.as_ref().map(|proposal| document(proposal, None)),
        commit: match &existing {
            Some(_) => None,
            None => Some(CommitPreview {
                subject: repository.subject().to_owned(),
                author: repository.person().await?,
                branch: branch.clone(),
            }),
        },
        changed: usize::try_from(repository.changed_files().await?).unwrap_or(usize::MAX),
        folder: root.display().to_string(),
        existing,
        branch,
    })
}

/// The files that lines of the proposal go back to, each once.
fn files(proposal: &Proposal) -> Vec<FoundFile> {
    let places = proposal.notes.iter().filter_map(|note| note.source.as_ref());
    let places = places.chain(proposal.findings.iter().filter_map(|finding| finding.place.as_ref()));
    let mut paths: Vec<String> = places.map(|place| place.file.clone()).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().map(|path| FoundFile { kind: kind_of(&path).to_owned(), path }).collect()
}

/// Whether a draft can be used.
pub(crate) async fn check(_: &Session, args: DraftArgs) -> Answered<DraftDocument> {
    let draft = match slipway_app::draft(Path::new(&args.folder), &args.yaml).await {
        Ok(draft) => draft,
        Err(problem) if problem.code == Code::ConfigurationInvalid => {
            let problem = Some(ErrorDocument::from(&problem).error);
            return done(DraftDocument { check: None, problem });
        }
        Err(problem) => return Err(problem),
    };
    let warnings = draft.all_warnings().await?;
    done(DraftDocument { check: Some(CheckDocument::of(&draft.config, &warnings)), problem: None })
}

/// Whether the hosts of a draft are fit.
pub(crate) async fn check_hosts(session: &Session, args: DraftArgs) -> Answered<DraftHostsDocument> {
    let project = slipway_app::open_draft(&session.inner.kept, Path::new(&args.folder), &args.yaml).await?;
    let found = project.check_hosts().await?;
    done(DraftHostsDocument { hosts: HostsDocument::of(&found) })
}

/// Commits a draft as `slipway.yml`, alone and unpushed, and adds its project; also one that has the file already.
pub(crate) async fn add(session: &Session, args: DraftArgs) -> Answered<AddedDocument> {
    let folder = Path::new(&args.folder);
    let draft = slipway_app::draft(folder, &args.yaml).await?;
    let repository = Repository::open(folder).await?;
    let (root, project) = (repository.root(), draft.config.project.clone());
    let taken = session.inner.settings.repositories().into_iter().find(|one| one.project == project);
    if let Some(other) = taken.filter(|one| one.folder != root) {
        let message = format!("the window has a project `{project}` already, in {}", other.folder.display());
        return Err(Problem::new(Code::ConfigurationInvalid, message)
            .hint("give this one another name under `project`, or remove the other from the window"));
    }
    let commit = match repository.configuration() {
        Some(text) if text == args.yaml => None,
        _ => {
            write_text(&args.yaml, &root, true).await?;
            Some(repository.commit_configuration().await?)
        }
    };
    session.inner.settings.add(Known { project: project.clone(), folder: root })?;
    session.changed(vec![Topic::Projects, Topic::Repository { project: project.clone() }]);
    done(AddedDocument { project, commit })
}
