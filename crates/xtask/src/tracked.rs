//! The files that git keeps, as text.

use std::path::Path;
use std::process::Command;

use crate::Fault;

/// A file with its path from the root.
#[derive(Debug, Clone)]
pub struct File {
    /// With `/` between folders.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every tracked (or new and not ignored) file whose content is text.
pub fn files(root: &Path) -> Result<Vec<File>, Fault> {
    let ran = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git cannot be started: {error}"))?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        return Err(format!("`git ls-files` failed. It said: {}", said.trim()));
    }
    let listed = String::from_utf8_lossy(&ran.stdout);
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    // A file that was deleted and not yet committed, or that is no text, has nothing to say here.
    let read = |path: &str| {
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(File { path: path.to_owned(), text })
    };
    Ok(paths.into_iter().filter_map(read).collect())
}
