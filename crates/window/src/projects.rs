//! The projects of the window, opened when they are first asked for and again when a file has changed that was read
//! for that: `slipway.yml` or a certificate that it names.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::project::{CONFIGURATION, Project};
use tokio::sync::Mutex;

use crate::asking::Person;
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
    /// When the files that it was made of had been written, at the time they were read.
    written: Written,
    project: Arc<Project>,
}

/// Per file when it was written last; `None` where there is none.
type Written = BTreeMap<PathBuf, Option<SystemTime>>;

impl Projects {
    /// All of them are opened anew when they are asked for.
    pub async fn forget_all(&self) {
        self.open.lock().await.clear();
    }

    /// Those that are open; `None` while one is being opened, which may take long.
    pub fn open_now(&self) -> Option<Vec<Arc<Project>>> {
        let open = self.open.try_lock().ok()?;
        Some(open.values().map(|one| one.project.clone()).collect())
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
        let same = |one: &&Opened| one.folder == folder && is_unchanged(&one.written);
        if let Some(found) = open.get(name).filter(same) {
            return Ok(found.project.clone());
        }
        let mut as_read = written(&folder, [CONFIGURATION]);
        let hearing = Arc::new(Hearing::new(self));
        let person = Arc::new(Person::new(self));
        let opened = slipway_app::open_in(&self.inner.kept, &folder, hearing, person.clone(), person).await?;
        let project = Arc::new(opened);
        if project.name() != name {
            let now = project.name();
            let message = format!("{} is called `{now}` now and was added as `{name}`", folder.display());
            return Err(Problem::new(Code::ConfigurationInvalid, message)
                .hint("remove it from the window and add it again; its history stays under the old name"));
        }
        as_read.extend(written(&folder, project.policy.certificates()));
        open.insert(name.to_owned(), Opened { folder, written: as_read, project: project.clone() });
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

/// When files of a project were written last.
fn written<'a>(folder: &Path, paths: impl IntoIterator<Item = &'a str>) -> Written {
    let files = paths.into_iter().map(|path| folder.join(path));
    files.map(|file| (file.clone(), time_of(&file))).collect()
}

fn is_unchanged(written: &Written) -> bool {
    written.iter().all(|(file, at)| time_of(file) == *at)
}

fn time_of(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|about| about.modified()).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_file_that_comes_goes_or_is_written_again_is_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let certificate = folder.path().join("ca.pem");
        let none = written(folder.path(), ["ca.pem"]);
        assert!(is_unchanged(&none));
        std::fs::write(&certificate, "old").unwrap();
        assert!(!is_unchanged(&none), "it came");
        let old = written(folder.path(), ["ca.pem"]);
        assert!(is_unchanged(&old));
        let file = std::fs::File::options().write(true).open(&certificate).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(!is_unchanged(&old), "it was written again");
        std::fs::remove_file(&certificate).unwrap();
        assert!(!is_unchanged(&old), "it is gone");
    }
}
