//! `slipway://` links, from wherever the desktop hands them over.

use slipway_window::Desktop;
use tauri::{AppHandle, Manager, Url};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::{notifications, window};

const SCHEME: &str = "slipway:";

/// Follows the link that the program was started with, and those that come later.
pub(crate) fn begin(app: &AppHandle) {
    let handle = app.clone();
    app.deep_link().on_open_url(move |event| follow_all(&handle, &event.urls()));
    // The first one was told before anybody could hear of it.
    if let Ok(Some(first)) = app.deep_link().get_current() {
        follow_all(app, &first);
    }
    follow_unreadable(app, std::env::args().skip(1));
}

fn follow_all(app: &AppHandle, links: &[Url]) {
    links.iter().for_each(|link| follow(app, link.as_str()));
}

/// A second program was started with these words and has ended again. What is a link by its form is heard of otherwise;
/// anything else that calls itself one leads nowhere, and whoever pressed it is to know.
pub(crate) fn follow_unreadable(app: &AppHandle, words: impl Iterator<Item = String>) {
    words.filter(|word| is_unreadable(word)).for_each(|word| follow(app, &word));
}

fn is_unreadable(word: &str) -> bool {
    let begins = word.get(..SCHEME.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(SCHEME));
    begins && Url::parse(word).is_err()
}

fn follow(app: &AppHandle, link: &str) {
    window::show(app);
    if let Err(notice) = app.state::<Desktop>().follow(link) {
        notifications::show(app, notice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_calls_itself_a_link_and_is_none_is_unreadable() {
        for (word, unreadable) in [
            ("slipway://<script>", true),
            ("SLIPWAY://[", true),
            ("slipway://board", false),
            ("--flag", false),
            ("", false),
        ] {
            assert_eq!(is_unreadable(word), unreadable, "{word}");
        }
    }
}
