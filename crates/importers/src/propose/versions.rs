//! Versions and moving tags.

use slipway_domain::tag::Tag;
use slipway_domain::template::{Template, Variable};
use slipway_domain::version::{compare, semver};

use super::images::Image;
use super::services::Recipe;
use super::{Draft, from};
use crate::deeds::Act;
use crate::facts::Facts;
use crate::image::ImageName;
use crate::place::{Origin, Place};
use crate::variables::template;

/// How builds of a service are called.
pub(super) struct Version {
    pub template: String,
    pub origin: Origin,
    pub tags: Vec<String>,
    pub tags_origin: Origin,
}

/// What a tag in a command is.
enum Kind {
    /// Another one for every build.
    Version(String),
    /// One that moves.
    Moving(String),
    /// A version written by hand.
    Fixed(String),
}

/// Finds the version's formula: in commands, else in what the registry holds, else a guess.
pub(super) fn find(image: &Image, recipe: &Recipe, draft: &mut Draft) -> Version {
    let (mut formula, mut fixed, mut moving) = (None, None, Vec::<(String, Place)>::new());
    for (tag, place) in tags(draft.facts, image, recipe) {
        match kind(&tag, draft.facts) {
            Some(Kind::Version(text)) => formula = formula.or(Some((text, place))),
            Some(Kind::Fixed(text)) => fixed = fixed.or(Some((text, place))),
            Some(Kind::Moving(text)) if !moving.iter().any(|(known, _)| *known == text) => {
                moving.push((text, place))
            }
            _ => {}
        }
    }
    let heard = heard(draft, image);
    let (template, origin) = match (formula, heard, fixed) {
        (Some((text, place)), _, _) => (text, from(&place)),
        (None, Some(heard), _) => heard,
        (None, None, Some((text, place))) => (
            counted(&text).unwrap_or_else(|| DEFAULT.to_owned()),
            Origin::guess_at(format!("`{text}` would be taken after the first build"), &place),
        ),
        _ => formula_of_variables(draft.facts)
            .unwrap_or_else(|| (DEFAULT.to_owned(), Origin::guess("build numbers count up from 1"))),
    };
    let tags_origin = match moving.first() {
        Some((_, place)) => from(place),
        None => Origin::guess("the version alone"),
    };
    let tags =
        std::iter::once("${version}".to_owned()).chain(moving.into_iter().map(|(text, _)| text)).collect();
    Version { template, origin, tags, tags_origin }
}

const DEFAULT: &str = "0.1.${build_number}";

/// The tags that commands give the image, with their places.
fn tags(facts: &Facts, image: &Image, recipe: &Recipe) -> Vec<(String, Place)> {
    let built: Vec<&str> =
        recipe.deed.iter().flat_map(|(_, build)| &build.images).map(ImageName::base).collect();
    let ours = |name: &ImageName| name.base() == image.base() || built.contains(&name.base());
    let mut found = Vec::new();
    for deed in &facts.deeds {
        let names: Vec<&ImageName> = match &deed.act {
            Act::Push(name) | Act::Tag { to: name } => vec![name],
            Act::Build(build) => build.images.iter().collect(),
            Act::Run(run) => run.image.iter().collect(),
            _ => continue,
        };
        for name in names.into_iter().filter(|name| ours(name)) {
            found.extend(name.tag.clone().map(|tag| (tag, deed.place.clone())));
        }
    }
    found
}

fn kind(tag: &str, facts: &Facts) -> Option<Kind> {
    let text = template(tag, &facts.variables).ok()?;
    let parsed = Template::parse(&text).ok()?;
    if parsed.is_constant() {
        text.parse::<Tag>().ok()?;
        let is_branch = facts.branches.contains(&text)
            || matches!(text.as_str(), "develop" | "dev" | "preprod" | "staging" | "main" | "master");
        return Some(match text {
            _ if is_branch => Kind::Moving("${branch}".to_owned()),
            text if text.starts_with(|c: char| c.is_ascii_digit() || c == 'v')
                && text.contains(|c: char| c.is_ascii_digit()) =>
            {
                Kind::Fixed(text)
            }
            text => Kind::Moving(text),
        });
    }
    let changes = parsed.variables().any(|variable| variable != Variable::Branch);
    Some(if changes { Kind::Version(text) } else { Kind::Moving(text) })
}

/// A version written by hand with its last number counted: `v1.2.0` gives `v1.2.${build_number}`.
fn counted(text: &str) -> Option<String> {
    let version = semver(text).filter(|version| version.pre.is_empty() && version.build.is_empty())?;
    let lead = if text.starts_with('v') { "v" } else { "" };
    Some(format!("{lead}{}.{}.${{build_number}}", version.major, version.minor))
}

/// A formula that a variable is set to, where no command shows its use as a tag.
fn formula_of_variables(facts: &Facts) -> Option<(String, Origin)> {
    let names = ["TAG", "VERSION", "IMAGE_TAG", "COMMIT_TIME", "APP_VERSION", "DOCKER_TAG"];
    names.iter().find_map(|name| {
        let text = template(facts.variables.get(*name)?, &facts.variables).ok()?;
        let changes = Template::parse(&text).ok()?.variables().any(|variable| variable != Variable::Branch);
        changes.then(|| (text, Origin::guess(format!("{name} is set to this in a CI file"))))
    })
}

/// What the newest tag in the registry says of the formula.
fn heard(draft: &mut Draft, image: &Image) -> Option<(String, Origin)> {
    let tags = draft.facts.heard.tags.get(&image.repository)?;
    let newest = newest(tags)?;
    draft.findings.add(
        None,
        format!("{} holds {} tags; the newest version is {newest}.", image.repository, tags.len()),
    );
    let hexadecimal = |length: usize| newest.len() == length && newest.chars().all(|c| c.is_ascii_hexdigit());
    let template = match newest {
        _ if semver(newest).is_some() => counted(newest)?,
        _ if newest.len() == 10 && newest.chars().all(|c| c.is_ascii_digit()) => "${commit_time}".to_owned(),
        _ if newest.chars().all(|c| c.is_ascii_digit()) => "${build_number}".to_owned(),
        _ if hexadecimal(40) => "${sha}".to_owned(),
        _ if hexadecimal(7) => "${short_sha}".to_owned(),
        _ => return None,
    };
    Some((template, Origin::Heard(format!("the registry, whose newest is {newest}"))))
}

/// The newest of the tags that look like versions.
fn newest(tags: &[String]) -> Option<&str> {
    let is_version = |tag: &&str| {
        let bare = tag.strip_prefix('v').unwrap_or(tag);
        bare.starts_with(|c: char| c.is_ascii_digit())
            || (matches!(tag.len(), 7 | 40) && tag.chars().all(|c| c.is_ascii_hexdigit()))
    };
    tags.iter().map(String::as_str).filter(is_version).max_by(|a, b| compare(a, b))
}
