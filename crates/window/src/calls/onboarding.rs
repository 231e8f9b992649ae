//! Adding a repository.

use std::path::Path;

use slipway_api::check::CheckDocument;
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
    let options = InitOptions { asking: Some(session.inner.kept.clone()), person: None };
    let proposal = match existing {
        Some(_) => None,
        None => Some(propose(&root, options).await?),
    };
    let branch =
        repository.branches().await?.into_iter().find(|branch| branch.current).map(|branch| branch.name);
    let is_committed = existing.is_some() && repository.is_configuration_committed().await?;
    let others = usize::try_from(repository.changed_files().await?).unwrap_or(usize::MAX);
    let known = session.inner.settings.repositories().into_iter().find(|one| one.folder == root);
    done(RepositoryFindings {
        remote: repository.remote().await?,
        known_as: known.map(|one| one.project),
        files: proposal.as_ref().map(files).unwrap_or_default(),
        proposal: proposal.as_ref().map(|proposal| document(&proposal.bare(), None)),
        commit: match is_committed {
            true => None,
            false => Some(CommitPreview {
                subject: repository.subject().to_owned(),
                author: repository.person().await?,
                branch: branch.clone(),
            }),
        },
        // One that lies there and is not committed is counted among the changed files.
        changed: others.saturating_sub(usize::from(existing.is_some() && !is_committed)),
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
    done(DraftHostsDocument::of(&found))
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
    match repository.configuration() {
        Some(text) if text == args.yaml => {}
        Some(_) => return Err(changed_meanwhile(&root)),
        None => drop(write_text(&args.yaml, &root, false).await?),
    }
    let commit = match repository.is_configuration_committed().await? {
        true => None,
        false => Some(repository.commit_configuration().await?),
    };
    session.inner.settings.add(Known { project: project.clone(), folder: root })?;
    session.changed(vec![Topic::Projects, Topic::Repository { project: project.clone() }]);
    done(AddedDocument { project, commit })
}

/// What a person wrote and did not commit is nowhere else, so it is not written over.
fn changed_meanwhile(root: &Path) -> Problem {
    let message = format!("the slipway.yml in {} is another one by now", root.display());
    Problem::new(Code::ConfigurationInvalid, message).hint("look at the repository again")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const YAML: &str = r#"version: 1
project: recipes
services:
  api:
    build: { context: . }
    image: 127.0.0.1:5055/recipes/api
    version: "0.1.${build_number}"
"#;

    fn git(folder: &Path, args: &[&str]) {
        let config = ["-c", "init.defaultBranch=main"];
        let ran =
            std::process::Command::new("git").current_dir(folder).args(config).args(args).output().unwrap();
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }

    #[tokio::test]
    async fn what_lies_there_is_committed_once_and_never_written_over() {
        let (data, repository) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (folder, file) = (repository.path(), repository.path().join("slipway.yml"));
        for args in
            [&["init"][..], &["config", "user.name", "Li"], &["config", "user.email", "li@kitchen.example"]]
        {
            git(folder, args);
        }
        std::fs::write(&file, YAML).unwrap();
        let session = Session::open(Some(data.path().to_owned())).await.unwrap();
        let folder = folder.display().to_string();
        let found = inspect(&session, FolderArgs { folder: folder.clone() }).await.unwrap().value;
        assert!(found.commit.is_some(), "it is in no commit");
        assert_eq!(found.changed, 0, "no other file is changed");

        std::fs::write(&file, format!("{YAML}# mine\n")).unwrap();
        let draft = |yaml: &str| DraftArgs { folder: folder.clone(), yaml: yaml.to_owned() };
        let refused = add(&session, draft(YAML)).await.unwrap_err();
        assert_eq!(refused.hint.as_deref(), Some("look at the repository again"));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), format!("{YAML}# mine\n"));

        let mine = format!("{YAML}# mine\n");
        let added = add(&session, draft(&mine)).await.unwrap().value;
        assert!(added.commit.is_some(), "it was in no commit");
        let again = add(&session, draft(&mine)).await.unwrap().value;
        assert_eq!(again.commit, None);
        let found = inspect(&session, FolderArgs { folder }).await.unwrap().value;
        assert_eq!(found.commit, None);
    }
}
