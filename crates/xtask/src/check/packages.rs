//! Which licences the window's packages may have: what is handed on in it the same as crates, what only builds and tests
//! it a few more.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::licences::refusal;
use crate::Fault;

const LOCK: &str = "ui/package-lock.json";

/// What a tool may have besides: nothing of it is handed on.
const TOOLS: &[&str] = &["BlueOak-1.0.0", "PSF-2.0", "Python-2.0"];

/// A lock file of npm, as far as it is looked at: packages by the folder that they lie in.
#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
struct Package {
    #[serde(default)]
    version: String,
    license: Option<Value>,
    /// Whether it only builds and tests.
    #[serde(default)]
    dev: bool,
}

/// Every package whose licence is missing, cannot be read or leaves no allowed way.
pub fn faults(root: &Path) -> Result<Vec<Fault>, Fault> {
    let text = std::fs::read_to_string(root.join(LOCK));
    refused(&text.map_err(|error| format!("{LOCK} cannot be read: {error}"))?)
}

fn refused(lock: &str) -> Result<Vec<Fault>, Fault> {
    let lock: Lock = serde_json::from_str(lock)
        .map_err(|error| format!("{LOCK} is no lock file as npm writes it: {error}"))?;
    // The one without a folder is the window itself.
    let foreign = lock.packages.iter().filter(|(folder, _)| !folder.is_empty());
    let faults = foreign.filter_map(|(folder, package)| {
        let name = folder.rsplit_once("node_modules/").map_or(folder.as_str(), |(_, name)| name);
        let more: &[&str] = if package.dev { TOOLS } else { &[] };
        let why = refusal(package.license.as_ref().and_then(Value::as_str), more)?;
        Some(format!(
            "{name} {} of npm {why}. Find another package, or add the licence to check/licences.rs.",
            package.version
        ))
    });
    Ok(faults.collect())
}

#[cfg(test)]
mod tests {
    use super::refused;

    /// What is found where one package is locked.
    fn found(package: &str) -> Vec<String> {
        let lock = format!(r#"{{"packages": {{"": {{}}, "node_modules/a/node_modules/@b/c": {package}}}}}"#);
        refused(&lock).unwrap()
    }

    #[test]
    fn what_is_handed_on_has_an_allowed_licence() {
        assert_eq!(found(r#"{"version": "1.2.3", "license": "MIT"}"#), Vec::<String>::new());
        let faults = found(r#"{"version": "1.2.3", "license": "GPL-3.0-only"}"#);
        assert!(faults[0].starts_with("@b/c 1.2.3 of npm has the licence `GPL-3.0-only`"), "{faults:?}");
        assert_eq!(found(r#"{"version": "1.2.3"}"#).len(), 1, "no licence is no permission");
    }

    #[test]
    fn a_tool_may_have_a_few_more() {
        assert_eq!(found(r#"{"license": "Python-2.0", "dev": true}"#), Vec::<String>::new());
        assert_eq!(found(r#"{"license": "Python-2.0"}"#).len(), 1, "it would be handed on");
        assert_eq!(found(r#"{"license": "AGPL-3.0-only", "dev": true}"#).len(), 1);
    }

    #[test]
    fn another_file_is_no_lock() {
        assert!(refused("{}").is_err());
    }
}
