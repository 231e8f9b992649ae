//! The parts of the project that become images.

use slipway_domain::config::as_name;
use slipway_domain::tree_path::normal;

use super::args::{self, Argument};
use super::images::{self, Image, Known};
use super::names;
use super::versions::{self, Version};
use super::{Draft, from};
use crate::compose::{ComposeBuild, ComposeFile, ComposeService};
use crate::deeds::{Act, BuildAct, Deed};
use crate::dockerfiles::Dockerfile;
use crate::facts::Facts;
use crate::place::{Origin, Place};

/// A service to propose.
pub(super) struct Service<'f> {
    pub name: String,
    pub origin: Origin,
    pub recipe: Recipe<'f>,
    pub image: Image,
    pub version: Version,
    pub args: Vec<Argument>,
    pub platforms: Option<(Vec<String>, Origin)>,
    /// The service of the compose file that it is.
    pub compose: Option<&'f ComposeService>,
}

/// How an image is made.
#[derive(Default)]
pub(super) struct Recipe<'f> {
    pub context: String,
    /// The Dockerfile's path in the repository.
    pub dockerfile: String,
    pub target: Option<(String, Origin)>,
    pub origin: Option<Origin>,
    pub file: Option<&'f Dockerfile>,
    pub compose: Option<(&'f ComposeService, &'f ComposeBuild)>,
    pub deed: Option<(&'f Deed, &'f BuildAct)>,
}

impl Service<'_> {
    /// Whether a command gives its image a name that ends so.
    pub(super) fn is_built_as(&self, base: &str) -> bool {
        let images = self.recipe.deed.iter().flat_map(|(_, build)| &build.images);
        images.into_iter().any(|image| image.base() == base)
    }
}

/// Finds the services: what compose files build, what commands build, and Dockerfiles that nobody mentions.
pub(super) fn find<'f>(draft: &mut Draft<'f>) -> Vec<Service<'f>> {
    let facts = draft.facts;
    let mut recipes: Vec<Recipe<'f>> = Vec::new();
    for service in facts.compose.iter().flat_map(|file| &file.services) {
        if let Some(recipe) = service.build.as_ref().and_then(|build| of_compose(facts, service, build)) {
            add(&mut recipes, recipe);
        }
    }
    for deed in &facts.deeds {
        if let Act::Build(build) = &deed.act
            && deed.host.is_none()
            && let Some(recipe) = of_deed(facts, deed, build)
        {
            add(&mut recipes, recipe);
        }
    }
    for file in &facts.dockerfiles {
        if recipes.iter().any(|recipe| recipe.dockerfile == file.path) {
            continue;
        }
        if is_aside(&file.path) {
            let place = Place::new(&file.path, 1);
            draft.findings.add(
                Some(&place),
                "By its name this Dockerfile is for development or tests; no service was proposed for it.",
            );
            continue;
        }
        recipes.push(of_dockerfile(file));
    }
    let single = recipes.len() == 1;
    let mut services: Vec<Service<'f>> = Vec::new();
    for recipe in recipes {
        let service = service(recipe, single, &services, draft);
        services.push(service);
    }
    services
}

/// Adds a recipe, or what it knows to the one that is the same.
fn add<'f>(recipes: &mut Vec<Recipe<'f>>, recipe: Recipe<'f>) {
    let same = |known: &&mut Recipe| {
        let target = |recipe: &Recipe| recipe.target.as_ref().map(|(name, _)| name.clone());
        let targets_fit = recipe.compose.is_none() || target(known) == target(&recipe);
        known.dockerfile == recipe.dockerfile && targets_fit
    };
    match recipes.iter_mut().find(same) {
        Some(known) => {
            known.deed = known.deed.or(recipe.deed);
            known.compose = known.compose.or(recipe.compose);
            known.target = known.target.take().or(recipe.target);
        }
        None => recipes.push(recipe),
    }
}

fn of_compose<'f>(
    facts: &'f Facts,
    service: &'f ComposeService,
    build: &'f ComposeBuild,
) -> Option<Recipe<'f>> {
    let dockerfile = joined(&build.context, build.dockerfile.as_deref().unwrap_or("Dockerfile"))?;
    Some(Recipe {
        context: build.context.clone(),
        file: dockerfile_at(facts, &dockerfile),
        dockerfile,
        target: build.target.clone().map(|target| (target, from(&build.place))),
        origin: Some(from(&build.place)),
        compose: Some((service, build)),
        deed: None,
    })
}

