//! What a release needs to run its script again: text, arguments, files, names of secrets.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::config;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::template::Template;
use slipway_engine::ports::Origins;
use slipway_hosts::{Shipped, committed, read_recipe, shipped};

/// The format that this version writes.
const FORMAT: u32 = 1;

/// The script of a commit, with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The format it was written in.
    pub format: u32,
    /// The script's path in the repository.
    pub file: String,
    /// The script itself.
    pub script: String,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// Its arguments, not yet filled in.
    pub args: Vec<Template>,
    /// The files that it needs beside it.
    pub files: Vec<Shipped>,
    /// The names of the secrets that it reads, in order.
    pub stdin: Vec<String>,
    /// The service that `${version}` means.
    pub service: Option<String>,
}

impl Recipe {
    /// Makes the recipe of a release.
    pub async fn of(target: &config::ScriptTarget, origins: &Origins<'_>) -> Result<Self, Problem> {
        let bytes = committed(&target.file, origins).await?.bytes;
        let script = String::from_utf8(bytes.to_vec()).map_err(|_| {
            let text = format!("the script {} is not text", target.file);
            Problem::new(Code::ConfigurationInvalid, text)
                .hint("`file` names the script; programs go under `files`")
        })?;
        Ok(Self {
            format: FORMAT,
            file: target.file.clone(),
            sha256: sha256(script.as_bytes()),
            script,
            args: target.args.clone(),
            files: shipped(&target.files, origins).await?,
            stdin: target.stdin.clone(),
            service: target.service.clone(),
        })
    }

    /// Reads a deployment's recipe.
    pub fn read(value: &Value) -> Result<Self, Problem> {
        read_recipe(value, FORMAT)
    }
}

/// The SHA-256 of bytes in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Digest::of(bytes).hex().to_owned()
}
