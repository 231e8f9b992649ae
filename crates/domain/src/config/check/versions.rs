//! Versions and tags: what they give must be tags, and versions must change.

use super::Subject;
use super::images::sample;
use crate::config::Service;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::tag::{Tag, TagError};
use crate::template::{Template, Variable};
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, service) in &subject.config.services {
        let spot = subject.at.value(&["services", name, "version"]);
        if !service.version.as_str().is_empty() {
            version(&service.version, spot, cx);
        }
        for (index, template) in service.tags.iter().enumerate() {
            let path = ["services", name, "tags", &index.to_string()];
            if subject.at.has(&path) {
                tag(template, "tag", subject.at.value(&path), cx);
            }
        }
    }
    same_tags(subject, cx);
    same_compose_service(subject, cx);
}

fn version(template: &Template, spot: Spot, cx: &mut Cx) {
    if template.as_str() == "latest" {
        cx.error(spot, Code::BadTag, "`latest` is no version: it says nothing about what runs.")
            .suggest("\"0.1.${build_number}\"")
            .hint("A version never moves. `latest` can stand under `tags`, which may.");
        return;
    }
    if !tag(template, "version", spot, cx) {
        return;
    }
    if template.variables().all(|variable| variable == Variable::Branch) {
        cx.error(spot, Code::Doubtful, "Nothing in this version changes from one build to the next.")
            .warn()
            .suggest(format!("\"{}\"", with_build_number(template)))
            .hint("The second build would meet a version that is taken, and version tags never move.");
    }
}

/// The same version with a part that changes: the last number, or one more part.
fn with_build_number(template: &Template) -> String {
    let text = template.as_str();
    match (crate::version::semver(text), text.rsplit_once('.')) {
        (Some(version), Some((rest, _))) if version.pre.is_empty() && version.build.is_empty() => {
            format!("{rest}.${{build_number}}")
        }
        _ => format!("{text}-${{build_number}}"),
    }
}

/// Whether the template gives a tag.
fn tag(template: &Template, what: &str, spot: Spot, cx: &mut Cx) -> bool {
    // What could not be read is empty, and was reported.
    let text = template.expand_with(sample).unwrap_or_default();
    if text.is_empty() && template.as_str().is_empty() {
        return true;
    }
    let Err(error) = text.parse::<Tag>() else {
        return true;
    };
    let better = match error {
        TagError::Character('+') => Some(format!("\"{}\"", template.as_str().replace('+', "-"))),
        TagError::Character(' ') => Some(format!("\"{}\"", template.as_str().replace(' ', "-"))),
        _ => None,
    };
    cx.error(spot, Code::BadTag, format!("This {what} gives `{text}`, which is no tag: {error}."))
        .suggest_some(better)
        .hint("Tags hold letters, digits, `.`, `_` and `-`, begin with a letter, a digit or `_`, and have at most 128 characters.");
    false
}

/// Two services whose version tags would be the same tag of the same repository.
fn same_tags(subject: &Subject, cx: &mut Cx) {
    let services: Vec<(&String, &Service)> = subject.config.services.iter().collect();
    for (index, (name, service)) in services.iter().enumerate() {
        let twin = services[..index].iter().find(|(_, other)| {
            !service.image.as_str().is_empty()
                && other.image == service.image
                && other.version == service.version
        });
        if let Some((twin, _)) = twin {
            cx.error(subject.at.value(&["services", name, "image"]), Code::Duplicate, format!("Services `{twin}` and `{name}` would push the same version tag to the same repository."))
                .hint("Give each a repository of its own, or versions that differ, such as \"api-0.1.${build_number}\".");
        }
    }
}

fn same_compose_service(subject: &Subject, cx: &mut Cx) {
    let services = &subject.config.services;
    let called =
        |name: &String, service: &Service| service.compose_service.clone().unwrap_or_else(|| name.clone());
    for (index, (name, service)) in services.iter().enumerate() {
        let own = called(name, service);
        let twin = services.iter().take(index).find(|(other, value)| called(other, value) == own);
        if let Some((twin, _)) = twin {
            let spot = match service.compose_service {
                Some(_) => subject.at.value(&["services", name, "compose_service"]),
                None => subject.at.key(&["services", name]),
            };
            cx.error(
                spot,
                Code::Duplicate,
                format!("Services `{twin}` and `{name}` are both `{own}` in the compose file."),
            )
            .hint("Each service is one service of the compose file.");
        }
    }
}
