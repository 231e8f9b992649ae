//! Paths in the repository stay in the repository.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{Pipeline, Target};
use crate::path_pattern::is_pattern;
use crate::tree_path::normal;
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let config = subject.config;
    for (name, service) in &config.services {
        patterns(&service.paths, &["services", name, "paths"], subject, cx);
        if let Some(build) = &service.build {
            inside(&build.context, subject.at.value(&["services", name, "build", "context"]), cx);
            let dockerfile = format!("{}/{}", build.context, build.dockerfile);
            if build.dockerfile.starts_with('/') || leaves(&dockerfile) {
                inside("..", subject.at.value(&["services", name, "build", "dockerfile"]), cx);
            }
        }
    }
    patterns(&config.migrations, &["migrations"], subject, cx);
    for (name, job) in &config.jobs {
        for (index, path) in job.artifacts.iter().enumerate() {
            let at = subject.at.value(&["jobs", name, "artifacts", &index.to_string()]);
            if path.starts_with(['/', '~']) || leaves(path) {
                cx.error(at, Code::BadValue, "This path leaves the workspace.")
                    .hint("Artifacts are relative to the workspace, where the steps of a job begin.");
            } else {
                inside(path, at, cx);
            }
        }
    }
    for (host, registry) in &config.registries {
        if let Some(ca) = &registry.ca {
            inside(ca, subject.at.value(&["registries", host, "ca"]), cx);
        }
    }
    if let Pipeline::File(path) = &config.pipeline {
        inside(path, subject.at.value(&["pipeline"]), cx);
    }
    for (name, environment) in &config.environments {
        if let Some(sealed) = &environment.sealed {
            inside(sealed, subject.at.value(&["environments", name, "sealed"]), cx);
        }
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
    inside(file, subject.at.value(&[&path[..], &["file"]].concat()), cx);
    for (index, file) in files.iter().enumerate() {
        inside(file, subject.at.value(&[&path[..], &["files", &index.to_string()]].concat()), cx);
    }
}

/// A path must not lead out of the repository.
pub(super) fn inside(path: &str, spot: Spot, cx: &mut Cx) {
    if path.starts_with(['/', '~']) || leaves(path) {
        cx.error(spot, Code::BadValue, "This path leaves the repository.").hint(
            "Paths are relative to the repository; what a build or a deployment needs comes from the commit.",
        );
    } else if path.contains('\\') {
        cx.error(spot, Code::BadValue, "This path holds a backslash.")
            .suggest(path.replace('\\', "/"))
            .hint("Paths are written with `/` on every system.");
    }
}

/// One that names no file whatever the commit holds would keep an old image for ever, or never tell of a migration.
fn patterns(patterns: &[String], list: &[&str], subject: &Subject, cx: &mut Cx) {
    for (index, path) in patterns.iter().enumerate() {
        let index = index.to_string();
        let at = subject.at.value(&[list, &[index.as_str()]].concat());
        inside(path, at, cx);
        if !is_pattern(path) {
            cx.error(at, Code::BadValue, format!("`{path}` names no file.")).hint(
                "Name files, folders and patterns such as src/**/*.rs; what is not named does not count.",
            );
        }
    }
}

/// Whether `..` leads above where the path begins.
fn leaves(path: &str) -> bool {
    normal(path).is_none()
}
