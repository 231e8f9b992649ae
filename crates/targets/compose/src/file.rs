//! A compose file, as far as Slipway looks into it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
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
    /// Everything else that makes its container, less image and build; with the file's `configs` and `secrets` that it
    /// uses.
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
        let services =
            services.iter().map(|(name, value)| (name.clone(), Definition::of(value, &tree))).collect();
        Ok(Self { services, variables: interpolate::names(text) })
    }
}

impl Definition {
    fn of(value: &Value, tree: &Value) -> Self {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let mut rest = value.clone();
        if let Some(map) = rest.as_object_mut() {
            map.remove("image");
            map.remove("build");
            for kind in ["configs", "secrets"] {
                let used = used(kind, value, tree);
                if !used.is_empty() {
                    map.insert(format!("{kind} of the file"), Value::Object(used));
                }
            }
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
                        || covers(text, path)
                }
                Value::Array(items) => items.iter().any(|item| walk(item, path)),
                Value::Object(map) => {
                    let mounted = map.get("source").and_then(Value::as_str);
                    let folder = mounted.filter(|_| map.get("type").is_none_or(|kind| kind != "volume"));
                    folder.is_some_and(|folder| is_in(path, folder))
                        || map.values().any(|item| walk(item, path))
                }
                _ => false,
            }
        }
        walk(&self.rest, path)
    }
}

/// What a service uses of the file's own `configs` or `secrets`.
fn used(kind: &str, service: &Value, tree: &Value) -> Map<String, Value> {
    let named = |one: &Value| one.as_str().or_else(|| one.get("source")?.as_str()).map(str::to_owned);
    let all = service.get(kind).and_then(Value::as_array).into_iter().flatten().filter_map(named);
    all.filter_map(|name| tree.get(kind)?.get(&name).cloned().map(|own| (name, own))).collect()
}

/// Whether `mount` mounts a folder of the project that holds `path`. A name without a dot or slash is a volume's.
fn covers(mount: &str, path: &str) -> bool {
    let Some((source, _)) = mount.split_once(':') else { return false };
    (source.starts_with('.') || source.contains('/')) && is_in(path, source)
}

/// Whether `path` lies in a folder as a compose file writes it. One from the root is none of the project's.
fn is_in(path: &str, folder: &str) -> bool {
    !folder.is_empty() && !folder.starts_with('/') && lies_in(path, &plain_path(folder))
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
    fn what_is_mounted_of_the_project_is_mentioned() {
        let mentions = |volumes: &str, path: &str| {
            let text = format!("services: {{ api: {{ volumes: [{volumes}] }} }}");
            ComposeFile::read("docker-compose.yml", &text).unwrap().services["api"].mentions(path)
        };
        for volume in ["'.:/app'", "'./:/app:ro'", "{type: bind, source: ., target: /app}", "'./conf:/c'"] {
            assert!(mentions(volume, "conf/app.conf"), "{volume}");
        }
        for volume in ["'/:/host'", "'/conf:/c'", "'conf:/c'", "{type: volume, source: conf, target: /c}"] {
            assert!(!mentions(volume, "conf/app.conf"), "{volume}");
        }
    }

    #[test]
    fn the_files_configs_and_secrets_belong_to_the_services_that_use_them() {
        let text = "
services:
  api: { image: x, configs: [app], secrets: [{ source: token, target: t }] }
  web: { image: x, configs: [gone] }
configs: { app: { file: ./app.conf }, other: { file: ./other.conf } }
secrets: { token: { file: ./token } }
";
        let read = |text: &str| ComposeFile::read("docker-compose.yml", text).unwrap().services;
        let services = read(text);
        assert!(services["api"].mentions("app.conf") && services["api"].mentions("token"));
        assert!(!services["api"].mentions("other.conf"));
        let changed = read(&text.replace("app.conf", "new.conf"));
        assert!(changed["api"] != services["api"] && changed["web"] == services["web"]);
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
