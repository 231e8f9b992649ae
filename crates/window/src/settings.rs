//! What a person chose and which repositories they added: `window.json` in the data directory.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use slipway_api::window::settings::SettingsDocument;
use slipway_domain::problem::{Code, Problem};

const FILE: &str = "window.json";

/// The file and what is in it.
pub(crate) struct SettingsFile {
    path: PathBuf,
    content: Mutex<Content>,
}

/// What is in the file. A newer Slipway may have written more, which is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Content {
    #[serde(default)]
    settings: SettingsDocument,
    #[serde(default)]
    repositories: Vec<Repository>,
    #[serde(flatten)]
    more: serde_json::Map<String, serde_json::Value>,
}

/// A repository that was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Repository {
    /// The project's name when it was added.
    pub project: String,
    /// Where it lies.
    pub folder: PathBuf,
}

impl SettingsFile {
    /// Reads the file; one that is not there is empty.
    pub fn open(folder: &Path) -> Result<Self, Problem> {
        let path = folder.join(FILE);
        let content = match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|why| unreadable(&path, &why))?,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => Content::default(),
            Err(why) => return Err(unreadable(&path, &why)),
        };
        Ok(Self { path, content: Mutex::new(content) })
    }

    /// What a person chose.
    pub fn settings(&self) -> SettingsDocument {
        self.read(|content| content.settings.clone())
    }

    /// Keeps what a person chose.
    pub fn choose(&self, settings: SettingsDocument) -> Result<(), Problem> {
        self.write(|content| content.settings = settings)
    }

    /// The repositories, in the order in which they were added.
    pub fn repositories(&self) -> Vec<Repository> {
        self.read(|content| content.repositories.clone())
    }

    /// Adds a repository; one of the same project is replaced.
    pub fn add(&self, repository: Repository) -> Result<(), Problem> {
        self.write(|content| {
            match content.repositories.iter_mut().find(|one| one.project == repository.project) {
                Some(one) => *one = repository,
                None => content.repositories.push(repository),
            }
        })
    }

    /// Leaves a project out.
    pub fn remove(&self, project: &str) -> Result<(), Problem> {
        self.write(|content| content.repositories.retain(|one| one.project != project))
    }

    fn read<T>(&self, what: impl FnOnce(&Content) -> T) -> T {
        what(&self.content.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the content and the file: both or neither.
    fn write(&self, change: impl FnOnce(&mut Content)) -> Result<(), Problem> {
        let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = content.clone();
        change(&mut changed);
        save(&self.path, &changed)?;
        *content = changed;
        Ok(())
    }
}

/// Writes the whole file anew beside the old one and puts it in its place.
fn save(path: &Path, content: &Content) -> Result<(), Problem> {
    let failed = |why: std::io::Error| {
        Problem::new(Code::FileFailed, format!("{} cannot be written: {why}", path.display()))
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let text = serde_json::to_vec_pretty(content).map_err(|why| failed(why.into()))?;
    draft.write_all(&text).and_then(|()| draft.as_file().sync_all()).map_err(failed)?;
    draft.persist(path).map(drop).map_err(|why| failed(why.error))
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::FileFailed, format!("{} cannot be read: {why}", path.display()))
        .hint("mend the file, or move it away to begin with an empty window")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_chosen_and_added_is_there_again_with_what_a_newer_slipway_wrote() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), r#"{"lanes":["a"]}"#).unwrap();
        let file = SettingsFile::open(folder.path()).unwrap();
        let one = |project: &str, folder: &str| Repository { project: project.into(), folder: folder.into() };
        file.add(one("recipes", "/a")).unwrap();
        file.add(one("billing", "/b")).unwrap();
        file.add(one("recipes", "/c")).unwrap();
        let chosen = SettingsDocument { docker: Some("unix:///x".into()), ..SettingsDocument::default() };
        file.choose(chosen.clone()).unwrap();
        file.remove("billing").unwrap();
        let again = SettingsFile::open(folder.path()).unwrap();
        assert_eq!(again.settings(), chosen);
        assert_eq!(again.repositories(), [one("recipes", "/c")]);
        let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert!(text.contains("lanes"), "{text}");
    }

    #[test]
    fn a_file_that_is_none_is_left_alone_and_said() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "{").unwrap();
        let problem = SettingsFile::open(folder.path()).err().unwrap();
        assert_eq!(problem.code, Code::FileFailed);
        assert_eq!(std::fs::read_to_string(folder.path().join(FILE)).unwrap(), "{");
    }
}
