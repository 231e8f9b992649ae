//! Compose files: what is built here, what stands beside it, and what the files need filled in.

use slipway_domain::tree_path::normal;
use slipway_domain::yaml::{Document, Value};

use crate::findings::Findings;
use crate::image::ImageName;
use crate::place::Place;
use crate::variables::Variables;

/// A compose file.
#[derive(Clone, Debug, Default)]
pub struct ComposeFile {
    /// Its path.
    pub path: String,
    /// The project's name, if the file says it.
    pub name: Option<(String, Place)>,
    /// Its services in order.
    pub services: Vec<ComposeService>,
    /// Variables that are filled in from outside and have no default, images left aside.
    pub variables: Vec<(String, Place)>,
}

/// A service of a compose file.
#[derive(Clone, Debug)]
pub struct ComposeService {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// How it is built.
    pub build: Option<ComposeBuild>,
    /// Its image.
    pub image: Option<(ImageName, Place)>,
    /// Published ports, as written.
    pub ports: Vec<(String, Place)>,
    /// Files of the repository that are mounted into it.
    pub mounts: Vec<(String, Place)>,
}

/// How a service is built. Paths are relative to the repository.
#[derive(Clone, Debug)]
pub struct ComposeBuild {
    /// The folder.
    pub context: String,
    /// The Dockerfile, relative to the folder, if it is not `Dockerfile`.
    pub dockerfile: Option<String>,
    /// The stage to stop at.
    pub target: Option<String>,
    /// Arguments; their values as written.
    pub args: Vec<(String, Option<String>, Place)>,
    /// Where it stands.
    pub place: Place,
}

/// Reads a compose file as far as it can be.
pub(crate) fn read(path: &str, text: &str, findings: &mut Findings) -> Option<ComposeFile> {
    let (document, found) = Document::read(text, path);
    findings.of_yaml(&found, document.is_some());
    let document = document?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let place = |line: usize| Place::new(path, line);
    let root = document.root();
    let name = root.get("name").and_then(|name| Some((name.text()?.to_owned(), place(name.line()))));
    let name = name.filter(|(name, _)| !name.contains('$'));
    let mut file = ComposeFile { path: path.to_owned(), name, ..ComposeFile::default() };
    for (name, line, value) in root.get("services").into_iter().flat_map(Value::entries) {
        let file_at = At { path, folder };
        file.services.push(service(name, line, value, &file_at));
        interpolated(value, path, "", &mut file.variables);
    }
    Some(file)
}

struct At<'p> {
    path: &'p str,
    folder: &'p str,
}

impl At<'_> {
    fn place(&self, line: usize) -> Place {
        Place::new(self.path, line)
    }

    /// A path of the file as a path of the repository; `None` if it leaves it.
    fn within(&self, path: &str) -> Option<String> {
        let path = normal(&format!("{}/{path}", self.folder))?;
        Some(if path.is_empty() { ".".to_owned() } else { path })
    }
}

fn service(name: &str, line: usize, value: Value, at: &At) -> ComposeService {
    let image = value.get("image").and_then(|image| {
        Some((ImageName::read(&mended(image.text()?), &Variables::new())?, at.place(image.line())))
    });
    ComposeService {
        name: name.to_owned(),
        place: at.place(line),
        build: value.get("build").and_then(|build| self::build(build, at)),
        image,
        ports: ports(value, at),
        mounts: mounts(value, at),
    }
}

/// An image over two lines, folded into one with a blank.
fn mended(image: &str) -> String {
    image.split_whitespace().collect()
}

fn build(value: Value, at: &At) -> Option<ComposeBuild> {
    let text = |key: &str| value.get(key).and_then(Value::text).map(str::to_owned);
    let context = value.text().or(value.get("context").and_then(Value::text)).unwrap_or(".");
    let mut args = Vec::new();
    for (name, line, value) in value.get("args").into_iter().flat_map(Value::entries) {
        args.push((name.to_owned(), value.text().map(str::to_owned), at.place(line)));
    }
    for item in value.get("args").into_iter().flat_map(Value::items) {
        let Some(text) = item.text() else { continue };
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        args.push((name.to_owned(), value.map(str::to_owned), at.place(item.line())));
    }
    Some(ComposeBuild {
        context: at.within(context).filter(|_| !context.contains(['$', ':']))?,
        dockerfile: text("dockerfile").map(|path| path.trim_start_matches("./").to_owned()),
        target: text("target"),
        args,
        place: at.place(value.line()),
    })
}

fn ports(service: Value, at: &At) -> Vec<(String, Place)> {
    let one = |port: Value| {
        let place = at.place(port.line());
        if let Some(text) = port.text() {
            return Some((text.to_owned(), place));
        }
        let (published, target) = (port.get("published")?.text()?, port.get("target")?.text()?);
        Some((format!("{published}:{target}"), place))
    };
    service.get("ports").into_iter().flat_map(Value::items).filter_map(one).collect()
}