fn of_deed<'f>(facts: &'f Facts, deed: &'f Deed, build: &'f BuildAct) -> Option<Recipe<'f>> {
    let context = build.context.clone();
    let leaves = |path: &str| {
        path.contains(['$', ':', '\\']) || path.starts_with(['/', '~']) || normal(path).is_none()
    };
    let dockerfile = build.dockerfile.clone().or_else(|| joined(&context, "Dockerfile"))?;
    if leaves(&context) || leaves(&dockerfile) {
        return None;
    }
    let file = dockerfile_at(facts, &dockerfile);
    // A command in another repository's folder, or in documentation, builds nothing here.
    file?;
    Some(Recipe {
        context,
        dockerfile,
        target: build
            .target
            .clone()
            .map(|target| (target, from(&deed.place)))
            .filter(|(target, _)| !target.contains('$')),
        origin: Some(from(&deed.place)),
        file,
        compose: None,
        deed: Some((deed, build)),
    })
}

/// A Dockerfile in a folder that holds nothing but such files is meant for the whole repository.
fn of_dockerfile(file: &Dockerfile) -> Recipe<'_> {
    let place =
        file.stages.first().map(|stage| stage.place.clone()).unwrap_or_else(|| Place::new(&file.path, 1));
    let base = file.folder.rsplit('/').next().unwrap_or(&file.folder);
    let is_shelf =
        matches!(base, "docker" | "build" | "deploy" | "deployment" | "ci" | ".docker" | "dockerfiles");
    let (context, origin) = match is_shelf {
        true => (
            ".".to_owned(),
            Origin::guess_at("the whole repository, since this folder only holds build files", &place),
        ),
        false => (file.folder.clone(), from(&place)),
    };
    Recipe {
        context,
        dockerfile: file.path.clone(),
        origin: Some(origin),
        file: Some(file),
        ..Recipe::default()
    }
}

fn dockerfile_at<'f>(facts: &'f Facts, path: &str) -> Option<&'f Dockerfile> {
    facts.dockerfiles.iter().find(|file| file.path == path)
}

/// A path within a folder, `..` resolved; `None` if it leaves the repository.
fn joined(folder: &str, path: &str) -> Option<String> {
    normal(&format!("{folder}/{path}")).filter(|_| !path.starts_with('/'))
}

fn is_aside(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.split('.')
        .any(|part| matches!(part, "dev" | "development" | "test" | "tests" | "ci" | "local" | "debug"))
}

fn service<'f>(recipe: Recipe<'f>, single: bool, others: &[Service], draft: &mut Draft<'f>) -> Service<'f> {
    let facts = draft.facts;
    let hint = own_name(&recipe);
    let pushed = images::pushed(facts, &recipe, hint.as_deref(), single);
    let (project, project_origin) = names::project(facts);
    let compose = recipe.compose.map(|(service, _)| service).or_else(|| runs(facts, pushed.as_ref()));
    let compose = compose.or_else(|| likely(facts, &recipe, hint.as_deref().unwrap_or(&project)));
    let (wanted, origin) = match (compose.and_then(|service| Some((as_name(&service.name)?, service))), hint)
    {
        (Some((name, service)), _) => (name, from(&service.place)),
        (None, Some(name)) => (name, recipe.origin.clone().unwrap_or(project_origin)),
        (None, None) => (project.clone(), project_origin),
    };
    let name = names::free(&wanted, |name| others.iter().any(|other| other.name == name));
    let path = if single || name == project { project.clone() } else { format!("{project}-{name}") };
    let taken: Vec<&str> = others.iter().map(|other| other.image.repository.as_str()).collect();
    let known = Known { names: vec![&name, &path], single, path: &path, taken: &taken };
    let image = images::choose(pushed, compose, &recipe, &known, draft);
    let version = versions::find(&image, &recipe, draft);
    let args = args::find(&recipe, &image, &version, draft);
    let platforms = platforms(facts);
    Service { name, origin, recipe, image, version, args, platforms, compose }
}

/// The service of a compose file that runs an image that is pushed from here.
fn runs<'f>(facts: &'f Facts, pushed: Option<&Image>) -> Option<&'f ComposeService> {
    let pushed = pushed?;
    let services = facts.compose.iter().flat_map(|file: &ComposeFile| &file.services);
    services.into_iter().find(|service| {
        let image = service.image.as_ref().filter(|_| service.build.is_none());
        image.is_some_and(|(image, _)| image.repository == pushed.repository || image.base() == pushed.base())
    })
}

