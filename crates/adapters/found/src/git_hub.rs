//! The token of the GitHub CLI.

use slipway_domain::credential::Kind;

use crate::around::Around;
use crate::found::{Found, Read};
use crate::program;

/// The token that `gh` is logged in with.
pub async fn git_hub(around: &Around) -> Read {
    let mut read = Read::default();
    match program::output(around, &["gh", "auth", "token"]).await {
        Ok(text) => read.found.extend(text.as_deref().and_then(token)),
        Err(why) => read.miss_keeper(why),
    }
    read
}

/// The credential of what `gh auth token` wrote: one word on a line.
fn token(text: &str) -> Option<Found> {
    let token = text.trim();
    let is_token = !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic());
    is_token.then(|| Found::new(Kind::GitToken, "github.com", "gh auth token").with("token", Some(token)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_word() {
        let found = token("gho_example\n").unwrap();
        assert_eq!(found.parts([]).unwrap().get("token").unwrap().expose(), "gho_example");
        for text in ["", "\n", "no oauth token found"] {
            assert!(token(text).is_none(), "{text:?}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn who_is_not_logged_in_has_no_token() {
        use crate::test_programs::person;
        let home = tempfile::TempDir::new().unwrap();
        for programs in ["logged-out", "says-nothing"] {
            let read = git_hub(&person(home.path(), programs)).await;
            assert!(read.found.is_empty() && read.missed.is_empty(), "{programs}: {read:?}");
        }
        let read = git_hub(&person(home.path(), "logged-in")).await;
        assert_eq!(read.found[0].values[0].1.expose(), "gho_none", "our own secrets stay with us");
    }
}
