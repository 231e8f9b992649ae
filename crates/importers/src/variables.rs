//! Variables of CI systems, and what Slipway calls the same thing.

use std::collections::BTreeMap;

use slipway_domain::config::looks_like_secret;

/// Names in CI systems, and the variable of Slipway.
const KNOWN: [(&str, &str); 30] = [
    ("CIRCLE_BUILD_NUM", "build_number"),
    ("pipeline.number", "build_number"),
    ("CI_PIPELINE_IID", "build_number"),
    ("CI_PIPELINE_ID", "build_number"),
    ("CI_JOB_ID", "build_number"),
    ("GITHUB_RUN_NUMBER", "build_number"),
    ("github.run_number", "build_number"),
    ("BUILD_NUMBER", "build_number"),
    ("BUILD_ID", "build_number"),
    ("TRAVIS_BUILD_NUMBER", "build_number"),
    ("CIRCLE_SHA1", "sha"),
    ("pipeline.git.revision", "sha"),
    ("CI_COMMIT_SHA", "sha"),
    ("GITHUB_SHA", "sha"),
    ("github.sha", "sha"),
    ("GIT_COMMIT", "sha"),
    ("CI_COMMIT_SHORT_SHA", "short_sha"),
    ("CIRCLE_BRANCH", "branch"),
    ("pipeline.git.branch", "branch"),
    ("CI_COMMIT_BRANCH", "branch"),
    ("CI_COMMIT_REF_NAME", "branch"),
    ("CI_COMMIT_REF_SLUG", "branch"),
    ("GITHUB_REF_NAME", "branch"),
    ("github.ref_name", "branch"),
    ("BRANCH_NAME", "branch"),
    ("GIT_BRANCH", "branch"),
    ("CIRCLE_TAG", "git_tag"),
    ("CI_COMMIT_TAG", "git_tag"),
    ("TAG_NAME", "git_tag"),
    ("pipeline.git.tag", "git_tag"),
];

/// What a script's variables were set to, by name.
pub(crate) type Variables = BTreeMap<String, String>;

/// What GitLab's and GitHub's own variables hold, as far as the remote's address tells.
pub(crate) fn of_remote(remote: Option<&str>) -> Variables {
    let mut set = Variables::new();
    let path = |host: &str| {
        let (_, path) = remote?.split_once(host)?;
        Some(path.trim_start_matches([':', '/']).trim_end_matches('/').trim_end_matches(".git").to_owned())
    };
    if let Some(path) = path("gitlab.com") {
        set.insert("CI_REGISTRY".to_owned(), "registry.gitlab.com".to_owned());
        set.insert("CI_REGISTRY_IMAGE".to_owned(), format!("registry.gitlab.com/{}", path.to_lowercase()));
        set.insert("CI_PROJECT_PATH".to_owned(), path);
    }
    if let Some(path) = path("github.com") {
        if let Some((owner, _)) = path.split_once('/') {
            set.insert("github.repository_owner".to_owned(), owner.to_owned());
        }
        set.insert("github.repository".to_owned(), path.clone());
        set.insert("GITHUB_REPOSITORY".to_owned(), path);
    }
    set
}

/// Keeps what a variable was set to, unless it is a secret: what is not kept can be repeated nowhere.
pub(crate) fn know(set: &mut Variables, name: &str, value: &str) {
    if looks_like_secret(name, value) {
        set.remove(name);
    } else {
        set.insert(name.to_owned(), value.to_owned());
    }
}

/// A piece of a text with variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text.
    Text(String),
    /// A variable, by its name, or a command whose output stands there.
    Variable(String),
}

/// Takes a text apart at `$NAME`, `${NAME}`, `${{ name }}`, `<< name >>`, `$(command)` and backticks.
/// A variable that was set is replaced by what it was set to.
pub(crate) fn pieces(text: &str, set: &Variables) -> Vec<Piece> {
    let mut out = Vec::new();
    expand(text, set, 0, &mut out);
    out
}

/// Variables that are set to each other are followed no deeper.
const DEEPEST: usize = 8;

fn expand(text: &str, set: &Variables, depth: usize, out: &mut Vec<Piece>) {
    let mut rest = text;
    while let Some((before, name, after)) = next_variable(rest) {
        push_text(before, out);
        match set.get(name).filter(|value| depth < DEEPEST && !value.contains(&format!("${name}"))) {
            Some(value) => expand(value, set, depth + 1, out),
            None => out.push(Piece::Variable(name.to_owned())),
        }
        rest = after;
    }
    push_text(rest, out);
}

fn push_text(text: &str, out: &mut Vec<Piece>) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => out.push(Piece::Text(text.to_owned())),
    }
}

