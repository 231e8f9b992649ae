//! The shells that are open in containers, each in a file of its own in the data directory. A program that is killed
//! cannot hang up on them; the next one does.

use std::fs::File;
use std::io::{Read, Result, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use slipway_domain::problem::Code;
use uuid::Uuid;

use crate::session::Session;

/// Where the files lie in the data directory.
const FOLDER: &str = "shells";
/// How the name of one ends that was written whole.
const ENDING: &str = "json";

/// A shell that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenShell {
    /// Its project.
    pub project: String,
    /// Its environment.
    pub environment: String,
    /// Its service.
    pub service: String,
    /// Its place; the first one if `None`.
    pub place: Option<String>,
    /// What everything carries that was begun in it.
    pub mark: String,
}

/// The file of a shell. The operating system's lock on it says that its program lives.
pub(crate) struct Noted {
    path: PathBuf,
    /// Closing it lets go of the lock.
    _file: File,
}

impl OpenShell {
    /// Writes its file. It has its name only once it is locked, so nobody takes it for one that was left.
    pub fn note(&self, data_directory: &Path) -> Result<Noted> {
        let folder = data_directory.join(FOLDER);
        std::fs::create_dir_all(&folder)?;
        let mut draft = tempfile::NamedTempFile::new_in(&folder)?;
        draft.as_file().try_lock()?;
        draft.write_all(&serde_json::to_vec(self)?)?;
        let path = folder.join(format!("{}.{ENDING}", Uuid::now_v7().simple()));
        let file = draft.persist(&path).map_err(|why| why.error)?;
        Ok(Noted { path, _file: file })
    }

    /// Hangs up on what was begun in it. Says whether nothing is left to be done.
    async fn hang_up(&self, session: &Session) -> bool {
        let Self { project, environment, service, place, mark } = self;
        if session.inner.settings.repositories().iter().all(|one| one.project != *project) {
            return true;
        }
        let asked = match session.project(project).await {
            Ok(project) => project.hang_up(environment, service, place.as_deref(), mark).await,
            Err(problem) => Err(problem),
        };
        // What is not in the policy any more cannot be reached by any later program either.
        let gone = [Code::EnvironmentNotFound, Code::ServiceNotFound, Code::Usage];
        asked.map_or_else(|problem| gone.contains(&problem.code), |()| true)
    }
}

impl Noted {
    /// Nothing of the shell is left, and nobody has to hang up on it.
    pub fn over(self) {
        // Where it stays, the next program hangs up on nothing.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Hangs up on the shells of programs that were killed. What cannot be reached now stays for the next program.
pub(crate) fn hang_up_on_those_left(session: &Session) {
    for (shell, noted) in left(session.inner.kept.folder()) {
        let session = session.clone();
        tokio::spawn(async move {
            if shell.hang_up(&session).await {
                noted.over();
            }
        });
    }
}

/// The shells whose program is gone. Their files are this program's now.
fn left(data_directory: &Path) -> Vec<(OpenShell, Noted)> {
    let files = std::fs::read_dir(data_directory.join(FOLDER)).into_iter().flatten().flatten();
    let paths = files.map(|file| file.path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == ENDING)).filter_map(taken).collect()
}

fn taken(path: PathBuf) -> Option<(OpenShell, Noted)> {
    let mut file = File::open(&path).ok()?;
    file.try_lock().ok()?;
    let mut text = Vec::new();
    file.read_to_end(&mut text).ok()?;
    let noted = Noted { path, _file: file };
    match serde_json::from_slice(&text) {
        Ok(shell) => Some((shell, noted)),
        Err(_) => {
            // Nobody will ever know which shell that was.
            noted.over();
            None
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn shell(mark: &str) -> OpenShell {
        let [project, environment, service] = ["recipes", "sandbox", "api"].map(str::to_owned);
        OpenShell { project, environment, service, place: Some("here".to_owned()), mark: mark.to_owned() }
    }

    fn files(data_directory: &Path) -> usize {
        std::fs::read_dir(data_directory.join(FOLDER)).unwrap().count()
    }

    #[test]
    fn a_shell_whose_program_lives_is_not_taken_and_one_whose_program_was_killed_is() {
        let folder = tempfile::tempdir().unwrap();
        assert!(left(folder.path()).is_empty(), "no shell was ever opened");
        let living = shell("M=1").note(folder.path()).unwrap();
        // A program that is killed lets go of its files and removes none.
        drop(shell("M=2").note(folder.path()).unwrap());
        let mut taken = left(folder.path());
        let (found, noted) = taken.pop().unwrap();
        assert!(taken.is_empty());
        assert_eq!(found, shell("M=2"));
        assert!(left(folder.path()).is_empty(), "another program is at it");
        noted.over();
        living.over();
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn what_is_no_shell_is_not_looked_at_again() {
        let folder = tempfile::tempdir().unwrap();
        drop(shell("M=1").note(folder.path()).unwrap());
        let path = std::fs::read_dir(folder.path().join(FOLDER)).unwrap().next().unwrap().unwrap().path();
        std::fs::write(path, "{").unwrap();
        assert!(left(folder.path()).is_empty());
        assert_eq!(files(folder.path()), 0);
    }

    #[tokio::test]
    async fn a_session_sees_to_what_an_earlier_program_left() {
        let folder = tempfile::tempdir().unwrap();
        drop(shell("M=1").note(folder.path()).unwrap());
        let _session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let gone = async {
            while files(folder.path()) > 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        let gone = tokio::time::timeout(std::time::Duration::from_secs(20), gone).await;
        assert_eq!(gone, Ok(()), "its project is no longer in the window: nothing can be reached");
    }
}
