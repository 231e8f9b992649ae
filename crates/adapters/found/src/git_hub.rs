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
        Err(why) => read.missed.push(why),
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
        let found = token("gho_16C7e42F292c6912E7710c838347Ae178B4a\n").unwrap();
        assert_eq!(found.parts([]).unwrap().get("token").unwrap().expose(), "gho_16C7e42F292c6912E7710c838347Ae178B4a");
        for text in ["", "\n", "no oauth token found"] {
            assert!(token(text).is_none(), "{text:?}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn who_has_no_such_program_or_is_not_logged_in_has_no_token() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::TempDir::new().unwrap();
        let around = |path: &std::path::Path| {
            let path = format!("{}:/usr/bin:/bin", path.display());
            let variables = [("PATH".to_owned(), path), ("SLIPWAY_KEYCHAIN_KEY".to_owned(), "hunter22".to_owned())];
            Around { home: folder.path().to_owned(), variables: variables.into() }
        };
        let gh = |script: &str| {
            let bin = tempfile::TempDir::new().unwrap();
            let program = bin.path().join("gh");
            std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
            bin
        };
        for script in ["echo hunter22; exit 1", "exit 0"] {
            let bin = gh(script);
            let read = git_hub(&around(bin.path())).await;
            assert!(read.found.is_empty() && read.missed.is_empty(), "{script}: {read:?}");
        }
        let bin = gh(r#"[ "$1 $2" = "auth token" ] && echo "gho_${SLIPWAY_KEYCHAIN_KEY-none}""#);
        let read = git_hub(&around(bin.path())).await;
        assert_eq!(read.found[0].values[0].1.expose(), "gho_none", "our own secrets stay with us");
    }
}
