//! The projects of the window, opened when they are first asked for and again when their `slipway.yml` has changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::project::{CONFIGURATION, Project};
use tokio::sync::Mutex;

use crate::hearing::Hearing;
use crate::session::Session;
use crate::settings::Repository;

/// Those that are open, by name.
#[derive(Default)]
pub(crate) struct Projects {
    open: Mutex<HashMap<String, Opened>>,
}

struct Opened {
    folder: PathBuf,
    /// When its file was written last, at the time it was read.
    written: Option<SystemTime>,
    project: Arc<Project>,
}

impl Projects {
    /// All of them are opened anew when they are asked for.
    pub async fn forget_all(&self) {
        self.open.lock().await.clear();
    }

    /// One that the window no longer has.
    pub async fn forget(&self, name: &str) {
        self.open.lock().await.remove(name);
    }
}

impl Session {
    /// A project of the window by its name.
    pub(crate) async fn project(&self, name: &str) -> Result<Arc<Project>, Problem> {
        let known = self.inner.settings.repositories().into_iter().find(|one| one.project == name);
        let Repository { folder, .. } = known.ok_or_else(|| {
            Problem::new(Code::NotARepository, format!("the window has no project `{name}`"))
                .hint("add its repository to the window")
        })?;
        let mut open = self.inner.projects.open.lock().await;
        let written = written(&folder);
        if let Some(found) = open.get(name).filter(|one| one.folder == folder && one.written == written) {
            return Ok(found.project.clone());
        }
        let hearing = Arc::new(Hearing::new(self));
        let project = Arc::new(slipway_app::open_in(&self.inner.kept, &folder, hearing).await?);
        if project.name() != name {
            let now = project.name();
            let message = format!("{} is called `{now}` now and was added as `{name}`", folder.display());
            return Err(Problem::new(Code::ConfigurationInvalid, message)
                .hint("remove it from the window and add it again; its history stays under the old name"));
        }
        open.insert(name.to_owned(), Opened { folder, written, project: project.clone() });
        Ok(project)
    }

    /// Every project of the window, with what keeps it from being opened.
    pub(crate) async fn all_projects(&self) -> Vec<(Repository, Result<Arc<Project>, Problem>)> {
        let mut all = Vec::new();
        for repository in self.inner.settings.repositories() {
            let project = self.project(&repository.project).await;
            all.push((repository, project));
        }
        all
    }
}

/// When a project's file was written last.
fn written(folder: &Path) -> Option<SystemTime> {
    std::fs::metadata(folder.join(CONFIGURATION)).and_then(|file| file.modified()).ok()
}
