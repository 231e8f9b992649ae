//! What a release brings besides its images: the compose text and the files of its commit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::config::Config;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{FileKind, Source, TreeFile};

use crate::file::ComposeFile;
use crate::settings::{Settings, compose_services};

/// Files up to so many bytes travel in the plan itself, so that a rollback or a colleague needs no git object.
const SMALL: usize = 64 * 1024;

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

/// A file that lies in the project directory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shipped {
    /// Relative to the repository and to the project directory.
    pub path: String,
    /// Of its content.
    pub sha256: Digest,
    /// Whether it may be executed.
    #[serde(default)]
    pub executable: bool,
    /// The content of a small text; others are read from the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Recipe {
    /// Reads a deployment's recipe.
    pub fn read(value: &Value) -> Result<Self, Problem> {
        serde_json::from_value(value.clone()).map_err(|error| {
            Problem::new(Code::Internal, format!("the recipe of this deployment cannot be read: {error}"))
                .hint("it was made for another kind of target or by another version; deploy a release anew")
        })
    }

    /// Makes the recipe of a tree, whose slipway.yml says which services there are.
    pub async fn of(
        settings: &Settings,
        config: &Config,
        source: &dyn Source,
        tree: &str,
    ) -> Result<Self, Problem> {
        let file = settings.config.file.clone();
        let text = text_of(source, tree, &file).await?;
        let compose = ComposeFile::read(&file, &text)?;
        let services = compose_services(config);
        if let Some((service, name)) = services.iter().find(|(_, n)| !compose.services.contains_key(*n)) {
            let text = format!("{file} has no service `{name}` for {service}");
            let known: Vec<&str> = compose.services.keys().map(String::as_str).collect();
            let hint = format!("set `compose_service` of {service} to one of: {}", known.join(", "));
            return Err(Problem::new(Code::ConfigurationInvalid, text).hint(hint));
        }
        let files = shipped(&settings.config.files, source, tree).await?;
        Ok(Self { format: 1, file, text, tree: tree.to_owned(), files, services })
    }

    /// The content of its files, in their order.
    pub async fn contents(&self, source: &dyn Source) -> Result<Vec<Vec<u8>>, Problem> {
        let mut contents = Vec::new();
        for file in &self.files {
            contents.push(match &file.text {
                Some(text) => text.clone().into_bytes(),
                None => bytes_of(source, &self.tree, &file.path).await?.0,
            });
        }
        Ok(contents)
    }
}

async fn text_of(source: &dyn Source, tree: &str, path: &str) -> Result<String, Problem> {
    let (bytes, _) = bytes_of(source, tree, path).await?;
    String::from_utf8(bytes).map_err(|_| {
        Problem::new(Code::ConfigurationInvalid, format!("the compose file {path} is no UTF-8 text"))
    })
}

async fn bytes_of(source: &dyn Source, tree: &str, path: &str) -> Result<(Vec<u8>, bool), Problem> {
    match source.file(tree, path).await? {
        Some(file) => Ok((file.bytes.to_vec(), file.executable)),
        None => Err(missing(path)),
    }
}

fn missing(path: &str) -> Problem {
    Problem::new(Code::ConfigurationInvalid, format!("{path} is not in the commit"))
        .hint("commit the file, or correct `file` and `files` of the target in slipway.yml")
}

async fn shipped(paths: &[String], source: &dyn Source, tree: &str) -> Result<Vec<Shipped>, Problem> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let all = source.files(tree).await?;
    let mut files = Vec::new();
    for path in paths {
        for found in matching(&all, path)? {
            let (bytes, executable) = bytes_of(source, tree, &found.path).await?;
            let sha256 = Digest::of(&bytes);
            let text = if bytes.len() <= SMALL { String::from_utf8(bytes).ok() } else { None };
            files.push(Shipped { path: found.path.clone(), sha256, executable, text });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}

/// The file of that path, or all files in the folder of that path.
fn matching<'f>(all: &'f [TreeFile], path: &str) -> Result<Vec<&'f TreeFile>, Problem> {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let inside = |file: &&TreeFile| {
        file.path == path || file.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    };
    let found: Vec<&TreeFile> = all.iter().filter(inside).collect();
    if found.is_empty() {
        return Err(missing(path));
    }
    let plain = |file: &&&TreeFile| matches!(file.kind, FileKind::File | FileKind::Executable);
    match found.iter().find(|file| !plain(file)) {
        None => Ok(found),
        Some(other) => {
            let text = format!("{} in `files` is a link or a submodule", other.path);
            Err(Problem::new(Code::SourceUnsupported, text).hint("name the file itself"))
        }
    }
}
