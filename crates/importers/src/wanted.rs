//! Which secrets a hosted CI keeps for a repository: the names that its files use and nothing in them sets.

use std::collections::{BTreeMap, BTreeSet};

use crate::place::Place;
use crate::repository::is_workflow;

/// A secret that a CI file uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is called there.
    pub name: String,
    /// Where it is used first.
    pub place: Place,
}

/// What a CI gives by itself, by the beginnings of the names.
const GIVEN: [&str; 5] = ["CI_", "GITLAB_", "CIRCLE_", "GITHUB_", "RUNNER_"];

/// What every shell has.
const OF_SHELLS: [&str; 14] = [
    "CI", "HOME", "PATH", "PWD", "OLDPWD", "USER", "SHELL", "HOSTNAME", "LANG", "IFS", "RANDOM", "SECONDS",
    "BASH_ENV", "UID",
];

/// What GitHub gives every workflow by itself.
const OF_WORKFLOWS: [&str; 1] = ["GITHUB_TOKEN"];

/// The secrets that the CI files among these use, by name; where one stands in several, its first place.
pub fn wanted<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Wanted> {
    let mut first = BTreeMap::<String, Place>::new();
    for (path, text) in files {
        let found = match path.rsplit('/').next().unwrap_or(path) {
            _ if is_workflow(path) => of_workflow(text),
            ".gitlab-ci.yml" | ".gitlab-ci.yaml" => of_shell(text),
            "config.yml" | "config.yaml" if path.starts_with(".circleci/") => of_shell(text),
            "Jenkinsfile" => of_jenkins(text),
            _ => continue,
        };
        for (name, line) in found {
            first.entry(name).or_insert_with(|| Place::new(path, line));
        }
    }
    first.into_iter().map(|(name, place)| Wanted { name, place }).collect()
}

/// Whether a file of that path is one that [`wanted`] reads.
pub fn is_ci(path: &str) -> bool {
    is_workflow(path)
        || matches!(
            path,
            ".gitlab-ci.yml" | ".gitlab-ci.yaml" | ".circleci/config.yml" | ".circleci/config.yaml"
        )
        || path.rsplit('/').next() == Some("Jenkinsfile")
}

type Named = Vec<(String, usize)>;

/// `secrets.NAME` and `secrets['NAME']` in a workflow of GitHub.
fn of_workflow(text: &str) -> Named {
    let mut found = Named::new();
    for (line, code) in code_lines(text) {
        for (at, word) in code.match_indices("secrets") {
            let is_part = code[..at].ends_with(|c: char| is_of_name(c) || matches!(c, '.' | '-'));
            let behind = &code[at + word.len()..];
            let name = behind.strip_prefix('.').map(name_at).or_else(|| quoted_behind(behind, "["));
            let is_kept = |name: &&str| !is_part && !name.is_empty() && !OF_WORKFLOWS.contains(name);
            found.extend(name.filter(is_kept).map(|name| (name.to_owned(), line)));
        }
    }
    found
}

/// `$NAME` and `${NAME}` in commands, in capital letters, which the file does not set itself and the CI does not give.
fn of_shell(text: &str) -> Named {
    let set = set_in(text);
    let mut found = Named::new();
    for (line, code) in code_lines(text) {
        for (at, _) in code.match_indices('$') {
            // Two of them are one that stands for itself.
            let is_doubled = code[..at].ends_with('$') || code[..at].ends_with('\\');
            let behind = &code[at + 1..];
            let name = name_at(behind.strip_prefix('{').unwrap_or(behind));
            let is_given = GIVEN.iter().any(|start| name.starts_with(start)) || OF_SHELLS.contains(&name);
            if !is_doubled && is_constant(name) && !is_given && !set.contains(name) {
                found.push((name.to_owned(), line));
            }
        }
    }
    found
}

/// `credentials('NAME')` and `credentialsId: 'NAME'` in a Jenkinsfile.
fn of_jenkins(text: &str) -> Named {
    let mut found = Named::new();
    for (index, code) in text.lines().enumerate().filter(|(_, code)| !code.trim_start().starts_with("//")) {
        for (word, mark) in [("credentials", "("), ("credentialsId", ":")] {
            for (at, _) in code.match_indices(word) {
                if let Some(name) = quoted_behind(&code[at + word.len()..], mark) {
                    found.push((name.to_owned(), index + 1));
                }
            }
        }
    }
    found
}

