//! Known holes in dependencies, where cargo-deny is there to ask.

use std::path::Path;
use std::process::Command;

use super::Found;

/// Runs `cargo deny check advisories`, or says that it was left out.
pub fn look(root: &Path, found: &mut Found) {
    let deny = |words: &[&str]| Command::new("cargo").arg("deny").args(words).current_dir(root).output();
    if !deny(&["--version"]).is_ok_and(|ran| ran.status.success()) {
        found.notes.push("advisories were left out, because cargo-deny is not installed".to_owned());
        return;
    }
    match deny(&["check", "advisories"]) {
        Ok(ran) if ran.status.success() => {}
        Ok(ran) => {
            let said = String::from_utf8_lossy(&ran.stderr);
            found.faults.push(format!("`cargo deny check advisories` failed. It said:\n{}", said.trim()));
        }
        Err(error) => found.faults.push(format!("cargo-deny cannot be started: {error}")),
    }
}
