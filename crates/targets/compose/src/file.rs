//! A compose file, as far as Slipway looks into it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::tree_path::{lies_in, plain_path};

use crate::{interpolate, yaml};

/// A compose file.
#[derive(Debug, Clone, PartialEq)]
pub struct ComposeFile {
    /// Its services.
    pub services: BTreeMap<String, Definition>,
    /// The variables that it refers to anywhere.
    pub variables: BTreeSet<String>,
}

/// One service of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The image as it is written.
    pub image: Option<String>,
    /// Started only when asked for by a profile.
    pub optional: bool,
    /// Everything else that makes its container, less image and build.
    pub rest: Value,
}

impl ComposeFile {
    /// Reads a file; `name` is for people.
    pub fn read(name: &str, text: &str) -> Result<Self, Problem> {
        let invalid = |why: String| {
            Problem::new(Code::ConfigurationInvalid, format!("the compose file {name} cannot be read: {why}"))
                .hint(format!("`docker compose -f {name} config` shows where"))
        };
        let tree = yaml::read(text).map_err(invalid)?;
        let Some(services) = tree.get("services").and_then(Value::as_object) else {
            return Err(invalid("it has no `services`".to_owned()));
        };
        let services = services.iter().map(|(name, value)| (name.clone(), Definition::of(value))).collect();
        Ok(Self { services, variables: interpolate::names(text) })
    }
}

impl Definition {
    fn of(value: &Value) -> Self {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut rest = value.clone();
        if let Some(map) = rest.as_object_mut() {
            map.remove("image");
            map.remove("build");
        }
        let profiles = value.get("profiles").and_then(Value::as_array);
        Self { image: text("image"), optional: profiles.is_some_and(|list| !list.is_empty()), rest }
    }

    /// Whether a file in the project directory appears in it, such as in a mount or as an `env_file`.
    pub fn mentions(&self, path: &str) -> bool {
        fn walk(value: &Value, path: &str) -> bool {
            match value {
                Value::String(text) => {
                    let own = text.trim_start_matches("./");
                    own == path
                        || own.strip_prefix(path).is_some_and(|rest| rest.starts_with(':'))
                        || covers(own, path)
                }
                Value::Array(items) => items.iter().any(|item| walk(item, path)),
                Value::Object(map) => map.iter().any(|(key, item)| {
                    let mounted = item.as_str().filter(|_| key == "source");
                    mounted.is_some_and(|folder| lies_in(path, &plain_path(folder))) || walk(item, path)
                }),
                _ => false,
            }
        }
        walk(&self.rest, path)
    }
}

/// Whether `mount` mounts a folder that holds `path`.
fn covers(mount: &str, path: &str) -> bool {
    let Some((folder, _)) = mount.split_once(':') else { return false };
    let folder = folder.trim_end_matches('/');
    !folder.is_empty() && path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
services:
  api: { image: 'x:${TAG:-1}', build: ., volumes: ['./conf/app.conf:/etc/app.conf:ro', './data:/data'] }
  tool: { image: y, profiles: [tools], volumes: [{ type: bind, source: ./dist, target: /srv }] }
";

    #[test]
    fn reads_what_it_looks_at() {
        let file = ComposeFile::read("docker-compose.yml", TEXT).unwrap();
        assert_eq!(file.services["api"].image.as_deref(), Some("x:${TAG:-1}"));
        assert!(file.services["api"].rest.get("build").is_none());
        assert!(file.services["tool"].optional && !file.services["api"].optional);
        assert!(file.services["api"].mentions("conf/app.conf"));
        assert!(file.services["api"].mentions("data/seed.txt"));
        assert!(!file.services["api"].mentions("conf/other.conf"));
        assert!(file.services["tool"].mentions("dist/app") && !file.services["tool"].mentions("distant/app"));
        assert_eq!(file.variables.into_iter().collect::<Vec<_>>(), ["TAG"]);
    }

    #[test]
    fn a_file_without_services_is_told() {
        let problem = ComposeFile::read("docker-compose.yml", "web: {image: x}").unwrap_err();
        assert_eq!(
            problem.message,
            "the compose file docker-compose.yml cannot be read: it has no `services`"
        );
    }
}