/// The names that a file sets: as a key of YAML, by `NAME=`, by `read` and by a loop.
fn set_in(text: &str) -> BTreeSet<&str> {
    let mut set = BTreeSet::new();
    for (_, code) in code_lines(text) {
        let key = code.trim_start().trim_start_matches("- ").trim_start();
        let name = name_at(key);
        if key[name.len()..].trim_start_matches(['"', '\'']).starts_with(':') {
            set.insert(name);
        }
        let words = code.split(|c: char| c.is_whitespace() || matches!(c, ';' | '"' | '\'' | '(' | '&'));
        let mut before = "";
        for word in words.filter(|word| !word.is_empty()) {
            let name = name_at(word);
            if word[name.len()..].starts_with('=') || matches!(before, "for" | "read" | "-r") {
                set.insert(name);
            }
            before = word;
        }
    }
    set.into_iter().filter(|name| !name.is_empty()).collect()
}

/// The lines of a YAML file that are no comments, from 1.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(index, code)| (index + 1, code));
    lines.filter(|(_, code)| !code.trim_start().starts_with('#'))
}

/// The name that a text begins with.
fn name_at(text: &str) -> &str {
    let end = text.find(|c: char| !is_of_name(c)).unwrap_or(text.len());
    &text[..end]
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether a name is written as those of secrets are: in capitals, and longer than a letter.
fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// What stands in quotes behind a mark.
fn quoted_behind<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let text = text.trim_start().strip_prefix(mark)?.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let (name, _) = text[quote.len_utf8()..].split_once(quote)?;
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, text: &str) -> Vec<(String, usize)> {
        wanted([(path, text)]).into_iter().map(|wanted| (wanted.name, wanted.place.line)).collect()
    }

    fn expected(names: &[(&str, usize)]) -> Vec<(String, usize)> {
        names.iter().map(|(name, line)| ((*name).to_owned(), *line)).collect()
    }

    #[test]
    fn a_workflow_names_its_secrets() {
        let text = "env:\n  A: ${{ secrets.NPM_TOKEN }}\n  B: ${{secrets['deploy-key']}}\n# ${{ secrets.OLD }}\n  C: ${{ secrets.GITHUB_TOKEN }}\n  D: ${{ secrets.NPM_TOKEN }} ${{ my.secrets.X }} ${{ vars.Y }}\nsecrets: inherit\n";
        let found = names(".github/workflows/ci.yml", text);
        assert_eq!(found, expected(&[("NPM_TOKEN", 2), ("deploy-key", 3)]));
    }

    #[test]
    fn what_commands_use_and_nothing_sets_is_kept_by_the_ci() {
        let text = "variables:\n  IMAGE: x\ndeploy:\n  script:\n    - export TAG=1 && read -r LINE\n    - for HOST in a b; do ssh $HOST; done\n    - docker login -u $REGISTRY_USER -p ${REGISTRY_PASSWORD} $CI_REGISTRY\n    # $OLD\n    - echo $IMAGE $TAG $LINE $HOME $$PID \\$X $lower \"$SLACK_WEBHOOK\" $1\n";
        let found = names(".gitlab-ci.yml", text);
        assert_eq!(found, expected(&[("REGISTRY_PASSWORD", 7), ("REGISTRY_USER", 7), ("SLACK_WEBHOOK", 9)]));
        assert_eq!(names(".circleci/config.yml", "- run: a $CIRCLE_SHA1 $KEY\n"), expected(&[("KEY", 1)]));
    }

    #[test]
    fn a_jenkinsfile_names_its_credentials() {
        let text = "environment { A = credentials('registry') }\n// credentials('old')\nwithCredentials([string(credentialsId: \"slack\", variable: 'S')])\nsshagent(credentials: ['deploy'])\n";
        assert_eq!(names("deploy/Jenkinsfile", text), expected(&[("registry", 1), ("slack", 3)]));
    }

    #[test]
    fn other_files_are_not_read() {
        assert!(names("deploy.sh", "echo $TOKEN ${{ secrets.X }}").is_empty());
        assert!(!is_ci("deploy.sh") && is_ci(".github/workflows/ci.yml") && is_ci("a/Jenkinsfile"));
    }
}
