//! What a target takes from a release is in its commit, or a job leaves it; what an image is made of is in it.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::{Code, Findings};
use crate::config::{Config, Pipeline, Target};
use crate::path_pattern::PathPatterns;
use crate::tree_path::{lies_in, plain_path};
use crate::yaml::Positions;

/// Warnings about files of targets that are in none of the `committed` paths and that no job leaves, and about
/// inputs of builds that are none of them. The commit that will be deployed may be another than the one that was
/// looked at, so nothing here is an error.
pub fn missing_files(config: &Config, at: &Positions, file_name: &str, committed: &[String]) -> Findings {
    let mut cx = Cx::new(file_name);
    let subject = Subject { config, at };
    inputs(&subject, committed, &mut cx);
    for (name, environment) in &config.environments {
        if let Some(sealed) = environment.sealed.as_ref().filter(|sealed| !committed.contains(sealed)) {
            not_committed(sealed, &["environments", name, "sealed"], &subject, &mut cx);
        }
        target(name, &environment.target, &subject, committed, &mut cx);
    }
    Findings::new(cx.into_findings())
}

fn target(name: &str, target: &Target, subject: &Subject, committed: &[String], cx: &mut Cx) {
    let (file, files) = match target {
        Target::Compose(target) => (&target.file, &target.files),
        Target::Script(target) => (&target.file, &target.files),
        Target::Docker(_) => return,
    };
    let at = ["environments", name, "target", target.kind()];
    if !committed.contains(file) {
        not_committed(file, &[&at[..], &["file"]].concat(), subject, cx);
    }
    for (index, file) in files.iter().enumerate() {
        let path = plain_path(file);
        let there = committed.iter().any(|file| lies_in(file, &path));
        if !there && !is_left(&path, subject.config) {
            nowhere(file, &[&at[..], &["files", &index.to_string()]].concat(), subject, cx);
        }
    }
}

/// What of `paths` is in no commit is perhaps misspelt, and then nothing that changes is seen through it.
fn inputs(subject: &Subject, committed: &[String], cx: &mut Cx) {
    for (name, service) in subject.config.services.iter().filter(|(_, service)| service.build.is_some()) {
        for (index, path) in service.paths.iter().enumerate() {
            let pattern = PathPatterns::new(std::slice::from_ref(path));
            if !committed.iter().any(|file| pattern.names(file)) {
                let at = subject.at.value(&["services", name, "paths", &index.to_string()]);
                cx.error(at, Code::Doubtful, format!("Nothing in the checked-out commit is `{path}`."))
                    .warn()
                    .hint("Where it is misspelt, a change does not build the image anew.");
            }
        }
    }
}

/// Whether a job leaves a path, what is above it, or something below it. Jobs of another system's file may.
fn is_left(path: &str, config: &Config) -> bool {
    let mut left = config.jobs.values().flat_map(|job| &job.artifacts).map(|left| plain_path(left));
    matches!(config.pipeline, Pipeline::File(_))
        || left.any(|left| lies_in(path, &left) || lies_in(&left, path))
}

fn not_committed(file: &str, at: &[&str], subject: &Subject, cx: &mut Cx) {
    let text = format!("`{file}` is not in the checked-out commit.");
    let finding = cx.error(subject.at.value(at), Code::Doubtful, text);
    finding.warn().hint("Commit it: a release takes it from its commit.");
}

fn nowhere(file: &str, at: &[&str], subject: &Subject, cx: &mut Cx) {
    let text = format!("`{file}` is neither in the checked-out commit nor under `artifacts` of a job.");
    let jobs = subject.config.jobs.iter();
    let left: Vec<String> = jobs
        .flat_map(|(job, what)| what.artifacts.iter().map(move |path| format!("{path} ({job})")))
        .collect();
    let hint = match left.is_empty() {
        true => "Commit it, or let a job leave it: `artifacts`.".to_owned(),
        false => format!("Jobs leave {}. Commit it, or let one of them leave it.", left.join(", ")),
    };
    cx.error(subject.at.value(at), Code::Doubtful, text).warn().hint(hint);
}
