//! POSIX shell text: directories, and the few functions that every script of ours begins with.

pub use slipway_domain::shell_word::quote;

use crate::spot::Spot;

/// A directory as a word of the shell: `~/…` and relative ones lie in the home directory of the account.
pub fn directory(path: &str) -> String {
    let home = |rest: &str| match rest.trim_matches('/') {
        "" => "\"$HOME\"".to_owned(),
        rest => format!("\"$HOME\"/{}", quote(rest)),
    };
    match path {
        "~" => home(""),
        path if path.starts_with('/') => quote(path.trim_end_matches('/')),
        path => home(path.strip_prefix("~/").unwrap_or(path)),
    }
}

/// What each script begins with: where it works, and functions to lock and to write the journal.
///
/// `flock(1)` is asked without `-w`, which BusyBox does not know; where there is none (macOS), perl locks
/// the same file descriptor. A journal whose last line was cut off by a crash gets its line end first, so
/// that the next line stands on its own.
pub fn prelude(spot: &Spot) -> String {
    format!("D={}\n{}", directory(&spot.directory), include_str!("scripts/prelude.sh"))
}

/// The shell function `plugin`: whether Docker has the Compose plugin, which goes before the older program.
pub const FIND_PLUGIN: &str = include_str!("scripts/plugin.sh");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_lie_in_the_home_unless_absolute() {
        assert_eq!(directory("~/.slipway/a b"), "\"$HOME\"/'.slipway/a b'");
        assert_eq!(directory("srv/app/"), "\"$HOME\"/'srv/app'");
        assert_eq!(directory("/srv/app/"), "'/srv/app'");
        assert_eq!(directory("~"), "\"$HOME\"");
    }
}
