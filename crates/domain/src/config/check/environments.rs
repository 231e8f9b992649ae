//! Environments: what their rules need from each other.

use super::Subject;
use crate::config::Environment;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::tree_path::plain_path;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, environment) in &subject.config.environments {
        let at = |key: &str| subject.at.key(&["environments", name, key]);
        if environment.soak.is_some() && environment.after.is_none() {
            cx.error(
                at("soak"),
                Code::Conflict,
                "`soak` counts how long a release ran in `after`, but there is no `after`.",
            )
            .hint("Add `after: ENVIRONMENT`, or remove `soak`.");
        }
        if environment.automatic && environment.after.is_none() && environment.branch.is_empty() {
            cx.error(
                at("automatic"),
                Code::Doubtful,
                format!("`{name}` is automatic, but nothing says which releases it takes."),
            )
            .warn()
            .hint("Add `branch: NAME` or `after: ENVIRONMENT`.");
        }
        branches(name, &environment.branch, subject, cx);
        sealed(name, environment.sealed.as_deref(), subject, cx);
    }
}

/// A sealed file belongs to one environment: it says inside for which.
fn sealed(name: &str, path: Option<&str>, subject: &Subject, cx: &mut Cx) {
    let Some(path) = path else { return };
    let mut before = subject.config.environments.iter().take_while(|(other, _)| *other != name);
    let same = |other: &Environment| {
        other.sealed.as_ref().is_some_and(|other| plain_path(other) == plain_path(path))
    };
    if let Some((other, _)) = before.find(|one| same(one.1)) {
        let at = subject.at.value(&["environments", name, "sealed"]);
        cx.error(at, Code::Conflict, format!("`{path}` holds the secrets of `{other}` already."))
            .hint("Each environment has a sealed file of its own, since it is sealed for that one alone.");
    }
}

/// Names that git would not take for a branch.
fn branches(name: &str, branches: &[String], subject: &Subject, cx: &mut Cx) {
    for (index, branch) in branches.iter().enumerate() {
        let spot = subject.at.value(&["environments", name, "branch", &index.to_string()]);
        let bad = |c: char| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c);
        if branch.contains(bad) || branch.contains("..") || branch.starts_with('-') || branch.ends_with('/') {
            cx.error(spot, Code::BadName, format!("`{branch}` cannot be a branch."))
                .hint("Branches are written in full, without patterns; several can stand in a list.");
        } else if let Some(short) =
            branch.strip_prefix("refs/heads/").or_else(|| branch.strip_prefix("origin/"))
        {
            cx.error(spot, Code::BadName, format!("`{branch}` is not how a branch is named here."))
                .suggest(short)
                .hint("The name alone is wanted, without refs/heads/ and without the remote.");
        }
    }
}
