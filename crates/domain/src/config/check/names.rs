//! Names: of the project, services, environments, jobs, hosts, variables.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{Env, LONGEST_NAME, Target, as_name, is_name, is_variable_name};
use crate::yaml::Spot;

const RULE: &str = "Names hold lower-case letters, digits, `-` and `_`, begin with a letter or digit, and have at most 40 characters.";

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let (config, at) = (subject.config, subject.at);
    if !config.project.is_empty() {
        name("project", &config.project, at.value(&["project"]), cx);
    }
    for service in config.services.keys() {
        name("service", service, at.key(&["services", service]), cx);
    }
    for environment in config.environments.keys() {
        name("environment", environment, at.key(&["environments", environment]), cx);
    }
    for (job, value) in &config.jobs {
        job_name(job, at.key(&["jobs", job]), cx);
        for sidecar in value.sidecars.keys() {
            name("sidecar", sidecar, at.key(&["jobs", job, "sidecars", sidecar]), cx);
        }
    }
    target_names(subject, cx);
    variables(subject, cx);
}

fn name(what: &str, text: &str, spot: Spot, cx: &mut Cx) {
    if is_name(text) {
        return;
    }
    cx.error(spot, Code::BadName, format!("`{text}` cannot name {}.", with_article(what)))
        .suggest_some(as_name(text))
        .hint(RULE);
}

fn with_article(what: &str) -> String {
    match what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => format!("an {what}"),
        false => format!("a {what}"),
    }
}

/// Jobs may also have capital letters and dots, as in other systems' files.
fn job_name(text: &str, spot: Spot, cx: &mut Cx) {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && text.len() <= LONGEST_NAME && text.chars().all(fine) {
        return;
    }
    cx.error(spot, Code::BadName, format!("`{text}` cannot name a job."))
        .hint("Names of jobs hold letters, digits, `-`, `_` and `.`, begin with a letter or digit, and have at most 40 characters.");
}

fn target_names(subject: &Subject, cx: &mut Cx) {
    for (name_of_environment, environment) in &subject.config.environments {
        let path = ["environments", name_of_environment.as_str(), "target"];
        match &environment.target {
            Target::Compose(target) => {
                if let Some(project) = &target.name {
                    let spot = subject.at.value(&[&path[..], &["compose", "name"]].concat());
                    compose_project(project, spot, cx);
                }
            }
            Target::Docker(target) => {
                if let Some(container) = &target.name {
                    let spot = subject.at.value(&[&path[..], &["docker", "name"]].concat());
                    container_name(container, spot, cx);
                }
            }
            Target::Script(_) => {}
        }
    }
}

fn compose_project(text: &str, spot: Spot, cx: &mut Cx) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if text.starts_with(plain) && text.chars().all(|c| plain(c) || matches!(c, '-' | '_')) {
        return;
    }
    cx.error(spot, Code::BadName, format!("`{text}` cannot name a compose project."))
        .hint("Compose wants lower-case letters, digits, `-` and `_`, beginning with a letter or digit.");
}

fn container_name(text: &str, spot: Spot, cx: &mut Cx) {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.len() > 1 && text.chars().all(fine) {
        return;
    }
    cx.error(spot, Code::BadName, format!("`{text}` cannot name a container.")).hint(
        "Docker wants at least two letters, digits, `_`, `.` or `-`, beginning with a letter or digit.",
    );
}

/// Variables: anything that can stand before `=` in a process's environment.
fn variables(subject: &Subject, cx: &mut Cx) {
    let config = subject.config;
    for (service, value) in &config.services {
        env(&value.env, &["services", service, "env"], subject, cx);
    }
    for (environment, value) in &config.environments {
        env(&value.env, &["environments", environment, "env"], subject, cx);
        for (service, value) in &value.services {
            env(&value.env, &["environments", environment, "services", service, "env"], subject, cx);
        }
    }
    for (job, value) in &config.jobs {
        env(&value.env, &["jobs", job, "env"], subject, cx);
        for (sidecar, value) in &value.sidecars {
            env(&value.env, &["jobs", job, "sidecars", sidecar, "env"], subject, cx);
        }
        for (index, step) in value.steps.iter().enumerate() {
            step_env(&step.env, &["jobs", job, "steps", &index.to_string(), "env"], subject, cx);
        }
    }
}

/// Variables of a step: its shell sets them, and takes fewer names than a process can have.
fn step_env(env: &Env, path: &[&str], subject: &Subject, cx: &mut Cx) {
    for name in env.keys().filter(|name| !is_variable_name(name)) {
        let spot = subject.at.key(&[path, &[name.as_str()]].concat());
        cx.error(spot, Code::BadName, format!("`{name}` cannot name a variable of a step."))
            .hint("A shell sets it: letters, digits and `_`, not beginning with a digit.");
    }
}

fn env(env: &Env, path: &[&str], subject: &Subject, cx: &mut Cx) {
    for name in env.keys() {
        let bad = |c: char| c == '=' || c.is_whitespace() || c.is_control();
        if name.is_empty() || name.contains(bad) {
            let spot = subject.at.key(&[path, &[name.as_str()]].concat());
            cx.error(spot, Code::BadName, format!("`{name}` cannot name a variable."))
                .hint("Names of variables hold no spaces and no `=`; letters, digits and `_` are safe.");
        }
    }
}
