//! What a deployment changes, as people read it.

use std::collections::BTreeMap;

use slipway_domain::deployment::{Configuration, Deployment};
use slipway_domain::digest::Digest;
use slipway_domain::world::{Running, World};

use crate::ports::LogCommit;

/// What happens to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Another image or configuration.
    Changed,
    /// It did not run before.
    New,
    /// It runs no more.
    Removed,
    /// Nothing.
    Same,
}

/// A service in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceChange {
    /// The service.
    pub name: String,
    /// What happens to it.
    pub change: Change,
    /// What runs now: its version, and its digest where all places agree.
    pub from: Option<(Option<String>, Option<Digest>)>,
    /// What will run.
    pub to: Option<(String, Digest)>,
}

/// What happens to a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariableChange {
    /// It was not there before.
    Added,
    /// It has another value.
    Changed,
    /// It is there no more.
    Removed,
}

impl VariableChange {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A variable in a plan. Values are never shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigurationChange {
    /// `SERVICE/NAME`.
    pub key: String,
    /// What happens to it.
    pub change: VariableChange,
}

/// A commit between what runs and what goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitChange {
    /// The commit.
    pub commit: LogCommit,
    /// Whether it is in what runs and not in what goes out.
    pub removed: bool,
}

/// The commits that come and those that go, each newest first.
pub fn commits(coming: Vec<LogCommit>, going: Vec<LogCommit>) -> Vec<CommitChange> {
    let change = |removed| move |commit| CommitChange { commit, removed };
    coming.into_iter().map(change(false)).chain(going.into_iter().map(change(true))).collect()
}

/// What happens to each service, by name.
pub fn services(deployment: &Deployment, world: &World) -> Vec<ServiceChange> {
    let all = deployment.all_services();
    let mut changes: BTreeMap<String, ServiceChange> =
        all.iter().map(|name| (name.clone(), wanted(name, deployment, world))).collect();
    let running = world.seen_places().flat_map(|(_, seen)| seen.services.keys());
    for name in running.filter(|name| deployment.is_whole() && !all.contains(name)) {
        let from = Some(now(name, world));
        changes.insert(
            name.clone(),
            ServiceChange { name: name.clone(), change: Change::Removed, from, to: None },
        );
    }
    changes.into_values().collect()
}

fn wanted(name: &str, deployment: &Deployment, world: &World) -> ServiceChange {
    let to = deployment.service(name).map(|service| (service.version.clone(), service.digest.clone()));
    let places = at(name, world);
    let same = |one: &Option<&Running>| one.is_some_and(|running| deployment.is_run_by(name, running));
    let change = if places.iter().all(Option::is_none) {
        Change::New
    } else if places.iter().all(same) {
        Change::Same
    } else {
        Change::Changed
    };
    let from = (change != Change::New).then(|| now(name, world));
    ServiceChange { name: name.to_owned(), change, from, to }
}

/// What happens to each service against what the ledger says ran before, by name.
pub fn between(before: Option<&Deployment>, after: &Deployment) -> Vec<ServiceChange> {
    let all = after.all_services();
    let mut changes: BTreeMap<String, ServiceChange> =
        all.iter().map(|name| (name.clone(), against(name, before, after))).collect();
    let ran = before.map(Deployment::all_services).unwrap_or_default();
    for name in ran.into_iter().filter(|name| after.is_whole() && !all.contains(name)) {
        changes
            .insert(name.clone(), ServiceChange { change: Change::Removed, ..against(&name, before, after) });
    }
    changes.into_values().collect()
}

fn against(name: &str, before: Option<&Deployment>, after: &Deployment) -> ServiceChange {
    let old = before.and_then(|before| Some((before, before.service(name)?)));
    let new = after.service(name);
    let same = old.zip(new).is_some_and(|((before, old), new)| {
        let configuration = [before, after].map(|one| one.configuration_fingerprint(name));
        old.digest == new.digest && configuration[0] == configuration[1]
    });
    let change = match old {
        None => Change::New,
        Some(_) if same => Change::Same,
        Some(_) => Change::Changed,
    };
    ServiceChange {
        name: name.to_owned(),
        change,
        from: old.map(|(_, service)| (Some(service.version.clone()), Some(service.digest.clone()))),
        to: new.map(|service| (service.version.clone(), service.digest.clone())),
    }
}

/// How the service runs at each place that can be seen.
fn at<'w>(name: &str, world: &'w World) -> Vec<Option<&'w Running>> {
    world.seen_places().map(|(_, seen)| seen.services.get(name)).collect()
}

fn now(name: &str, world: &World) -> (Option<String>, Option<Digest>) {
    let places: Vec<&Running> = at(name, world).into_iter().flatten().collect();
    let Some(first) = places.first() else { return (None, None) };
    let agreed = places.iter().all(|running| running.digest == first.digest);
    (first.version.clone(), if agreed { first.digest.clone() } else { None })
}

