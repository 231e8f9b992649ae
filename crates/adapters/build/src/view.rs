//! What of a context one request of the engine gets to see.

use std::collections::BTreeSet;

use slipway_domain::dockerignore::{Dockerignore, InvalidPattern};

use crate::context::{Context, Kind, folders};
use crate::follow::follow;

/// What an engine wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Only what matches one of these, if there are any.
    pub(crate) include: Vec<String>,
    /// Nothing that matches these, in the order and with the meaning of `.dockerignore`.
    pub(crate) exclude: Vec<String>,
    /// Only these paths and where links in them lead, if there are any.
    pub(crate) follow: Vec<String>,
}

/// One thing to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its path relative to the context.
    pub(crate) path: String,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What is to be sent, in order.
pub(crate) fn view(context: &Context, wanted: &Wanted) -> Result<Vec<Item>, InvalidPattern> {
    let exclude = Dockerignore::from_patterns(wanted.exclude.iter().map(String::as_str))?;
    let include = Dockerignore::from_patterns(wanted.include.iter().map(String::as_str))?;
    let followed = if wanted.follow.is_empty() { None } else { follow(context, &wanted.follow) };
    let everything = match (&followed, wanted.include.is_empty()) {
        (None, true) => true,
        (None, false) => !wanted.follow.is_empty(),
        (Some(_), _) => false,
    };
    let seen = |path: &str| {
        let asked =
            everything || include.ignores(path) || followed.as_ref().is_some_and(|set| leads_to(set, path));
        asked && !exclude.ignores(path)
    };
    let leaves: Vec<(String, &Kind)> =
        context.entries().filter(|(path, kind)| **kind != Kind::Folder && seen(path)).collect();
    let needed: BTreeSet<&str> = leaves.iter().flat_map(|(path, _)| folders(path)).collect();
    let leaf_paths: BTreeSet<&str> = leaves.iter().map(|(path, _)| path.as_str()).collect();
    let sent = |path: &str| leaf_paths.contains(path) || needed.contains(path);
    Ok(context
        .entries()
        .filter(|(path, _)| sent(path))
        .map(|(path, kind)| Item { path, kind: kind.clone() })
        .collect())
}

fn leads_to(asked: &BTreeSet<String>, path: &str) -> bool {
    asked.contains(path) || folders(path).any(|folder| asked.contains(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::context;

    fn paths(files: &[&str], wanted: &Wanted) -> Vec<String> {
        view(&context(files), wanted).unwrap().into_iter().map(|item| item.path).collect()
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn without_wishes_everything_is_sent_with_its_folders() {
        assert_eq!(paths(&["a/b/c", "d"], &Wanted::default()), ["a", "a/b", "a/b/c", "d"]);
    }

    #[test]
    fn followed_paths_bring_what_is_below_them() {
        let wanted = Wanted { follow: texts(&["src", "go.mod"]), ..Wanted::default() };
        assert_eq!(paths(&["src/x", "srcs/y", "go.mod", "doc"], &wanted), ["go.mod", "src", "src/x"]);
    }

    #[test]
    fn excluded_files_and_their_empty_folders_stay_out() {
        let wanted = Wanted { exclude: texts(&["node_modules", "!node_modules/keep"]), ..Wanted::default() };
        let files = ["node_modules/a/b", "node_modules/keep/c", "x"];
        assert_eq!(paths(&files, &wanted), ["node_modules", "node_modules/keep", "node_modules/keep/c", "x"]);
    }

    #[test]
    fn include_patterns_have_wildcards() {
        let wanted = Wanted { include: texts(&["*.toml", "src/**/*.rs"]), ..Wanted::default() };
        assert_eq!(
            paths(&["Cargo.toml", "src/a/b.rs", "src/a/b.txt"], &wanted),
            ["Cargo.toml", "src", "src/a", "src/a/b.rs"]
        );
    }

    #[test]
    fn what_is_asked_for_and_not_there_is_nothing() {
        let wanted = Wanted { follow: texts(&["Dockerfile.dockerignore"]), ..Wanted::default() };
        assert!(paths(&["Dockerfile"], &wanted).is_empty());
    }
}