/// The text before the next variable, its name, and what follows.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.find(['$', '`']).into_iter().chain(text.find("<<")).min()?;
    let (before, rest) = text.split_at(at);
    if let Some(inner) = rest.strip_prefix("<<") {
        let (name, after) = inner.split_once(">>")?;
        return Some((before, name.trim(), after));
    }
    if let Some(inner) = rest.strip_prefix('`') {
        let (name, after) = inner.split_once('`')?;
        return Some((before, name.trim(), after));
    }
    let inner = &rest[1..];
    if let Some(inner) = inner.strip_prefix("{{") {
        let (name, after) = inner.split_once("}}")?;
        return Some((before, name.trim(), after));
    }
    if let Some(inner) = inner.strip_prefix('{') {
        let (name, after) = inner.split_once('}')?;
        let plain = name.split([':', '-', '%', '#', '/', '?', '+']).next().unwrap_or(name);
        return Some((before, plain, after));
    }
    if let Some(inner) = inner.strip_prefix('(') {
        let end = closing(inner)?;
        return Some((before, inner[..end].trim(), &inner[end + 1..]));
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = match inner.starts_with(|c: char| c.is_ascii_digit()) {
        true => 1,
        false => inner.find(|c| !is_name(c)).unwrap_or(inner.len()),
    };
    match end {
        0 => {
            let (before, after) = text.split_at(at + 1);
            next_variable(after).map(|(more, name, after)| (&text[..before.len() + more.len()], name, after))
        }
        end => Some((before, &inner[..end], &inner[end..])),
    }
}

fn closing(text: &str) -> Option<usize> {
    let mut depth = 1usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// What Slipway calls a variable or the output of a command; `None` if it has no word for it.
pub(crate) fn slipway_name(name: &str) -> Option<&'static str> {
    let bare = name.strip_prefix("env.").unwrap_or(name);
    if let Some((_, ours)) = KNOWN.iter().find(|(theirs, _)| *theirs == bare) {
        return Some(ours);
    }
    if !name.contains("git ") {
        return None;
    }
    match name {
        _ if name.contains("%ct") || name.contains("%at") => Some("commit_time"),
        _ if name.contains("%H") => Some("sha"),
        _ if name.contains("%h") || name.contains("--short") => Some("short_sha"),
        _ if name.contains("--abbrev-ref") || name.contains("branch --show-current") => Some("branch"),
        _ if name.contains("describe") => Some("git_tag"),
        _ if name.contains("rev-parse") => Some("sha"),
        _ => None,
    }
}

/// A text as a template of Slipway's; the first variable it has no word for otherwise.
pub(crate) fn template(text: &str, set: &Variables) -> Result<String, String> {
    let mut out = String::new();
    for piece in pieces(text, set) {
        match piece {
            Piece::Text(text) => out.push_str(&text.replace('$', "$$")),
            Piece::Variable(name) => match slipway_name(&name) {
                Some(ours) => out.push_str(&format!("${{{ours}}}")),
                None => return Err(name),
            },
        }
    }
    Ok(out)
}

/// A text with everything filled in that was set; the rest stays a variable.
pub(crate) fn filled(text: &str, set: &Variables) -> String {
    let write = |piece: Piece| match piece {
        Piece::Text(text) => text,
        Piece::Variable(name) if name.contains(' ') => format!("$({name})"),
        Piece::Variable(name) => format!("${{{name}}}"),
    };
    pieces(text, set).into_iter().map(write).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_templates() {
        let set: Variables = [
            ("TAG".to_owned(), "0.1.$CIRCLE_BUILD_NUM".to_owned()),
            ("T".to_owned(), "$(git show -s --format=%ct $CI_COMMIT_SHA)".to_owned()),
        ]
        .into();
        for (text, wanted) in [
            ("$TAG", "0.1.${build_number}"),
            ("${TAG}-x", "0.1.${build_number}-x"),
            ("$T", "${commit_time}"),
            ("v${{ github.run_number }}", "v${build_number}"),
            ("$(git rev-parse --short HEAD)", "${short_sha}"),
            ("`git rev-parse HEAD`", "${sha}"),
            ("<< pipeline.number >>", "${build_number}"),
            ("1.0", "1.0"),
        ] {
            assert_eq!(template(text, &set), Ok(wanted.to_owned()), "{text}");
        }
        assert_eq!(template("a-$OTHER", &set), Err("OTHER".to_owned()));
    }

    #[test]
    fn a_variable_that_is_set_to_itself_ends() {
        let set: Variables =
            [("A".to_owned(), "${B}".to_owned()), ("B".to_owned(), "${A}x".to_owned())].into();
        assert!(filled("$A", &set).len() < 100);
        assert_eq!(filled("5$ $", &Variables::new()), "5$ $");
    }
}
