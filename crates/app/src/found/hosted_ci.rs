//! The secrets that a hosted CI keeps for a repository: names to be filled in.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use slipway_domain::credential::Kind;
use slipway_found::{Found, Read};
use slipway_importers::{is_ci, wanted};

/// Where such files lie.
const FOLDERS: [&str; 3] = ["", ".github/workflows", ".circleci"];

/// The names that the CI files in a folder use.
pub(super) fn read(folder: &Path) -> Read {
    let mut read = Read::default();
    let mut texts = BTreeMap::<String, String>::new();
    for within in FOLDERS {
        for name in names(&folder.join(within), &mut read) {
            let path = if within.is_empty() { name } else { format!("{within}/{name}") };
            if !is_ci(&path) {
                continue;
            }
            match std::fs::read_to_string(folder.join(&path)) {
                Ok(text) => drop(texts.insert(path, text)),
                Err(error) => read.miss(format!("{path} cannot be read: {error}")),
            }
        }
    }
    for secret in wanted(texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))) {
        read.found.push(Found::new(Kind::Plain, &secret.name, secret.place.to_string()).lacking("value"));
    }
    read
}

/// What lies in a folder; nothing where there is no such folder.
fn names(folder: &Path, read: &mut Read) -> Vec<String> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect(),
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                read.miss(format!("{} cannot be read: {error}", folder.display()));
            }
            Vec::new()
        }
    }
}