/// Which variables differ between what ran before and what will run.
pub fn configuration(before: Option<&Deployment>, after: &Deployment) -> Vec<ConfigurationChange> {
    let nothing = Configuration::new();
    let mut changes = Vec::new();
    for service in &after.all_services() {
        let old = before.and_then(|before| of(service, before)).unwrap_or(&nothing);
        let new = of(service, after).unwrap_or(&nothing);
        for key in old.keys().chain(new.keys()) {
            let change = match (old.get(key), new.get(key)) {
                (None, Some(_)) => VariableChange::Added,
                (Some(_), None) => VariableChange::Removed,
                (Some(old), Some(new)) if old != new => VariableChange::Changed,
                _ => continue,
            };
            changes.push(ConfigurationChange { key: format!("{service}/{key}"), change });
        }
    }
    changes.sort();
    changes.dedup();
    changes
}

fn of<'d>(service: &str, deployment: &'d Deployment) -> Option<&'d Configuration> {
    deployment.part(service)?.configuration.get(service)
}

/// How many commits are told where something failed.
const TOLD: usize = 10;

/// What a deployment changes against the one before it, a line each: services, variables by name, the commits that
/// come and go.
pub fn told(before: &Deployment, after: &Deployment, commits: &[CommitChange]) -> String {
    let (old, new) = (before.release.number, after.release.number);
    let mut lines = vec![format!("#{new}, and #{old} before")];
    for name in after.all_services() {
        let version = |of: &Deployment| of.service(&name).map(|service| service.version.clone());
        let digest = |of: &Deployment| of.service(&name).map(|service| service.digest.clone());
        match (version(before), version(after)) {
            (None, Some(to)) => lines.push(format!("service {name}: {to}, new")),
            (Some(from), Some(to)) if digest(before) != digest(after) => {
                lines.push(format!("service {name}: {from} → {to}"));
            }
            _ => {}
        }
    }
    let changed = configuration(Some(before), after).into_iter();
    lines.extend(changed.map(|one| format!("variable {}: {}", one.key, one.change.as_str())));
    lines.extend(commits.iter().take(TOLD).map(|CommitChange { commit, removed }| {
        let sign = if *removed { "without " } else { "" };
        format!("{sign}commit {} {}", commit.sha.get(..7).unwrap_or(&commit.sha), commit.subject)
    }));
    if commits.len() > TOLD {
        lines.push(format!("and {} more commits", commits.len() - TOLD));
    }
    if lines.len() == 1 {
        lines.push("services, variables and commits are the same".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::history::tests::of;
    use slipway_domain::deployment::Setting;

    #[test]
    fn what_was_planned_is_told_against_what_the_ledger_says_ran() {
        let told = |before: Option<&Deployment>, after: &Deployment| {
            let of = |one: ServiceChange| (one.name, one.change, one.from.and_then(|(version, _)| version));
            between(before, after).into_iter().map(of).collect::<Vec<_>>()
        };
        let (both, mut other) = (of(1, &["api", "web"]), of(2, &["api"]));
        let old = || Some("0.1.1".to_owned());
        assert_eq!(told(None, &other), [("api".to_owned(), Change::New, None)]);
        other.whole = Some(true);
        let removed = ("web".to_owned(), Change::Removed, old());
        assert_eq!(told(Some(&both), &other), [("api".to_owned(), Change::Changed, old()), removed]);
        other.whole = Some(false);
        assert_eq!(told(Some(&both), &other).len(), 1, "what it leaves alone is not its doing");
        let mut again = both.clone();
        let setting = Setting::Plain("x".into());
        again.configuration.insert("web".into(), [("MODE".to_owned(), setting)].into());
        let changes: Vec<Change> =
            told(Some(&both), &again).into_iter().map(|(_, change, _)| change).collect();
        assert_eq!(changes, [Change::Same, Change::Changed], "another variable is a change, too");
    }

    fn commits(count: usize, removed: bool) -> Vec<CommitChange> {
        let commit = |number| LogCommit {
            sha: format!("{number:040}"),
            subject: format!("Change {number}"),
            author: "ann".into(),
            time: 0,
        };
        (0..count).map(|number| CommitChange { commit: commit(number), removed }).collect()
    }

    #[test]
    fn services_variables_and_commits_are_told_and_no_value() {
        let (before, mut after) = (of(1, &["api"]), of(2, &["api", "web"]));
        let setting = Setting::Plain("hidden".into());
        after.configuration.insert("api".into(), [("MODE".to_owned(), setting)].into());
        let text = told(&before, &after, &commits(1, false));
        let lines = [
            "#2, and #1 before",
            "service api: 0.1.1 → 0.1.2",
            "service web: 0.1.2, new",
            "variable api/MODE: added",
            "commit 0000000 Change 0",
        ];
        assert_eq!(text, lines.join("\n"));
        let back = told(&before, &before, &commits(12, true));
        assert!(back.starts_with("#1, and #1 before\nwithout commit 0000000 Change 0\n"), "{back}");
        assert!(back.ends_with("\nand 2 more commits"), "{back}");
        assert!(told(&before, &before, &[]).ends_with("services, variables and commits are the same"));
    }
}
