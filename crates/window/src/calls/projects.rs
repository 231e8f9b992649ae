//! The projects of the window.

use slipway_api::done::DoneDocument;
use slipway_api::error::ErrorDocument;
use slipway_api::window::call::Nothing;
use slipway_api::window::onboarding::ProjectArgs;
use slipway_api::window::projects::{ProjectDocument, ProjectsDocument};
use slipway_api::window::topic::Topic;
use slipway_domain::problem::Problem;
use slipway_engine::project::Project;

use crate::answer::{Answered, done, read};
use crate::session::Session;
use crate::settings::Repository;

/// All of them.
pub(crate) async fn projects(session: &Session, _: Nothing) -> Answered<ProjectsDocument> {
    let all = session.all_projects().await;
    let projects = all.iter().map(|(repository, project)| document(repository, project.as_deref())).collect();
    let files = all.iter().map(|(one, _)| Topic::Repository { project: one.project.clone() });
    read(ProjectsDocument { projects }, [Topic::Projects].into_iter().chain(files))
}

fn document(repository: &Repository, project: Result<&Project, &Problem>) -> ProjectDocument {
    let policy = project.ok().map(|project| &project.policy);
    let names = |names: Vec<&String>| names.into_iter().cloned().collect();
    ProjectDocument {
        name: repository.project.clone(),
        folder: repository.folder.display().to_string(),
        services: policy.map(|policy| names(policy.services.keys().collect())).unwrap_or_default(),
        environments: policy.map(|policy| names(policy.environments.keys().collect())).unwrap_or_default(),
        problem: project.err().map(|problem| ErrorDocument::from(problem).error),
    }
}

/// Leaves a project out of the window. Nothing of it is deleted; what the window saw of it is forgotten, since another
/// repository may get its name.
pub(crate) async fn remove(session: &Session, args: ProjectArgs) -> Answered<DoneDocument> {
    session.inner.settings.remove(&args.project)?;
    session.inner.projects.forget(&args.project).await;
    session.inner.sights.forget(&args.project);
    session.inner.images.forget(&args.project);
    session.changed(vec![Topic::Projects]);
    done(DoneDocument { done: format!("{} is no longer in the window", args.project) })
}
