//! The repository that a service's image is pushed to.

use super::services::Recipe;
use super::{Draft, from};
use crate::compose::ComposeService;
use crate::deeds::Act;
use crate::facts::Facts;
use crate::image::ImageName;
use crate::place::{Origin, Place};

/// A registry on this laptop, proposed where none is known.
pub(super) const LOCAL: &str = "localhost:5000";

/// Where an image is pushed to.
#[derive(Clone)]
pub(super) struct Image {
    pub repository: String,
    pub origin: Origin,
    pub placeholders: Vec<String>,
    pub is_local: bool,
}

impl Image {
    /// An image that a line names. What stands in the place of something else is a guess.
    fn of(name: &ImageName, place: &Place) -> Self {
        let origin = match name.placeholders.is_empty() {
            true => from(place),
            false => {
                let stands = if name.placeholders.len() == 1 { "stands" } else { "stand" };
                let who = name.placeholders.join(", ");
                Origin::guess_at(format!("{who} {stands} for what is not in the repository"), place)
            }
        };
        Self {
            repository: name.repository.clone(),
            origin,
            placeholders: name.placeholders.clone(),
            is_local: false,
        }
    }

    /// The same where nothing here pushes under that name.
    fn guessed(name: &ImageName, place: &Place, why: &str) -> Self {
        Self {
            origin: Origin::guess_at(format!("{why}, but nothing here pushes it"), place),
            ..Self::of(name, place)
        }
    }

    /// The last part of its name.
    pub(super) fn base(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or(&self.repository)
    }
}

/// The image that commands push for a recipe.
pub(super) fn pushed(facts: &Facts, recipe: &Recipe, name: Option<&str>, single: bool) -> Option<Image> {
    let built: Vec<&str> =
        recipe.deed.iter().flat_map(|(_, build)| &build.images).map(ImageName::base).collect();
    let composed =
        recipe.compose.and_then(|(service, _)| service.image.as_ref()).map(|(image, _)| image.base());
    let service = recipe.compose.map(|(service, _)| service.name.as_str());
    let fits = |image: &ImageName| {
        let base = image.base();
        let named = |name: &str| {
            base == name || base.ends_with(&format!("-{name}")) || base.ends_with(&format!("_{name}"))
        };
        built.contains(&base) || composed == Some(base) || service.or(name).is_some_and(named)
    };
    let mut candidates: Vec<(&ImageName, &Place)> = Vec::new();
    for deed in &facts.deeds {
        match &deed.act {
            Act::Push(image) => candidates.push((image, &deed.place)),
            Act::Build(build) if build.push => {
                candidates.extend(build.images.iter().map(|image| (image, &deed.place)))
            }
            _ => {}
        }
    }
    let best = |with_registry: bool| {
        candidates.iter().find(|(image, _)| fits(image) && image.has_registry() == with_registry)
    };
    let only = || {
        candidates.iter().find(|(image, _)| image.has_registry()).or(candidates.first()).filter(|_| single)
    };
    best(true).or_else(|| best(false)).or_else(only).map(|(image, place)| Image::of(image, place))
}

/// What a service is known by, for finding its image.
pub(super) struct Known<'k> {
    /// Names that the last part of the image's may be.
    pub names: Vec<&'k str>,
    /// Whether it is the only service.
    pub single: bool,
    /// The repository in a registry on this laptop.
    pub path: &'k str,
    /// What other services have.
    pub taken: &'k [&'k str],
}

/// The image to propose: what is pushed, what compose or a host runs, what is built, or one in a registry on
/// this laptop. A name that is whole counts more than the same name with a gap.
pub(super) fn choose(
    pushed: Option<Image>,
    compose: Option<&ComposeService>,
    recipe: &Recipe,
    known: &Known,
    draft: &mut Draft,
) -> Image {
    let certain = pushed.is_some() || recipe.compose.is_some();
    let free = |image: &Image| !known.taken.contains(&image.repository.as_str());
    let candidates = [pushed, composed(compose, certain), ran(draft.facts, known), built(recipe)];
    let candidates: Vec<Image> = candidates.into_iter().flatten().filter(free).collect();
    let found =
        candidates.first().map(|first| filled_in(first, &candidates).unwrap_or_else(|| first.clone()));
    let image = found.unwrap_or_else(|| local(draft, known.path));
    if !image.placeholders.is_empty() {
        draft.ask(format!(
            "Which repository is `{}`? It stands in the place of {}.",
            image.repository,
            image.placeholders.join(", ")
        ));
    }
    image
}

/// The whole name of an image with gaps, where another line says it.
fn filled_in(first: &Image, candidates: &[Image]) -> Option<Image> {
    let gaps = first.placeholders.join(", ");
    let whole =
        candidates.iter().find(|other| other.placeholders.is_empty() && other.base() == first.base())?;
    let why = format!("what {gaps} may stand for");
    let origin = match whole.origin.place() {
        Some(place) => Origin::guess_at(why, place),
        None => Origin::guess(why),
    };
    (!gaps.is_empty()).then(|| Image { origin, ..whole.clone() })
}

/// What compose runs.
fn composed(compose: Option<&ComposeService>, certain: bool) -> Option<Image> {
    let (image, place) = compose?.image.as_ref()?;
    let image = match certain {
        true => Image::of(image, place),
        false => Image::guessed(image, place, "compose runs it"),
    };
    image.repository.contains('/').then_some(image)
}

/// What commands run on a host.
fn ran(facts: &Facts, known: &Known) -> Option<Image> {
    let runs = facts.deeds.iter().filter(|deed| deed.host.is_some()).filter_map(|deed| match &deed.act {
        Act::Run(run) => Some((run.image.as_ref()?, &deed.place)),
        _ => None,
    });
    let runs: Vec<_> = runs.filter(|(image, _)| image.repository.contains('/')).collect();
    let only =
        || runs.first().filter(|(first, _)| runs.iter().all(|(image, _)| image.base() == first.base()));
    let (image, place) = runs
        .iter()
        .find(|(image, _)| known.names.contains(&image.base()))
        .or_else(|| only().filter(|(image, _)| known.single && image.has_registry()))?;
    Some(Image::guessed(image, place, "a host runs it"))
}

/// What a command calls the image that it builds.
fn built(recipe: &Recipe) -> Option<Image> {
    let (deed, build) = recipe.deed?;
    let image = build.images.iter().find(|image| image.repository.contains('/'))?;
    Some(Image::guessed(image, &deed.place, "it is built under this name"))
}

/// No registry is known: a repository in one on this laptop.
fn local(draft: &mut Draft, path: &str) -> Image {
    let deploys = |deed: &&crate::deeds::Deed| deed.deploys() && deed.host.is_some();
    let what = match draft.facts.deeds.iter().any(|deed| deploys(&deed)) {
        true => format!(
            "{LOCAL} was proposed in its place, but a host that pulls from there asks itself: write one under \
             `image` and `registries` that this laptop and the hosts reach."
        ),
        false => {
            format!("`docker run -d -p 5000:5000 registry:2` starts one at {LOCAL}, which was proposed.")
        }
    };
    draft.ask(format!("Which registry are images pushed to? Nothing in the repository says so. {what}"));
    Image {
        repository: format!("{LOCAL}/{path}"),
        origin: Origin::guess("no registry was found"),
        placeholders: Vec::new(),
        is_local: true,
    }
}
