//! Environments, in promotion order.

use super::groups::{self, Group};
use super::services::Service;
use super::targets::{self, Kind};
use super::{Draft, containers, from};
use crate::place::Origin;

/// Writes the environments that commands deploy to, or one on this laptop.
pub(super) fn write(services: &[Service], draft: &mut Draft) {
    let groups = groups::find(draft);
    let mut chosen: Vec<(Group, Kind)> = Vec::new();
    let mut has_hosts = false;
    for group in groups {
        has_hosts = true;
        match targets::choose(&group, services, draft) {
            Some(kind) => chosen.push((group, kind)),
            None => loose(&group, draft),
        }
    }
    if chosen.is_empty() {
        mine(services, has_hosts, draft);
        return;
    }
    draft.page.open(0, "environments", None);
    for (group, kind) in &chosen {
        one(group, kind, services, draft);
    }
}

/// Commands on a host that no target stands for.
fn loose(group: &Group, draft: &mut Draft) {
    let Some(deed) = group.deeds.first() else { return };
    let hosts: Vec<String> = group.hosts.iter().map(|(host, _)| host.host.to_string()).collect();
    draft.ask(format!(
        "What do the commands at {} do on {}? If they deploy, put them into a script and name it: `target: {{ script: {{ hosts: [{}], file: deploy.sh }} }}`.",
        deed.place,
        hosts.join(", "),
        hosts.join(", ")
    ));
}

fn one(group: &Group, kind: &Kind, services: &[Service], draft: &mut Draft) {
    draft.page.open(1, &group.name, Some(group.origin.clone()));
    branch(group, draft);
    if let Some(place) = &group.approval {
        draft.page.raw(2, "approvals", "{ count: 1 }", from(place));
    } else if group.name == "production" {
        draft.page.raw(
            2,
            "protected",
            "true",
            Origin::guess("production takes pushed commits without local changes only"),
        );
    }
    draft.page.open(2, "target", None);
    targets::write(group, kind, services, draft);
    targets::env(group, kind, services, draft);
    for (host, place) in &group.hosts {
        if let Some(placeholder) = &host.placeholder {
            draft.ask(format!(
                "Which host is {placeholder} ({place})? Write its address, or name it so in ~/.ssh/config."
            ));
        }
    }
}

fn branch(group: &Group, draft: &mut Draft) {
    let names: Vec<String> = group.branches.iter().map(|(name, _)| name.clone()).collect();
    match (names.as_slice(), group.branches.first()) {
        ([name], Some((_, place))) => draft.page.pair(2, "branch", name, from(place)),
        ([_, ..], Some((_, place))) => draft.page.list(2, "branch", &names, from(place)),
        _ => {
            if let Some(name) = usual_branch(&group.name, draft) {
                draft.page.pair(2, "branch", &name, Origin::guess("nothing restricts the branch"));
            }
        }
    }
}

/// The branch of the repository that such an environment usually takes.
fn usual_branch(environment: &str, draft: &Draft) -> Option<String> {
    let usual: &[&str] = match environment {
        "production" => &["main", "master"],
        "staging" => &["preprod", "staging", "main", "master"],
        _ => &["develop", "dev", "main", "master"],
    };
    usual
        .iter()
        .find(|name| draft.facts.branches.iter().any(|branch| branch == *name))
        .map(|name| (*name).to_owned())
}

/// This laptop, where no host is known, or nothing is known of what is done on the hosts.
fn mine(services: &[Service], has_hosts: bool, draft: &mut Draft) {
    if services.is_empty() {
        return;
    }
    let why = match has_hosts {
        true => "what is done on the hosts is not known; this is this laptop",
        false => "no host was found; this is this laptop",
    };
    draft.page.open(0, "environments", None);
    draft.page.open(1, "mine", Some(Origin::guess(why)));
    draft.page.open(2, "target", None);
    containers::on_this_laptop(services, draft);
    if !has_hosts {
        draft.ask("Which hosts should releases go to? None is named in the repository, so `mine`, this laptop, was proposed.");
    }
    let neighbours: Vec<&str> = draft
        .facts
        .compose
        .iter()
        .take(1)
        .flat_map(|file| &file.services)
        .filter(|service| {
            !services.iter().any(|ours| ours.compose.is_some_and(|known| known.name == service.name))
        })
        .map(|service| service.name.as_str())
        .collect();
    if !neighbours.is_empty() {
        draft.findings.add(None, format!("`mine` runs the services of this repository only. The compose file has others beside them: {}.", neighbours.join(", ")));
    }
}
