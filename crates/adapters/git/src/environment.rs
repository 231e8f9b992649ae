//! The environment that git gets.

use std::env;
use std::ffi::{OsStr, OsString};

/// Where git and the helpers that people gave it find their programs, configuration and keys, and where a helper that
/// unlocks a key for signing can ask.
const PASSED: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "EMAIL",
    "SSH_AUTH_SOCK",
    "GNUPGHOME",
    "GPG_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
];

/// `GIT_` variables that would make git look at another repository than the one that was named (a hook sets
/// them for its own), or read paths differently.
const WITHHELD: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// What is always the same: words in English (some are matched), no question at a terminal, and no lock that
/// only saves time, because a person may work in the same repository.
const FIXED: &[(&str, &str)] = &[("LANG", "C"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_OPTIONAL_LOCKS", "0")];

/// The environment for a child, made of this process's.
pub(crate) fn for_git() -> Vec<(OsString, OsString)> {
    let fixed = FIXED.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    env::vars_os().filter(|(name, _)| passed(name)).chain(fixed).collect()
}

fn passed(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    let upper = name.to_ascii_uppercase();
    PASSED.contains(&upper.as_str()) || (upper.starts_with("GIT_") && !WITHHELD.contains(&upper.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_signature_needs_passes() {
        for name in ["GNUPGHOME", "GPG_TTY", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"] {
            assert!(passed(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn secrets_of_the_caller_and_another_repository_do_not_pass() {
        for yes in ["PATH", "HOME", "SSH_AUTH_SOCK", "GIT_SSH_COMMAND", "GIT_AUTHOR_NAME", "Path"] {
            assert!(passed(OsStr::new(yes)), "{yes}");
        }
        for no in [
            "SLIPWAY_REGISTRY_PASSWORD",
            "SLIPWAY_KEYCHAIN_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "GIT_DIR",
            "GIT_INDEX_FILE",
            "LC_ALL",
        ] {
            assert!(!passed(OsStr::new(no)), "{no}");
        }
    }
}
