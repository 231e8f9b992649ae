//! Repositories, images, registries, platforms.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::digest::Digest;
use crate::image::ImageReference;
use crate::repository::{Repository, RepositoryError, check_host};
use crate::tag::Tag;
use crate::template::{Variable, Variables};
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let (config, at) = (subject.config, subject.at);
    for (name, service) in &config.services {
        let text = service.image.expand_with(sample);
        if let Some(text) = text.ok().filter(|text| !text.is_empty()) {
            repository(&text, at.value(&["services", name, "image"]), cx);
        }
        for (index, platform) in service.build.iter().flat_map(|b| b.platforms.iter().enumerate()) {
            let path = ["services", name, "build", "platforms", &index.to_string()];
            check_platform(platform, at.value(&path), cx);
        }
    }
    for (name, job) in &config.jobs {
        if let Some(text) = &job.image {
            image(text, at.value(&["jobs", name, "image"]), cx);
        }
        for (sidecar, value) in job.sidecars.iter().filter(|(_, s)| !s.image.is_empty()) {
            image(&value.image, at.value(&["jobs", name, "sidecars", sidecar, "image"]), cx);
        }
    }
    for (label, text) in &config.runners {
        image(text, at.value(&["runners", label]), cx);
    }
    for host in config.registries.keys() {
        registry(host, at.key(&["registries", host]), cx);
    }
    for (name, environment) in &config.environments {
        if let Some(host) = &environment.registry {
            registry(host, at.value(&["environments", name, "registry"]), cx);
        }
    }
}

/// Values that any template can be tried with.
pub(super) fn sample(variable: Variable) -> Option<String> {
    Variables {
        version: Some("1.0.0".to_owned()),
        build_number: Some(1),
        git_tag: Some("v1.0.0".to_owned()),
        commit_time: Some(1_700_000_000),
        sha: Some("0".repeat(40)),
        branch: Some("main".to_owned()),
    }
    .get(variable)
}

fn repository(text: &str, spot: Spot, cx: &mut Cx) {
    let Err(error) = text.parse::<Repository>() else {
        return;
    };
    let suggestion = match &error {
        RepositoryError::Tag { without, .. } | RepositoryError::Digest { without } => Some(without.clone()),
        RepositoryError::Scheme(scheme) => text.strip_prefix(&format!("{scheme}://")).map(str::to_owned),
        RepositoryError::Capitals(_) => Some(text.to_lowercase()),
        _ => None,
    };
    cx.error(spot, Code::BadImage, format!("This is no image repository: {error}."))
        .suggest_some(suggestion)
        .hint(hint(&error));
}

fn hint(error: &RepositoryError) -> &'static str {
    match error {
        RepositoryError::Tag { .. } => "Tags stand under `version` and `tags`.",
        RepositoryError::Digest { .. } => "Which digest runs follows from the release.",
        _ => {
            "Repositories look like registry.example.com/team/api: lower-case letters and digits, joined by `.`, `_` or `-`."
        }
    }
}

/// An image that containers are started from: a repository with an optional tag and digest.
fn image(text: &str, spot: Spot, cx: &mut Cx) {
    let image = ImageReference::of(text);
    if image.digest.is_some_and(|digest| digest.parse::<Digest>().is_err()) {
        cx.error(spot, Code::BadImage, "What follows the `@` of this image is no digest.")
            .hint("Digests look like sha256: and 64 hexadecimal digits.");
        return;
    }
    let name = image.name.parse::<Repository>().err().map(|error| error.to_string());
    let problem = name.or_else(|| image.tag?.parse::<Tag>().err().map(|error| error.to_string()));
    if let Some(problem) = problem {
        cx.error(spot, Code::BadImage, format!("This is no image: {problem}."));
    } else if image.which() == Some("latest") {
        cx.error(spot, Code::Doubtful, "`latest` is another image every time somebody pushes one.")
            .warn()
            .hint("Name a version, so that the same commit gives the same result.");
    }
}

fn registry(text: &str, spot: Spot, cx: &mut Cx) {
    if check_host(text).is_ok() {
        return;
    }
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let bare = bare.split('/').next().unwrap_or_default();
    let better = (bare != text && check_host(bare).is_ok()).then(|| bare.to_owned());
    cx.error(spot, Code::BadImage, format!("`{text}` is no registry's address."))
        .suggest_some(better)
        .hint("Registries are written host or host:port, without https:// and without a path.");
}

const ARCHITECTURES: [&str; 8] = ["amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "loong64"];

fn check_platform(text: &str, spot: Spot, cx: &mut Cx) {
    let parts: Vec<&str> = text.split('/').collect();
    let fine = match parts.as_slice() {
        ["linux", architecture] | ["linux", architecture, _] => ARCHITECTURES.contains(architecture),
        _ => false,
    };
    if fine || text.is_empty() {
        return;
    }
    let architecture = match *parts.last().unwrap_or(&text) {
        _ if text.starts_with("windows") || text.starts_with("darwin") => None,
        "x86_64" | "amd64" | "x64" => Some("linux/amd64"),
        "aarch64" | "arm64" => Some("linux/arm64"),
        _ => None,
    };
    cx.error(spot, Code::BadValue, format!("`{text}` is not a platform that Slipway builds for."))
        .suggest_some(architecture)
        .hint("Platforms look like linux/amd64, linux/arm64, linux/arm/v7.");
}
