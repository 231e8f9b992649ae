//! What is referred to must be defined.

use super::Subject;
use crate::config::Target;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::read::closest;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    jobs(subject, cx);
    environments(subject, cx);
}

/// Reports `name` at `path` unless it is among `known`.
pub(super) fn defined<'k>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'k String>,
    path: &[&str],
    subject: &Subject,
    cx: &mut Cx,
) {
    let known: Vec<&str> = known.map(String::as_str).collect();
    if name.is_empty() || known.contains(&name) || cx.is_full() {
        return;
    }
    let spot = subject.at.value(path);
    let finding = cx.error(spot, Code::Undefined, format!("There is no {what} `{name}`."));
    match closest(name, known.iter().copied()) {
        Some(near) => finding.suggest(near),
        None if known.is_empty() => finding.hint(format!("No {what} is defined in this file.")),
        None => finding.hint(format!("Defined: {}.", known.join(", "))),
    };
}

fn jobs(subject: &Subject, cx: &mut Cx) {
    let config = subject.config;
    for (job, value) in &config.jobs {
        for (index, name) in value.needs.iter().enumerate() {
            let path = ["jobs", job, "needs", &index.to_string()];
            defined("job", name, config.jobs.keys(), &path, subject, cx);
        }
        for (index, name) in value.build.iter().enumerate() {
            let path = ["jobs", job, "build", &index.to_string()];
            defined("service", name, config.services.keys(), &path, subject, cx);
            let unbuilt = config.services.get(name).is_some_and(|service| service.build.is_none());
            if unbuilt {
                cx.error(
                    subject.at.value(&path),
                    Code::MissingKey,
                    format!("Service `{name}` has no `build`, so there is nothing to build."),
                )
                .hint(format!("Add `build: {{ context: . }}` to services.{name}, or leave it out here."));
            }
        }
    }
}

fn environments(subject: &Subject, cx: &mut Cx) {
    let config = subject.config;
    let services = || config.services.keys();
    for (environment, value) in &config.environments {
        let path = ["environments", environment.as_str()];
        let below = |rest: &[&'static str]| [&path[..], rest].concat();
        if let Some(after) = &value.after {
            defined("environment", after, config.environments.keys(), &below(&["after"]), subject, cx);
        }
        for name in value.services.keys() {
            let path = [&path[..], &["services", name]].concat();
            defined_key("service", name, services(), &path, subject, cx);
        }
        for (index, check) in value.verify.iter().enumerate() {
            if let Some(name) = &check.service {
                let index = index.to_string();
                // A single check may stand without a list; then the path has no index.
                let with = [&path[..], &["verify", &index, "service"]].concat();
                let without = below(&["verify", "service"]);
                let path = if subject.at.has(&with) { with } else { without };
                defined("service", name, services(), &path, subject, cx);
            }
        }
        target(environment, &value.target, subject, cx);
    }
}

fn target(environment: &str, target: &Target, subject: &Subject, cx: &mut Cx) {
    let path = ["environments", environment, "target", target.kind()];
    let services = || subject.config.services.keys();
    match target {
        Target::Script(script) => {
            if let Some(name) = &script.service {
                let path = [&path[..], &["service"]].concat();
                defined("service", name, services(), &path, subject, cx);
            }
        }
        Target::Docker(docker) => {
            for name in docker.services.keys() {
                let path = [&path[..], &["services", name]].concat();
                defined_key("service", name, services(), &path, subject, cx);
            }
        }
        Target::Compose(_) => {}
    }
}

/// The same for a name that is a key.
fn defined_key<'k>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'k String>,
    path: &[&str],
    subject: &Subject,
    cx: &mut Cx,
) {
    let known: Vec<&str> = known.map(String::as_str).collect();
    if !known.contains(&name) && !cx.is_full() {
        cx.error(subject.at.key(path), Code::Undefined, format!("There is no {what} `{name}`."))
            .suggest_some(closest(name, known))
            .hint(format!("Each {what} named here is defined under `{what}s` at the top."));
    }
}
