//! Build arguments.

use slipway_domain::config::looks_like_secret;
use slipway_domain::repository::Repository;
use slipway_domain::template::Template;

use super::images::Image;
use super::page::Page;
use super::services::Recipe;
use super::versions::Version;
use super::{Draft, from};
use crate::dockerfiles::BuildArgument;
use crate::place::{Origin, Place};
use crate::variables::template;

/// A build argument to propose; `None` is taken from the environment.
pub(super) struct Argument {
    pub name: String,
    pub value: Option<String>,
    pub origin: Origin,
}

/// The arguments that commands and compose files pass, and those without a default that nobody passes.
pub(super) fn find(recipe: &Recipe, image: &Image, version: &Version, draft: &mut Draft) -> Vec<Argument> {
    let mut found: Vec<Argument> = Vec::new();
    let deed = recipe.deed.iter().flat_map(|(deed, build)| {
        build.args.iter().map(move |(name, value)| (name, value.as_ref(), &deed.place))
    });
    let compose = recipe
        .compose
        .iter()
        .flat_map(|(_, build)| build.args.iter().map(|(name, value, place)| (name, value.as_ref(), place)));
    for (name, value, place) in deed.chain(compose) {
        if found.iter().any(|argument| argument.name == *name) || !is_name(name) {
            continue;
        }
        if looks_like_secret(name, value.map_or("", String::as_str)) {
            draft.findings.add(Some(place), secret(name));
            continue;
        }
        found.push(passed(name, value, place, (image, version), draft));
    }
    for arg in recipe.file.iter().flat_map(|file| &file.args) {
        if arg.has_default || found.iter().any(|argument| argument.name == arg.name) {
            continue;
        }
        if looks_like_secret(&arg.name, "") {
            draft.findings.add(Some(&arg.place), secret(&arg.name));
            continue;
        }
        found.extend(unpassed(arg, image, draft));
    }
    found
}

/// What a command or a compose file passes.
fn passed(
    name: &str,
    value: Option<&String>,
    place: &Place,
    (image, version): (&Image, &Version),
    draft: &mut Draft,
) -> Argument {
    let told = value.and_then(|value| expressed(value, version, draft));
    if let (Some(_), None, Some(meaning)) = (value, &told, meaning(name, image)) {
        let why = "by its name; what it is set to is not in the repository";
        let origin = Origin::guess_at(why, place);
        return Argument { name: name.to_owned(), value: Some(meaning.to_owned()), origin };
    }
    if told.is_none() && name.to_ascii_uppercase().ends_with("KEY") {
        draft.findings.add(Some(place), format!("If {name} is a secret: {}", mount(name)));
    }
    Argument { name: name.to_owned(), value: told, origin: from(place) }
}

/// What a Dockerfile wants and nobody passes, as far as its name tells.
fn unpassed(arg: &BuildArgument, image: &Image, draft: &mut Draft) -> Option<Argument> {
    let Some(value) = meaning(&arg.name, image) else {
        draft.ask(format!(
            "Which value has the build argument {} ({})? It has no default, and nothing passes one.",
            arg.name, arg.place
        ));
        return None;
    };
    let origin = Origin::guess_at("by its name", &arg.place);
    Some(Argument { name: arg.name.clone(), value: Some(value.to_owned()), origin })
}

fn secret(name: &str) -> String {
    format!("{name} looks like a secret, and {}", mount(name))
}

fn mount(name: &str) -> String {
    format!(
        "build arguments stay in the image's history. Mount it instead: `RUN --mount=type=secret,id={name}` in the Dockerfile, and `secrets: [{name}]` under `build`."
    )
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A value as a template; `None` where Slipway has no word for what it holds.
fn expressed(value: &str, version: &Version, draft: &Draft) -> Option<String> {
    let text = template(value, &draft.facts.variables).ok()?;
    Template::parse(&text).ok()?;
    Some(if text == version.template { "${version}".to_owned() } else { text })
}

/// What an argument means by its name. `RECIPES_VERSION` is the image's own if that is a part of its name;
/// `GO_VERSION` is not.
fn meaning(name: &str, image: &Image) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    if let Some(whose) = name.strip_suffix("_VERSION") {
        let own = image.repository.parse::<Repository>().map(|own| own.path().to_ascii_uppercase());
        if own.is_ok_and(|own| own.split(['/', '-', '_']).any(|part| part == whose)) {
            return Some("${version}");
        }
    }
    match name.as_str() {
        "VERSION" | "TAG" | "API_VERSION" | "APP_VERSION" | "SERVICE_VERSION" | "BUILD_VERSION"
        | "RELEASE" => Some("${version}"),
        "COMMIT" | "SHA" | "GIT_SHA" | "GIT_COMMIT" | "COMMIT_SHA" | "REVISION" | "VCS_REF" => Some("${sha}"),
        "BRANCH" | "GIT_BRANCH" => Some("${branch}"),
        "BUILD_NUMBER" | "BUILD_NUM" => Some("${build_number}"),
        _ => None,
    }
}

/// Writes them.
pub(super) fn write(arguments: &[Argument], page: &mut Page) {
    if arguments.is_empty() {
        return;
    }
    page.open(3, "args", None);
    for argument in arguments {
        match &argument.value {
            Some(value) => page.pair(4, &argument.name, value, argument.origin.clone()),
            None => page.raw(4, &argument.name, "null", argument.origin.clone()),
        }
    }
}
