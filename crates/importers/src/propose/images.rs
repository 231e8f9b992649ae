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
    fn of(name: &ImageName, origin: Origin) -> Self {
        Self {
            repository: name.repository.clone(),
            origin,
            placeholders: name.placeholders.clone(),
            is_local: false,
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
    best(true).or_else(|| best(false)).or_else(only).map(|(image, place)| Image::of(image, from(place)))
}

/// The image to propose: what is pushed, what compose runs, what is built, or `path` in a registry on this
/// laptop.
pub(super) fn choose(
    pushed: Option<Image>,
    compose: Option<&ComposeService>,
    recipe: &Recipe,
    path: &str,
    taken: &[&str],
    draft: &mut Draft,
) -> Image {
    let composed = compose.and_then(|service| service.image.as_ref());
    let composed = composed.filter(|(image, _)| image.repository.contains('/'));
    let composed = composed.map(|(image, place)| Image::of(image, from(place)));
    let built =
        recipe.deed.iter().flat_map(|(deed, build)| build.images.iter().map(move |image| (image, deed)));
    let built = built.into_iter().find(|(image, _)| image.repository.contains('/')).map(|(image, deed)| {
        Image::of(image, Origin::guess_at("it is built under this name, but nothing pushes it", &deed.place))
    });
    let free = |image: &Image| !taken.contains(&image.repository.as_str());
    let found = [pushed, composed, built].into_iter().flatten().find(free);
    let image = found.unwrap_or_else(|| local(draft, path));
    if !image.placeholders.is_empty() {
        draft.ask(format!(
            "Which repository is `{}`? It stands in the place of {}.",
            image.repository,
            image.placeholders.join(", ")
        ));
    }
    image
}

/// No registry is known: a repository in one on this laptop.
fn local(draft: &mut Draft, path: &str) -> Image {
    draft.ask(format!(
        "Which registry are images pushed to? Nothing in the repository says so. `docker run -d -p 5000:5000 registry:2` starts one at {LOCAL}, which was proposed."
    ));
    Image {
        repository: format!("{LOCAL}/{path}"),
        origin: Origin::guess("no registry was found"),
        placeholders: Vec::new(),
        is_local: true,
    }
}
