//! What a release brings besides its images: the compose text of its commit, and files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Origins;
use slipway_hosts::{Shipped, committed, read_recipe, shipped};

use crate::file::ComposeFile;
use crate::settings::{Settings, compose_services};

/// The format that this version writes.
const FORMAT: u32 = 1;

/// The recipe of a deployment. Goes into the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The form of this.
    pub format: u32,
    /// The compose file's path in the repository.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The tree that bigger files are read from.
    pub tree: String,
    /// The files beside it.
    #[serde(default)]
    pub files: Vec<Shipped>,
    /// Per service its name in the compose file.
    pub services: BTreeMap<String, String>,
}

impl Recipe {
    /// Reads a deployment's recipe.
    pub fn read(value: &Value) -> Result<Self, Problem> {
        read_recipe(value, FORMAT)
    }

    /// Makes the recipe of a release, whose slipway.yml says which services there are.
    pub async fn of(settings: &Settings, origins: &Origins<'_>) -> Result<Self, Problem> {
        let file = settings.config.file.clone();
        let text = String::from_utf8(committed(&file, origins).await?.bytes.to_vec()).map_err(|_| {
            Problem::new(Code::ConfigurationInvalid, format!("the compose file {file} is no UTF-8 text"))
        })?;
        let compose = ComposeFile::read(&file, &text)?;
        let services = compose_services(origins.config);
        if let Some((service, name)) = services.iter().find(|(_, n)| !compose.services.contains_key(*n)) {
            let text = format!("{file} has no service `{name}` for {service}");
            let known: Vec<&str> = compose.services.keys().map(String::as_str).collect();
            let hint = format!("set `compose_service` of {service} to one of: {}", known.join(", "));
            return Err(Problem::new(Code::ConfigurationInvalid, text).hint(hint));
        }
        let files = shipped(&settings.config.files, origins).await?;
        let tree = origins.release.commit.tree.clone();
        Ok(Self { format: FORMAT, file, text, tree, files, services })
    }
}
