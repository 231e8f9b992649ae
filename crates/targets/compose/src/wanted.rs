//! What a deployment wants of each service's containers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::deployment::{Configuration, Deployment, Setting};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release_variables::{Told, is_told};
use slipway_hosts::Identity;

use crate::file::{ComposeFile, Definition};
use crate::interpolate;
use crate::recipe::Recipe;
use crate::settings::Settings;

/// A service as it is to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// Its name in the compose file.
    pub compose: String,
    /// Image, origin and configuration.
    pub identity: Identity,
    /// Its variables.
    pub variables: Configuration,
}

/// A deployment taken apart.
pub struct Desired {
    /// What comes from other releases than the newest, in the order in which they went out.
    pub others: Vec<Part>,
    /// What comes from the newest, mostly all there is.
    pub newest: Part,
}

/// What comes from one release.
pub struct Part {
    /// The build number.
    pub number: u64,
    /// What it brings besides images.
    pub recipe: Recipe,
    /// The compose file.
    pub file: ComposeFile,
    /// The services that come from it.
    pub services: BTreeMap<String, Wanted>,
    /// What `${NAME}` in the compose file stands for, as far as it is used there.
    pub variables: Configuration,
}

impl Desired {
    /// Takes a deployment apart.
    pub fn of(settings: &Settings, deployment: &Deployment) -> Result<Self, Problem> {
        let others = deployment.others.iter().map(|part| Part::of(settings, part));
        Ok(Self { others: others.collect::<Result<_, _>>()?, newest: Part::of(settings, deployment)? })
    }

    /// What comes from each release, the newest last.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.others.iter().chain([&self.newest])
    }

    /// Every service that goes out.
    pub fn services(&self) -> impl Iterator<Item = (&String, &Wanted)> {
        self.parts().flat_map(|part| &part.services)
    }

    /// A service that goes out.
    pub fn service(&self, name: &str) -> Option<&Wanted> {
        self.parts().find_map(|part| part.services.get(name))
    }

    /// Whether the newest compose file names a service of the release so, also one that is left alone.
    pub fn manages(&self, compose: &str) -> bool {
        self.newest.recipe.services.values().any(|name| name == compose)
            || self.services().any(|(_, wanted)| wanted.compose == compose)
    }
}

impl Part {
    fn of(settings: &Settings, deployment: &Deployment) -> Result<Self, Problem> {
        let recipe = Recipe::read(&deployment.recipe)?;
        let file = ComposeFile::read(&recipe.file, &recipe.text)?;
        let variables = variables(settings, deployment, &file);
        let mut services = BTreeMap::new();
        let release = &deployment.release;
        for service in &deployment.services {
            let Some(own) = release.services.get(service) else { continue };
            let compose = recipe.services.get(service).unwrap_or(service).clone();
            let Some(definition) = file.services.get(&compose) else {
                let text = format!("{} has no service `{compose}` for {service}", recipe.file);
                return Err(Problem::new(Code::ConfigurationInvalid, text)
                    .hint("add it to the compose file, or set `compose_service` in slipway.yml"));
            };
            let definition = fingerprint(definition, &recipe, &variables);
            let registry = settings.registry.as_deref();
            let identity = Identity::wanted(deployment, service, own, registry, definition);
            let variables = deployment.configuration.get(service).cloned().unwrap_or_default();
            services.insert(service.clone(), Wanted { compose, identity, variables });
        }
        Ok(Self { number: release.number, recipe, file, services, variables })
    }
}

/// What makes another container besides image and variables: the definition with what it expands to, and
/// the files it mounts.
fn fingerprint(definition: &Definition, recipe: &Recipe, variables: &Configuration) -> String {
    let used = expansions(&definition.rest.to_string(), variables);
    let files: Vec<_> = recipe
        .files
        .iter()
        .filter(|file| definition.mentions(&file.path))
        .map(|file| (&file.path, &file.sha256))
        .collect();
    slipway_domain::plan::fingerprint(&(&definition.rest, used, files))
}

/// What the variables in a text stand for, less those that are new with every release.
pub fn expansions<'v>(text: &str, variables: &'v Configuration) -> BTreeMap<String, Option<&'v Setting>> {
    let own = interpolate::names(text).into_iter().filter(|name| !is_told(name));
    let value = |name: String| {
        let value = variables.get(&name);
        (name, value)
    };
    own.map(value).collect()
}

/// The variables that the compose file refers to, as far as the environment has them. Where services
/// differ in a value, the first service by name counts.
fn variables(settings: &Settings, deployment: &Deployment, file: &ComposeFile) -> Configuration {
    let of = |name: &String| {
        let mut all = deployment.configuration.values();
        all.find_map(|own| own.get(name)).cloned().map(|value| (name.clone(), value))
    };
    let mut variables: Configuration = file.variables.iter().filter_map(of).collect();
    let release = &deployment.release;
    let told = Told {
        project: &settings.project,
        environment: Some(&settings.environment),
        release: release.number,
        version: release.services.values().next().map(|service| service.version.as_str()),
        commit: &release.commit.sha,
    };
    let told = told.variables().into_iter().filter(|(name, _)| file.variables.contains(*name));
    variables.extend(told.map(|(name, value)| (name.to_owned(), Setting::Plain(value))));
    variables
}

/// A short name for content, for the release directory.
pub fn short_name(number: u64, content: &Value) -> String {
    format!("{number}-{}", &slipway_domain::plan::fingerprint(content)[..12])
}
