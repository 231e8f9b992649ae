//! Which paths of a context are needed when an engine names some: through links, with wildcards.

use std::collections::BTreeSet;

use slipway_domain::dockerignore::fits;
use slipway_domain::tree_path::normal;

use crate::context::{Context, Kind};

/// The paths that `asked` lead to, the links on the way included; `None` when the whole context is asked for.
pub(crate) fn follow(context: &Context, asked: &[String]) -> Option<BTreeSet<String>> {
    let mut search = Search { context, found: BTreeSet::new(), seen: BTreeSet::new(), everything: false };
    for path in asked {
        search.path(path);
    }
    (!search.everything).then_some(search.found)
}

struct Search<'a> {
    context: &'a Context,
    found: BTreeSet<String>,
    seen: BTreeSet<String>,
    everything: bool,
}

impl Search<'_> {
    fn path(&mut self, path: &str) {
        // What leads out of the context is nowhere.
        let Some(path) = normal(path) else { return };
        if path.is_empty() {
            self.everything = true;
        } else if self.seen.insert(path.clone()) {
            let parts: Vec<&str> = path.split('/').collect();
            self.walk("", &parts);
        }
    }

    fn walk(&mut self, folder: &str, parts: &[&str]) {
        let Some((part, rest)) = parts.split_first() else {
            self.found.insert(folder.to_owned());
            return;
        };
        for name in self.candidates(folder, part) {
            let here = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            match self.context.get(&here) {
                Some(Kind::Link { target, .. }) => {
                    let onward = [&[onward(folder, target).as_str()], rest].concat().join("/");
                    self.found.insert(here);
                    self.path(&onward);
                }
                _ => self.walk(&here, rest),
            }
        }
    }

    fn candidates(&self, folder: &str, part: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::from([part.to_owned()]);
        if part.contains(['*', '?', '[', '\\']) {
            names.extend(self.context.names(folder).into_iter().filter(|name| fits(part, name)));
        }
        names
    }
}

/// Where a link in `folder` leads. Absolute links start at the context's root, as they do in the engine.
fn onward(folder: &str, target: &str) -> String {
    if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::context;

    fn found(paths: &[&str], asked: &[&str]) -> Option<Vec<String>> {
        let asked: Vec<_> = asked.iter().map(|path| (*path).to_owned()).collect();
        follow(&context(paths), &asked).map(|found| found.into_iter().collect())
    }

    #[test]
    fn plain_paths_stay() {
        assert_eq!(found(&["a/b"], &["/a/b", "nothing"]).unwrap(), ["a/b", "nothing"]);
    }

    #[test]
    fn links_are_followed_and_sent_too() {
        let paths = ["src -> real/src", "real/src/x", "abs -> /real"];
        assert_eq!(found(&paths, &["src/x"]).unwrap(), ["real/src/x", "src"]);
        assert_eq!(found(&paths, &["abs/src/x"]).unwrap(), ["abs", "real/src/x"]);
    }

    #[test]
    fn circles_and_ways_out_end() {
        assert_eq!(found(&["a -> b", "b -> a"], &["a/x"]).unwrap(), ["a", "b"]);
        assert_eq!(found(&["a -> ../../etc"], &["a/passwd"]).unwrap(), ["a"]);
    }

    #[test]
    fn wildcards_match_names() {
        let got = found(&["go.mod", "go.sum", "go/x"], &["go.*"]).unwrap();
        assert_eq!(got, ["go.*", "go.mod", "go.sum"]);
    }

    #[test]
    fn the_root_means_everything() {
        assert_eq!(found(&["a"], &["a", "."]), None);
        assert_eq!(found(&["a", "here -> ."], &["here"]), None);
    }
}
