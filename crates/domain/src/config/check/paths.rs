//! Paths in the repository stay in the repository.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{Pipeline, Target};

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let config = subject.config;
    for (name, service) in &config.services {
        for (index, path) in service.paths.iter().enumerate() {
            inside(path, &["services", name, "paths", &index.to_string()], subject, cx);
        }
        if let Some(build) = &service.build {
            inside(&build.context, &["services", name, "build", "context"], subject, cx);
            let dockerfile = format!("{}/{}", build.context, build.dockerfile);
            if build.dockerfile.starts_with('/') || leaves(&dockerfile) {
                inside("..", &["services", name, "build", "dockerfile"], subject, cx);
            }
        }
    }
    for (name, job) in &config.jobs {
        for (index, path) in job.artifacts.iter().enumerate() {
            let at = ["jobs", name, "artifacts", &index.to_string()];
            if path.starts_with(['/', '~']) || leaves(path) {
                cx.error(subject.at.value(&at), Code::BadValue, "This path leaves the workspace.")
                    .hint("Artifacts are relative to the workspace, where the steps of a job begin.");
            } else {
                inside(path, &at, subject, cx);
            }
        }
    }
    for (host, registry) in &config.registries {
        if let Some(ca) = &registry.ca {
            inside(ca, &["registries", host, "ca"], subject, cx);
        }
    }
    if let Pipeline::File(path) = &config.pipeline {
        inside(path, &["pipeline"], subject, cx);
    }
    for (name, environment) in &config.environments {
        target(name, &environment.target, subject, cx);
    }
}

fn target(name: &str, target: &Target, subject: &Subject, cx: &mut Cx) {
    let (file, files) = match target {
        Target::Compose(target) => (&target.file, &target.files),
        Target::Script(target) => (&target.file, &target.files),
        Target::Docker(_) => return,
    };
    let path = ["environments", name, "target", target.kind()];
    inside(file, &[&path[..], &["file"]].concat(), subject, cx);
    for (index, file) in files.iter().enumerate() {
        inside(file, &[&path[..], &["files", &index.to_string()]].concat(), subject, cx);
    }
}

fn inside(path: &str, at: &[&str], subject: &Subject, cx: &mut Cx) {
    if path.starts_with(['/', '~']) || leaves(path) {
        cx.error(subject.at.value(at), Code::BadValue, "This path leaves the repository.").hint(
            "Paths are relative to the repository; what a build or a deployment needs comes from the commit.",
        );
    } else if path.contains('\\') {
        cx.error(subject.at.value(at), Code::BadValue, "This path holds a backslash.")
            .suggest(path.replace('\\', "/"))
            .hint("Paths are written with `/` on every system.");
    }
}

/// Whether `..` leads above where the path begins.
fn leaves(path: &str) -> bool {
    let mut depth = 0i32;
    path.split('/').any(|part| {
        depth += match part {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth < 0
    })
}
