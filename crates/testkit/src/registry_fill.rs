//! Many images at once, written the way docker-registry lays out its files.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::{Doing, Result};
use crate::registry::Registry;

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";

impl Registry {
    /// Puts `count` images into `repository`, as a team's builds would: tags `0.1.1` and up, each with a
    /// configuration, a commit and a time of its own, and one layer that they share.
    pub fn fill(&self, repository: &str, count: usize) -> Result<()> {
        let store = Store { root: self.folder().join("data/docker/registry/v2"), repository };
        let layer = store.blob(b"a layer")?;
        store.link(&format!("_layers/sha256/{layer}/link"), &layer)?;
        for number in 1..=count {
            let config = configuration(number).to_string();
            let name = store.blob(config.as_bytes())?;
            store.link(&format!("_layers/sha256/{name}/link"), &name)?;
            let manifest = manifest((&name, config.len()), (&layer, 7)).to_string();
            let digest = store.blob(manifest.as_bytes())?;
            let tag = format!("_manifests/tags/0.1.{number}");
            for link in [
                format!("_manifests/revisions/sha256/{digest}/link"),
                format!("{tag}/current/link"),
                format!("{tag}/index/sha256/{digest}/link"),
            ] {
                store.link(&link, &digest)?;
            }
        }
        Ok(())
    }
}

struct Store<'r> {
    root: PathBuf,
    repository: &'r str,
}

impl Store<'_> {
    /// Keeps bytes and says the hexadecimal half of their digest.
    fn blob(&self, bytes: &[u8]) -> Result<String> {
        let name: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = name.get(..2).unwrap_or_default();
        write(&self.root.join(format!("blobs/sha256/{folder}/{name}/data")), bytes)?;
        Ok(name)
    }

    fn link(&self, path: &str, name: &str) -> Result<()> {
        let file = self.root.join("repositories").join(self.repository).join(path);
        write(&file, format!("sha256:{name}").as_bytes())
    }
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).doing(|| format!("creating {}", folder.display()))?;
    }
    fs::write(file, bytes).doing(|| format!("writing {}", file.display()))
}

fn configuration(number: usize) -> Value {
    let commit = format!("{number:040x}");
    json!({
        "architecture": "amd64",
        "os": "linux",
        "created": "2026-01-05T09:00:00Z",
        "config": { "Labels": {
            "org.opencontainers.image.revision": commit,
            "org.opencontainers.image.version": format!("0.1.{number}"),
        } },
        "rootfs": { "type": "layers", "diff_ids": [] },
    })
}

fn manifest((config, config_size): (&str, usize), (layer, layer_size): (&str, usize)) -> Value {
    json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": { "mediaType": CONFIG, "digest": format!("sha256:{config}"), "size": config_size },
        "layers": [{ "mediaType": LAYER, "digest": format!("sha256:{layer}"), "size": layer_size }],
    })
}
