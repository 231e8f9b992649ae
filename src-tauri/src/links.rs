//! `slipway://` links: `slipway://operations/recipes/0199…` shows that path of the window.

use slipway_window::Session;
use tauri::{AppHandle, Manager};

const SCHEME: &str = "slipway://";

/// Shows the first link among words, if one is.
pub(crate) fn follow<'w>(app: &AppHandle, words: impl Iterator<Item = &'w str>) {
    if let Some(path) = words.filter_map(path).next() {
        app.state::<Session>().show(path);
    }
}

/// The path of a link. The window shows nothing for a path that it does not know.
fn path(word: &str) -> Option<String> {
    let path = word.strip_prefix(SCHEME)?.trim_matches('/');
    let plain = |part: &str| part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._~%?=&/".contains(letter));
    (!path.is_empty() && plain(path)).then(|| format!("/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_path_and_nothing_else_is() {
        assert_eq!(path("slipway://operations/recipes/0199"), Some("/operations/recipes/0199".to_owned()));
        assert_eq!(path("slipway://board/"), Some("/board".to_owned()));
        for none in ["slipway://", "https://x", "slipway://a b", "slipway://<script>", "--flag"] {
            assert_eq!(path(none), None, "{none}");
        }
    }
}
