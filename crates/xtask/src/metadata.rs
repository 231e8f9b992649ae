//! What cargo knows of the workspace and its dependencies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::Fault;

/// The answer of `cargo metadata`, as far as it is looked at.
#[derive(Debug, Clone, Deserialize)]
pub struct Metadata {
    /// Every package of the graph.
    pub packages: Vec<Package>,
    /// The ids of our own.
    pub workspace_members: BTreeSet<String>,
    /// Who is linked into whom.
    pub resolve: Resolve,
}

/// A package.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// What the graph calls it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression.
    pub license: Option<String>,
    /// Where it comes from; `None` for our own.
    pub source: Option<String>,
    /// The path of its manifest.
    pub manifest_path: String,
    /// What its manifest asks for.
    pub dependencies: Vec<Dependency>,
}

/// What a manifest asks for.
#[derive(Debug, Clone, Deserialize)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// `dev` or `build`; `None` for what is linked.
    pub kind: Option<String>,
}

/// The graph with its versions and features settled.
#[derive(Debug, Clone, Deserialize)]
pub struct Resolve {
    /// One node per package.
    pub nodes: Vec<Node>,
}

/// A package in the graph.
#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    /// Its package.
    pub id: String,
    /// The features that are on.
    pub features: Vec<String>,
    /// What it uses.
    pub deps: Vec<Edge>,
}

/// A use of another package.
#[derive(Debug, Clone, Deserialize)]
pub struct Edge {
    /// The other package.
    pub pkg: String,
    /// As what.
    pub dep_kinds: Vec<EdgeKind>,
}

/// As what a package is used.
#[derive(Debug, Clone, Deserialize)]
pub struct EdgeKind {
    /// `dev` or `build`; `None` for what is linked.
    pub kind: Option<String>,
}

impl Metadata {
    /// Asks cargo, without the network and without touching the lock file.
    pub fn read(root: &Path) -> Result<Self, Fault> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let ran = Command::new(cargo)
            .args(["metadata", "--locked", "--format-version", "1"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("cargo cannot be started: {error}"))?;
        if !ran.status.success() {
            let said = String::from_utf8_lossy(&ran.stderr);
            return Err(format!("`cargo metadata --locked` failed. It said: {}", said.trim()));
        }
        serde_json::from_slice(&ran.stdout)
            .map_err(|error| format!("the answer of `cargo metadata` cannot be read: {error}"))
    }

    /// Our own packages, by name.
    pub fn members(&self) -> BTreeMap<&str, &Package> {
        let own = self.packages.iter().filter(|package| self.workspace_members.contains(&package.id));
        own.map(|package| (package.name.as_str(), package)).collect()
    }

    /// The package of that id.
    pub fn package(&self, id: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.id == id)
    }

    /// Everything that is linked into one of our packages, itself included: what is only used by tests and
    /// build scripts is not.
    pub fn linked_into(&self, name: &str) -> BTreeSet<&str> {
        let nodes: BTreeMap<&str, &Node> =
            self.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut open: Vec<&str> =
            self.members().get(name).map(|package| package.id.as_str()).into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let edges = nodes.get(id).into_iter().flat_map(|node| &node.deps);
            let linked = edges.filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            open.extend(linked.map(|edge| edge.pkg.as_str()));
        }
        seen
    }
}

impl Package {
    /// The names of what its manifest asks to be linked.
    pub fn links(&self) -> BTreeSet<&str> {
        let linked = self.dependencies.iter().filter(|dependency| dependency.kind.is_none());
        linked.map(|dependency| dependency.name.as_str()).collect()
    }

    /// Its name and version.
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}
