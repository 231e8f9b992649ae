//! The files that are made from code, so that they never say something else.

mod command_line;
mod configuration;
mod failures;
mod schemas;

use std::path::Path;

use crate::Fault;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Its path from the root, with `/` between folders.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// All of them.
pub fn files() -> Result<Vec<Generated>, Fault> {
    let mut files = schemas::files();
    files.push(configuration::file());
    files.push(failures::file()?);
    files.extend(command_line::files(slipway_cli::command()));
    Ok(files)
}

/// Writes those that are not as they should be and tells which.
pub fn write(root: &Path) -> Result<Vec<String>, Fault> {
    let mut written = Vec::new();
    for file in files()? {
        if current(root, &file.path).as_deref() == Some(&file.text) {
            continue;
        }
        let path = root.join(&file.path);
        let folder = path.parent().unwrap_or(root);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, &file.text))
            .map_err(|error| format!("{} cannot be written: {error}", file.path))?;
        written.push(file.path);
    }
    Ok(written)
}

/// A sentence per file that is missing, is not what the code says, or that no code makes any more.
pub fn stale(root: &Path) -> Result<Vec<Fault>, Fault> {
    let files = files()?;
    let mut faults = Vec::new();
    for file in &files {
        match current(root, &file.path) {
            None => faults.push(format!("{} is missing. `cargo xtask generate` writes it.", file.path)),
            Some(text) if text == file.text => {}
            Some(text) => faults.push(differs(file, &text)),
        }
    }
    let orphans = schemas::orphans(root, &files).into_iter();
    faults.extend(orphans.map(|path| format!("{path} is made by no code any more. Remove it.")));
    Ok(faults)
}

fn differs(file: &Generated, text: &str) -> Fault {
    let line = text.lines().zip(file.text.lines()).take_while(|(old, new)| old == new).count() + 1;
    format!(
        "{} is not what the code says, from line {line} on. `cargo xtask generate` writes it anew.",
        file.path
    )
}

/// Its text with `\n`, as a checkout on Windows may have it otherwise.
fn current(root: &Path, path: &str) -> Option<String> {
    let text = std::fs::read_to_string(root.join(path)).ok()?;
    Some(text.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_written_is_fresh_and_what_was_touched_is_stale() {
        let folder = std::env::temp_dir().join(format!("slipway-xtask-{}", std::process::id()));
        assert_eq!(stale(&folder).unwrap().len(), files().unwrap().len(), "all are missing at first");
        let written = write(&folder).unwrap();
        assert_eq!(written.len(), files().unwrap().len());
        assert_eq!(stale(&folder).unwrap(), Vec::<Fault>::new());
        let path = folder.join(&written[0]);
        std::fs::write(&path, format!("{}\nmore", std::fs::read_to_string(&path).unwrap())).unwrap();
        std::fs::write(folder.join("schema/documents/old.schema.json"), "{}").unwrap();
        let faults = stale(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("is not what the code says"), "{faults:?}");
        assert!(faults[1].contains("made by no code"), "{faults:?}");
    }

    #[test]
    fn generating_twice_gives_the_same() {
        assert_eq!(files().unwrap(), files().unwrap());
    }
}
