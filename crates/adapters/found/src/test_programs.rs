//! Programs that tests pretend to have: small shell scripts in folders of their own.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::LazyLock;

use tempfile::TempDir;

use crate::around::Around;

/// Written once, before any program is run: a script that another thread still writes cannot be executed.
static PROGRAMS: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    for (path, script) in [
        ("logged-out/gh", "echo hunter22; exit 1"),
        ("says-nothing/gh", "exit 0"),
        ("logged-in/gh", r#"[ "$1 $2" = "auth token" ] && echo "gho_${SLIPWAY_KEYCHAIN_KEY-none}""#),
        ("agent/ssh-add", r#"[ "$1" = -L ] && cat "$HOME/keys-of-the-agent""#),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
});

/// A person with that home, with the programs of a folder, an agent, and a secret of Slipway's.
pub(crate) fn person(home: &Path, programs: &str) -> Around {
    let path = format!("{}:/usr/bin:/bin", PROGRAMS.path().join(programs).display());
    let variables = [
        ("PATH", path.as_str()),
        ("HOME", home.to_str().unwrap()),
        ("SSH_AUTH_SOCK", "/nowhere"),
        ("SLIPWAY_KEYCHAIN_KEY", "hunter22"),
    ];
    let variables: BTreeMap<String, String> =
        variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Around { home: home.to_owned(), variables }
}
