//! What a release needs to run its script again: text, arguments, files, names of secrets.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use slipway_domain::config;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::template::Template;
use slipway_engine::ports::{FileKind, Source, TreeFile};

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
    /// The names of the secrets that it reads, one line each.
    pub stdin: Vec<String>,
    /// The service that `${version}` means.
    pub service: Option<String>,
}

/// A file that is put on the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipped {
    /// Its path in the repository and, relative to the project directory, on the host.
    pub path: String,
    /// The SHA-256 of its content in hexadecimal digits.
    pub sha256: String,
    /// Whether it may be executed.
    pub executable: bool,
    /// Its size in bytes.
    pub size: u64,
}

impl Recipe {
    /// The recipe of a tree.
    pub async fn read(
        target: &config::ScriptTarget,
        source: &dyn Source,
        tree: &str,
    ) -> Result<Self, Problem> {
        let bytes = content(source, tree, &target.file).await?.bytes;
        let script = String::from_utf8(bytes.to_vec()).map_err(|_| {
            let text = format!("the script {} is not text", target.file);
            Problem::new(Code::ConfigurationInvalid, text)
                .hint("`file` names the script; programs go under `files`")
        })?;
        let all = if target.files.is_empty() { Vec::new() } else { source.files(tree).await? };
        let mut files: Vec<Shipped> = Vec::new();
        for wanted in &target.files {
            for path in named(&all, wanted)? {
                let file = content(source, tree, &path).await?;
                let (sha256, size) = (sha256(&file.bytes), file.bytes.len() as u64);
                files.push(Shipped { path, sha256, executable: file.executable, size });
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup();
        Ok(Self {
            format: FORMAT,
            file: target.file.clone(),
            sha256: sha256(script.as_bytes()),
            script,
            args: target.args.clone(),
            files,
            stdin: target.stdin.clone(),
            service: target.service.clone(),
        })
    }

    /// The recipe of a deployment.
    pub fn of(value: &Value) -> Result<Self, Problem> {
        let recipe: Self = serde_json::from_value(value.clone()).map_err(|error| {
            Problem::new(
                Code::ConfigurationInvalid,
                format!("the release's recipe is none of a script: {error}"),
            )
            .hint("a release that was deployed through another kind of target cannot be put back by this one")
        })?;
        match recipe.format {
            FORMAT => Ok(recipe),
            other => {
                Err(Problem::new(Code::SlipwayTooOld, format!("the release's recipe has format {other}")))
            }
        }
    }
}

/// The SHA-256 of bytes in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Digest::of(bytes).hex().to_owned()
}

pub(crate) struct Content {
    pub(crate) bytes: Bytes,
    executable: bool,
}

/// A file of the tree.
pub(crate) async fn content(source: &dyn Source, tree: &str, path: &str) -> Result<Content, Problem> {
    let Some(file) = source.file(tree, path).await? else { return Err(missing(path)) };
    Ok(Content { bytes: file.bytes, executable: file.executable })
}

fn missing(path: &str) -> Problem {
    let text = format!("{path} is not in the release's commit");
    Problem::new(Code::ConfigurationInvalid, text)
        .hint("commit it; what only a job makes cannot be shipped by a script target yet")
}

/// The paths of files that `wanted` names: itself, or all in the folder of that name.
fn named(all: &[TreeFile], wanted: &str) -> Result<Vec<String>, Problem> {
    let wanted = wanted.trim_start_matches("./").trim_end_matches('/');
    let inside = |file: &&TreeFile| {
        file.path == wanted || file.path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'))
    };
    let found: Vec<&TreeFile> = all.iter().filter(inside).collect();
    if found.is_empty() {
        return Err(missing(wanted));
    }
    found.into_iter().map(shippable).collect()
}

fn shippable(file: &TreeFile) -> Result<String, Problem> {
    let path = &file.path;
    let refuse =
        |why: &str| Err(Problem::new(Code::ConfigurationInvalid, format!("{path} cannot be shipped: {why}")));
    match file.kind {
        FileKind::File | FileKind::Executable => {}
        FileKind::Symlink => return refuse("it is a symbolic link; name the file it points to"),
        FileKind::Submodule => return refuse("it is a submodule"),
    }
    if path.chars().any(|c| c.is_control() || c == '\\') {
        return refuse("its name holds a character that lists of checksums cannot hold");
    }
    if path.split('/').next() == Some(".slipway") {
        return refuse("`.slipway` in the project directory belongs to Slipway");
    }
    Ok(path.clone())
}
