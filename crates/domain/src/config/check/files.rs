//! What a target takes from a release is in its commit, or a job leaves it.

use super::Subject;
use crate::artifact::{lies_in, plain_path};
use crate::config::cx::Cx;
use crate::config::finding::{Code, Findings};
use crate::config::{Config, Pipeline, Target};
use crate::yaml::Positions;

/// Warnings about files of targets that are in none of the `committed` paths and that no job leaves. The commit
/// that will be deployed may be another than the one that was looked at, so nothing here is an error.
pub fn missing_files(config: &Config, at: &Positions, file_name: &str, committed: &[String]) -> Findings {
    let mut cx = Cx::new(file_name);
    let subject = Subject { config, at };
    let there = |path: &str| committed.iter().any(|file| lies_in(file, plain_path(path)));
    for (name, environment) in &config.environments {
        let (file, files) = match &environment.target {
            Target::Compose(target) => (&target.file, &target.files),
            Target::Script(target) => (&target.file, &target.files),
            Target::Docker(_) => continue,
        };
        let path = ["environments", name, "target", environment.target.kind()];
        if !there(file) {
            not_committed(file, &[&path[..], &["file"]].concat(), &subject, &mut cx);
        }
        for (index, file) in
            files.iter().enumerate().filter(|(_, file)| !there(file) && !is_left(file, config))
        {
            nowhere(file, &[&path[..], &["files", &index.to_string()]].concat(), &subject, &mut cx);
        }
    }
    Findings::new(cx.into_findings())
}

/// Whether a job leaves a path, what is above it, or something below it. Jobs of another system's file may.
fn is_left(path: &str, config: &Config) -> bool {
    let path = plain_path(path);
    let mut left = config.jobs.values().flat_map(|job| &job.artifacts).map(|left| plain_path(left));
    matches!(config.pipeline, Pipeline::File(_))
        || left.any(|left| lies_in(path, left) || lies_in(left, path))
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
