//! Makefiles: the recipes of their targets as scripts.

use crate::shell::Script;
use crate::variables::Variables;

/// What Makefiles are called.
pub(crate) const NAMES: [&str; 3] = ["Makefile", "makefile", "GNUmakefile"];

/// The recipe of a target.
pub(crate) fn target(file: &str, text: &str, name: &str) -> Option<Script> {
    let lines: Vec<&str> = text.lines().collect();
    let head = lines.iter().position(|line| targets_of(line).any(|target| target == name))?;
    let recipe = lines[head + 1..].iter().take_while(|line| line.starts_with('\t') || line.trim().is_empty());
    let body: Vec<String> = recipe.map(|line| shell(line)).collect();
    (!body.is_empty()).then(|| Script::new(file, &body.join("\n"), head + 2))
}

/// Every target with its line.
pub(crate) fn targets(text: &str) -> Vec<(String, usize)> {
    let lines = text.lines().enumerate();
    lines.flat_map(|(index, line)| targets_of(line).map(move |name| (name.to_owned(), index + 1))).collect()
}

/// What variables are set to at the top.
pub(crate) fn variables(text: &str) -> Variables {
    let lines = text.lines().filter(|line| !line.starts_with(['\t', '#', ' ']));
    lines
        .filter_map(|line| {
            let (name, value) = line.split_once('=')?;
            let name = name.trim_end_matches([':', '?', '+']).trim().trim_start_matches("export ");
            let fine = |c: char| c.is_ascii_alphanumeric() || c == '_';
            (!name.is_empty() && name.chars().all(fine))
                .then(|| (name.to_owned(), shell(value).trim().to_owned()))
        })
        .collect()
}

fn targets_of(line: &str) -> impl Iterator<Item = &str> {
    let head = line.split_once(':').filter(|(head, rest)| {
        !head.starts_with(['\t', ' ', '#', '.']) && !rest.starts_with('=') && !head.contains('=')
    });
    head.map(|(names, _)| names).unwrap_or_default().split_whitespace()
}

/// A line of a recipe as the shell gets it: `$(NAME)` becomes `${NAME}`, `$$` becomes `$`.
fn shell(line: &str) -> String {
    let line = line.trim_start_matches('\t').trim_start_matches(['@', '-']);
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let name = after.strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let command = name.and_then(|(name, _)| name.strip_prefix("shell "));
        rest = match (after.strip_prefix('$'), command, name) {
            (Some(after), _, _) => {
                out.push('$');
                after
            }
            (_, Some(command), Some((_, after))) => {
                out.push_str(&format!("$({command})"));
                after
            }
            (_, None, Some((name, after))) if !name.contains(' ') => {
                out.push_str(&format!("${{{name}}}"));
                after
            }
            _ => {
                out.push('$');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn recipes_are_scripts() {
        let text = "TAG ?= 1.$(N)\nall: build\n\n.PHONY: x\ndeploy: build\n\t@ssh $(HOST) \"echo $$PATH\"\n\ndone:\n";
        assert_eq!(
            target("Makefile", text, "deploy").unwrap(),
            Script::new("Makefile", "ssh ${HOST} \"echo $PATH\"\n", 6)
        );
        assert_eq!(variables(text).get("TAG").map(String::as_str), Some("1.${N}"));
        assert_eq!(targets(text), [("all".to_owned(), 2), ("deploy".to_owned(), 5), ("done".to_owned(), 8)]);
    }
}
