//! Pages promise only what is there: their links lead somewhere, the commands they show exist, and so do the tests that they
//! name for what they promise.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::Fault;
use crate::tracked::File;

/// Every broken promise of a Markdown file. `paths` are those of all files, since a page also shows pictures.
pub fn faults(files: &[File], paths: &BTreeSet<String>, commands: &BTreeSet<String>) -> Vec<Fault> {
    let pages = files.iter().filter(|file| file.path.ends_with(".md") && !file.path.contains("/tests/"));
    let of = |page: &File| {
        let broken = links(page, paths).into_iter().chain(unknown_commands(page, commands));
        broken.chain(unknown_tests(page, files)).collect::<Vec<_>>()
    };
    pages.flat_map(of).collect()
}

/// Tests that a page names and that are not there: `` `FILE.rs::NAME` ``.
fn unknown_tests(page: &File, files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, line) in page.text.lines().enumerate() {
        for (path, name) in line.split('`').skip(1).step_by(2).filter_map(|mark| mark.split_once("::")) {
            let is_there = || {
                let named = files.iter().find(|file| file.path == path);
                named.is_some_and(|file| file.text.contains(&format!("fn {name}(")))
            };
            if path.ends_with(".rs") && !is_there() {
                let at = format!("{}:{}", page.path, index + 1);
                faults.push(format!("{at} names the test `{path}::{name}`, which is not there."));
            }
        }
    }
    faults
}

fn links(page: &File, paths: &BTreeSet<String>) -> Vec<Fault> {
    let lines = page.text.lines().enumerate();
    let broken = lines.flat_map(|(index, line)| {
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
        local
            .filter(|target| !leads_somewhere(page, target, paths))
            .map(|target| format!("{}:{} links to {target}, which is not there.", page.path, index + 1))
            .collect::<Vec<_>>()
    });
    broken.collect()
}

fn leads_somewhere(page: &File, target: &str, paths: &BTreeSet<String>) -> bool {
    let target = target.split('#').next().unwrap_or_default();
    let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
    let mut parts: Vec<String> = Vec::new();
    for part in folder.join(PathBuf::from(target)).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::ParentDir => drop(parts.pop()),
            _ => {}
        }
    }
    paths.contains(&parts.join("/"))
}

fn unknown_commands(page: &File, commands: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, line) in page.text.lines().enumerate() {
        for command in shown(line).filter(|command| !commands.contains(*command)) {
            faults.push(format!(
                "{}:{} shows `slipway {command}`, which is no command.",
                page.path,
                index + 1
            ));
        }
    }
    faults
}

/// The commands that a line shows: in code marks, or at the beginning of an indented line.
fn shown(line: &str) -> impl Iterator<Item = &str> {
    let marked = line.match_indices("`slipway ").map(|(at, mark)| &line[at + mark.len()..]);
    let block = line.strip_prefix("    slipway ");
    marked.chain(block).filter_map(|rest| {
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        word.starts_with(|c: char| c.is_ascii_lowercase()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Vec<File> {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        vec![file("docs/a.md", text), file("docs/b.md", ""), file("README.md", "")]
    }

    fn found(text: &str) -> Vec<Fault> {
        let files = page(text);
        let named = files.iter().map(|file| file.path.clone());
        let paths = named.chain(["docs/screenshots/board.png".to_owned()]).collect();
        faults(&files, &paths, &BTreeSet::from(["plan".to_owned(), "deploy".to_owned()]))
    }

    #[test]
    fn links_lead_somewhere() {
        let fine = "[b](b.md), [up](../README.md#top), [out](https://example.com), [here](#x)";
        assert_eq!(found(fine), Vec::<Fault>::new());
        assert_eq!(found("see [c](c.md)"), ["docs/a.md:1 links to c.md, which is not there."]);
    }

    #[test]
    fn tests_that_are_named_are_there() {
        let file = |path: &str, text: &str| File { path: path.into(), text: text.into() };
        let of = |text: &str| {
            let files = [file("docs/a.md", text), file("crates/a/src/b.rs", "    async fn holds() {}")];
            faults(&files, &BTreeSet::new(), &BTreeSet::new())
        };
        assert_eq!(of("| kept | `crates/a/src/b.rs::holds`, `Secret::new` |"), Vec::<Fault>::new());
        let missing = ["crates/a/src/b.rs::breaks", "crates/a/src/c.rs::holds"];
        for test in missing {
            let said = format!("docs/a.md:1 names the test `{test}`, which is not there.");
            assert_eq!(of(&format!("`{test}`")), [said]);
        }
    }

    #[test]
    fn pictures_are_there() {
        assert_eq!(found("![The board](screenshots/board.png)"), Vec::<Fault>::new());
        assert_eq!(found("![The plan](screenshots/plan.png)").len(), 1);
    }

    #[test]
    fn commands_exist() {
        let fine = "`slipway plan ENV`, `slipway COMMAND --help`, `slipway --help`\n    slipway deploy x";
        assert_eq!(found(fine), Vec::<Fault>::new());
        assert_eq!(found("`slipway fly`").len(), 1);
        assert_eq!(found("    slipway fly there").len(), 1);
    }
}
