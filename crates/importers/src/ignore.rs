//! What goes into a build without being wanted there.

use slipway_domain::dockerignore::Dockerignore;

use crate::findings::Findings;
use crate::place::Place;
use crate::repository::Repository;

/// A folder above this many bytes is worth a sentence.
const LARGE: u64 = 50 * 1024 * 1024;

/// Says where a `.dockerignore` is missing, and which large folders it lets through.
pub(crate) fn hints(repository: &Repository, folders: &[String], findings: &mut Findings) {
    for folder in folders {
        let prefix = if folder == "." { String::new() } else { format!("{folder}/") };
        let path = format!("{prefix}.dockerignore");
        let text = repository.texts.get(&path);
        let ignore = text.and_then(|text| Dockerignore::parse(text).ok()).unwrap_or_default();
        if text.is_none() {
            findings
                .add(None, format!("There is no {path}: everything in `{folder}` is sent to the builder."));
        }
        for (name, bytes) in large(repository, &prefix, &ignore) {
            let place = text.map(|_| Place::new(&path, 1));
            let size = bytes / (1024 * 1024);
            findings.add(
                place.as_ref(),
                format!("`{prefix}{name}` has {size} MB and is sent to the builder with every change. If the image does not need it, name it in {path}."),
            );
        }
    }
}

/// Entries of a folder that are large and not ignored.
fn large(repository: &Repository, prefix: &str, ignore: &Dockerignore) -> Vec<(String, u64)> {
    let mut sums: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for (path, size) in &repository.sizes {
        let Some(rest) = path.strip_prefix(prefix).filter(|rest| !ignore.ignores(rest)) else { continue };
        *sums.entry(rest.split('/').next().unwrap_or(rest)).or_default() += size;
    }
    sums.into_iter().filter(|(_, sum)| *sum > LARGE).map(|(name, sum)| (name.to_owned(), sum)).collect()
}
