//! The files that git keeps, as text.

use std::collections::BTreeSet;
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
    // A file that is no text has nothing to say here.
    let read = |path: String| {
        let text = std::fs::read_to_string(root.join(&path)).ok()?;
        Some(File { path, text })
    };
    Ok(paths(root)?.into_iter().filter_map(read).collect())
}

/// The paths of all tracked (or new and not ignored) files, pictures too, with `/` between folders.
pub fn paths(root: &Path) -> Result<BTreeSet<String>, Fault> {
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
    // A file that was deleted and not yet committed is listed still.
    let there = listed.split('\0').filter(|path| !path.is_empty() && root.join(path).exists());
    Ok(there.map(str::to_owned).collect())
}