/// Bind mounts of the repository's own paths.
fn mounts(service: Value, at: &At) -> Vec<(String, Place)> {
    let one = |volume: Value| {
        let source = match volume.text() {
            Some(text) => text.split(':').next(),
            None => volume.get("source").and_then(Value::text),
        };
        let source = source.filter(|source| source.starts_with('.') && !source.contains('$'))?;
        Some((at.within(source)?, at.place(volume.line())))
    };
    let env_files = service.get("env_file").map(Value::texts).unwrap_or_default();
    let env_files = env_files.into_iter().filter_map(|(file, line)| Some((at.within(file)?, at.place(line))));
    let volumes = service.get("volumes").into_iter().flat_map(Value::items).filter_map(one);
    volumes.chain(env_files).collect()
}

/// `${NAME}` without a default, and `- NAME` under `environment`. The image's is left out: Slipway names
/// the image by its digest.
fn interpolated(value: Value, path: &str, key: &str, out: &mut Vec<(String, Place)>) {
    for (name, line, inner) in value.entries() {
        if name != "image" && name != "build" {
            interpolated(inner, path, name, out);
        }
        if key == "environment" && inner.text().is_none() && !inner.is_map() && !inner.is_list() {
            add(name, Place::new(path, line), out);
        }
    }
    for item in value.items() {
        if let Some(name) = item.text().filter(|text| key == "environment" && !text.contains('=')) {
            add(name, Place::new(path, item.line()), out);
        }
        interpolated(item, path, "", out);
    }
    for name in value.text().map(without_default).unwrap_or_default() {
        add(&name, Place::new(path, value.line()), out);
    }
}

fn add(name: &str, place: Place, out: &mut Vec<(String, Place)>) {
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.is_empty() && name.chars().all(fine) && !out.iter().any(|(known, _)| known == name) {
        out.push((name.to_owned(), place));
    }
}

/// The variables in a text that have neither a default nor a `$` before them.
fn without_default(text: &str) -> Vec<String> {
    let text = text.replace("$$", "");
    let mut names = Vec::new();
    let after_first = text.split_once('$').map(|(_, rest)| rest);
    for part in after_first.into_iter().flat_map(|rest| rest.split('$')) {
        let fine = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        match part.strip_prefix('{') {
            Some(inner) => {
                let inner = inner.split('}').next().unwrap_or_default();
                let name = inner.split(fine).next().unwrap_or_default();
                let rest = inner.get(name.len()..).unwrap_or_default();
                if rest.is_empty() || rest.starts_with('?') || rest.starts_with(":?") {
                    names.push(name.to_owned());
                }
            }
            None if !part.starts_with(|c: char| c.is_ascii_digit()) => {
                names.extend(part.split(fine).next().map(str::to_owned));
            }
            None => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn services_and_what_they_need_are_read() {
        let text = "name: shop\nservices:\n  api:\n    build: {context: ../api, target: prod, args: [V=1, K]}\n    image: r.example/shop/api:${TAG}\n\
            \x20   ports: [\"${PORT:-80}:8080\", {target: 1, published: 2}]\n    environment:\n      - A=${A_VALUE}\n      - PASSED\n\
            \x20   volumes: [./nginx.conf:/etc/nginx.conf, data:/data]\n    depends_on: {db: {condition: x}}\n  db:\n    image: mysql:8\n    environment:\n      ROOT:\n";
        let mut findings = Findings::default();
        let file = read("deploy/docker-compose.yml", text, &mut findings).unwrap();
        assert_eq!(file.name.unwrap().0, "shop");
        let api = &file.services[0];
        let build = api.build.as_ref().unwrap();
        assert_eq!(
            (build.context.as_str(), build.target.as_deref(), build.args.len()),
            ("api", Some("prod"), 2)
        );
        assert_eq!(api.mounts[0].0, "deploy/nginx.conf");
        assert_eq!(
            api.ports.iter().map(|(port, _)| port.as_str()).collect::<Vec<_>>(),
            ["${PORT:-80}:8080", "2:1"]
        );
        let names: Vec<_> = file.variables.iter().map(|(name, place)| (name.as_str(), place.line)).collect();
        assert_eq!(names, [("A_VALUE", 8), ("PASSED", 9), ("ROOT", 15)]);
        assert!(findings.all.is_empty());
    }

    #[test]
    fn broken_files_are_findings() {
        let mut findings = Findings::default();
        assert!(read("compose.yml", "services: [", &mut findings).is_none());
        assert_eq!(findings.all.len(), 1);
    }
}