/// The service of a compose file that runs what a recipe builds, by its image's name, where nothing is pushed.
fn likely<'f>(facts: &'f Facts, recipe: &Recipe, name: &str) -> Option<&'f ComposeService> {
    if recipe.deed.is_some_and(|(_, build)| build.push) || facts.pushed().next().is_some() {
        return None;
    }
    let fits = |service: &&ComposeService| {
        let image = service.image.as_ref().filter(|_| service.build.is_none());
        image.is_some_and(|(image, _)| {
            let base = image.base();
            let named =
                base == name || base.starts_with(&format!("{name}-")) || base.ends_with(&format!("-{name}"));
            named && image.repository.contains('/')
        })
    };
    facts.compose.iter().flat_map(|file| &file.services).find(fits)
}

/// The name that the Dockerfile or its folder gives; `None` at the root.
fn own_name(recipe: &Recipe) -> Option<String> {
    let file = recipe.dockerfile.rsplit('/').next().unwrap_or(&recipe.dockerfile);
    let lower = file.to_ascii_lowercase();
    let tail = lower.strip_prefix("dockerfile.").or(lower.strip_suffix(".dockerfile"));
    let tail = tail.filter(|tail| !matches!(*tail, "prod" | "production" | "release"));
    let folder = match recipe.context.as_str() {
        "." => recipe.dockerfile.rsplit_once('/').map(|(folder, _)| folder),
        context => Some(context),
    };
    let folder = folder.and_then(|folder| folder.rsplit('/').next());
    let folder = folder.filter(|base| {
        !matches!(*base, "docker" | "build" | "deploy" | "deployment" | "ci" | ".docker" | "dockerfiles")
    });
    tail.or(folder).and_then(as_name)
}

/// The platforms of the hosts that answered.
fn platforms(facts: &Facts) -> Option<(Vec<String>, Origin)> {
    let mut all: Vec<String> = Vec::new();
    let mut who: Vec<&str> = Vec::new();
    for (host, heard) in &facts.heard.hosts {
        if let Some(platform) = &heard.platform {
            who.push(host);
            if !all.contains(platform) {
                all.push(platform.clone());
            }
        }
    }
    (!all.is_empty()).then(|| (all, Origin::Heard(who.join(", "))))
}

/// Writes them.
pub(super) fn write(services: &[Service], draft: &mut Draft) {
    if services.is_empty() {
        draft.ask("There is no Dockerfile in this repository. How does it become an image? Slipway builds what a Dockerfile describes.");
        return;
    }
    draft.page.open(0, "services", None);
    for service in services {
        let page = &mut draft.page;
        page.open(1, &service.name, Some(service.origin.clone()));
        page.open(2, "build", None);
        let origin = service.recipe.origin.clone().unwrap_or_else(|| service.origin.clone());
        page.pair(3, "context", &service.recipe.context, origin.clone());
        page.pair(3, "dockerfile", &within(&service.recipe), origin);
        if let Some((target, origin)) = &service.recipe.target {
            page.pair(3, "target", target, origin.clone());
        }
        args::write(&service.args, page);
        if let Some((platforms, origin)) = &service.platforms {
            page.list(3, "platforms", platforms, origin.clone());
        }
        page.pair(2, "image", &super::page::literal(&service.image.repository), service.image.origin.clone());
        page.pair(2, "version", &service.version.template, service.version.origin.clone());
        page.list(2, "tags", &service.version.tags, service.version.tags_origin.clone());
        if let Some(compose) = service.compose.filter(|compose| compose.name != service.name) {
            page.pair(2, "compose_service", &compose.name, from(&compose.place));
        }
    }
    let insecure = services.iter().any(|service| service.image.is_local);
    if insecure {
        draft.page.open(0, "registries", None);
        draft.page.raw(
            1,
            images::LOCAL,
            "{ insecure: true }",
            Origin::guess("a registry on this laptop speaks plain HTTP"),
        );
    }
}

/// The Dockerfile relative to the context, as the file wants it.
fn within(recipe: &Recipe) -> String {
    if recipe.context == "." {
        return recipe.dockerfile.clone();
    }
    match recipe.dockerfile.strip_prefix(&format!("{}/", recipe.context)) {
        Some(rest) => rest.to_owned(),
        None => format!("{}{}", "../".repeat(recipe.context.split('/').count()), recipe.dockerfile),
    }
}
