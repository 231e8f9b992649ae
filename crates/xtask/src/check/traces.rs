//! What no tracked file may hold: a path of one machine, or a word that weakens the check of host keys.

use std::path::{Component, Path};

use crate::Fault;
use crate::tracked::File;

/// Settings of ssh that weaken the check, in lower case, in halves so that this file does not hold them.
const WEAK: &[(&str, &[&str])] = &[
    ("stricthostkeychecking", &["no", "off", "accept-new"]),
    ("userknownhostsfile", &["/dev/null", "none"]),
    ("nohostauthenticationforlocalhost", &["yes"]),
];

/// Where such a setting may stand, by how the path begins, with the reason.
const NAMED_ON_PURPOSE: &[(&str, &str)] =
    &[("crates/importers/tests/fixtures/", "files as other people write them")];

/// First folders that many machines have: of those the whole path of the clone is looked for.
const COMMON: &[&str] = &[
    "Users", "builds", "data", "home", "media", "mnt", "opt", "private", "root", "srv", "tmp", "usr", "var",
];

/// Every trace in every file.
pub fn faults(root: &Path, files: &[File]) -> Vec<Fault> {
    let machine = machine(root);
    let mut faults = Vec::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            let at = format!("{}:{}", file.path, index + 1);
            if machine.as_ref().is_some_and(|path| holds(line, path)) {
                faults
                    .push(format!("{at} holds a path of this machine. Write it so that it fits every one."));
            }
            if let Some(setting) = weak(line).filter(|_| !on_purpose(&file.path)) {
                faults
                    .push(format!("{at} weakens the check of host keys ({setting}). It is never weakened."));
            }
        }
    }
    faults
}

/// What betrays this machine: a first folder that is its own, else the clone's whole path.
fn machine(root: &Path) -> Option<String> {
    let mut folders = root.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let first = folders.next()?;
    if !COMMON.contains(&first) {
        return Some(format!("/{first}/"));
    }
    folders.next()?;
    root.to_str().map(str::to_owned)
}

/// Whether a line holds the path itself, not the end of another one.
fn holds(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '~'))
    })
}

fn weak(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    WEAK.iter().find_map(|(setting, values)| {
        let weakened = line.match_indices(setting).any(|(at, _)| {
            let rest = line[at + setting.len()..].trim_start_matches([' ', '=', '"', '\'', ',']);
            values.iter().any(|value| {
                rest.strip_prefix(value).is_some_and(|end| !end.starts_with(|c: char| c.is_alphanumeric()))
            })
        });
        weakened.then_some(*setting)
    })
}

fn on_purpose(path: &str) -> bool {
    NAMED_ON_PURPOSE.iter().any(|(beginning, _)| path.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: String) -> Vec<File> {
        vec![File { path: "notes.md".into(), text }]
    }

    #[test]
    fn paths_of_this_machine_are_found() {
        let root = Path::new("/builder/7/clone");
        assert_eq!(faults(root, &file("see /builder/9/x".into())).len(), 1);
        assert_eq!(faults(root, &file("see ../builder/x and image/builder/x".into())).len(), 0);
        let home = Path::new("/home/eva/slipway");
        assert_eq!(faults(home, &file("see /home/ann/slipway".into())).len(), 0);
        assert_eq!(faults(home, &file("see /home/eva/slipway/x".into())).len(), 1);
    }

    #[test]
    fn weakened_host_keys_are_found() {
        let root = Path::new("/home/eva/slipway");
        for (key, value) in [("Strict", "=no"), ("strict", " no"), ("STRICT", "=\"off\"")] {
            let text = format!("ssh -o {key}HostKeyChecking{value} host");
            assert_eq!(faults(root, &file(text)).len(), 1, "{key}{value}");
        }
        let text = format!("User{} {}", "KnownHostsFile", "/dev/null");
        assert_eq!(faults(root, &file(text)).len(), 1);
        // The first is the strongest value; the second only begins like a weak one; the third leaves the person's
        // own file in force.
        let fine = [
            ["StrictHost", "KeyChecking yes"],
            ["StrictHost", "KeyChecking notes"],
            ["GlobalKnown", "HostsFile /dev/null"],
        ];
        for fine in fine.map(|halves| halves.concat()) {
            assert_eq!(faults(root, &file(fine.clone())).len(), 0, "{fine}");
        }
    }
}
