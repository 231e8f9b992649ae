//! Files that a package of the system brought, as the databases in the layer say that installed it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, BufRead, BufReader, Read};

/// Longer databases are read no further.
const LONGEST: u64 = 64 * 1024 * 1024;
/// So many files of packages are known at the most.
const MOST: usize = 1_000_000;

/// How a database lists files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum List {
    /// `MD5  PATH`, a file for each package. Files that a person may change are not among them.
    Dpkg,
    /// `F:FOLDER` and the `R:NAME` within it, one file for all packages.
    Apk,
}

impl List {
    /// Whether a file is one: of Debian and what is made of it, of images without a package manager, of Alpine.
    pub(crate) fn at(path: &str) -> Option<Self> {
        let dpkg = path.starts_with("var/lib/dpkg/info/") || path.starts_with("var/lib/dpkg/status.d/");
        let apk = matches!(path, "lib/apk/db/installed" | "usr/lib/apk/db/installed");
        match (dpkg && path.ends_with(".md5sums"), apk) {
            (true, _) => Some(Self::Dpkg),
            (_, true) => Some(Self::Apk),
            _ => None,
        }
    }
}

/// Which files packages brought. Only what tells them apart is kept of their paths: a system has hundreds of thousands.
#[derive(Debug, Default)]
pub(crate) struct Packaged {
    files: HashSet<u64>,
}

impl Packaged {
    /// Reads a list.
    pub(crate) fn learn(&mut self, list: List, from: impl Read) -> io::Result<()> {
        let mut folder = String::new();
        for line in BufReader::new(from.take(LONGEST)).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            let file = match list {
                List::Dpkg => line.split_once("  ").map(|(_, path)| path.to_owned()),
                List::Apk if line.starts_with("F:") => {
                    line[2..].clone_into(&mut folder);
                    None
                }
                List::Apk => line.strip_prefix("R:").map(|name| format!("{folder}/{name}")),
            };
            if let Some(file) = file.filter(|_| self.files.len() < MOST) {
                self.files.insert(mark(&file));
            }
        }
        Ok(())
    }

    /// Whether a package brought a file. What lies in `etc` is written anew by whoever sets the system up.
    pub(crate) fn brought(&self, path: &str) -> bool {
        !path.starts_with("etc/") && self.files.contains(&mark(path))
    }
}

/// What tells a path from another. Packages still name folders that have been links into `usr` for years.
fn mark(path: &str) -> u64 {
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let linked = ["bin/", "sbin/", "lib/", "lib32/", "lib64/"].iter().any(|folder| path.starts_with(folder));
    let mut hasher = DefaultHasher::new();
    if linked {
        hasher.write(b"usr/");
    }
    hasher.write(path.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_packages_are_known_as_their_databases_list_them() {
        let mut packaged = Packaged::default();
        let dpkg = "d41d8cd98f00b204e9800998ecf8427e  usr/share/doc/a/server.key\nd41d8cd98f00b204e9800998ecf8427e  lib/b c.pem\n";
        let apk = "P:nodejs\nV:20\nF:usr/lib/node_modules/npm\nR:key.pem\nZ:Q1abc\nF:etc/x\nR:site.key\n";
        packaged.learn(List::at("var/lib/dpkg/info/a.md5sums").unwrap(), dpkg.as_bytes()).unwrap();
        packaged.learn(List::at("lib/apk/db/installed").unwrap(), apk.as_bytes()).unwrap();
        for path in ["usr/share/doc/a/server.key", "usr/lib/b c.pem", "usr/lib/node_modules/npm/key.pem"] {
            assert!(packaged.brought(path), "{path}");
        }
        for path in ["usr/share/doc/a/other.key", "usr/lib/node_modules/key.pem", "etc/x/site.key"] {
            assert!(!packaged.brought(path), "{path}");
        }
        assert_eq!(List::at("var/lib/dpkg/info/a.list"), None);
    }
}
