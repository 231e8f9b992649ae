//! Dockerfiles: stages, ports, arguments, health checks.

use slipway_domain::dockerfile::instructions;

use crate::place::Place;

/// A Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dockerfile {
    /// Its path.
    pub path: String,
    /// The folder it lies in; `.` for the repository's root.
    pub folder: String,
    /// Its stages in order.
    pub stages: Vec<Stage>,
    /// The ports of the last stage.
    pub ports: Vec<(u16, Place)>,
    /// The arguments, each once.
    pub args: Vec<BuildArgument>,
    /// Where the last stage has a health check.
    pub health: Option<Place>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The image it begins with.
    pub from: String,
    /// The line of its `FROM`.
    pub place: Place,
}

/// A build argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildArgument {
    /// Its name.
    pub name: String,
    /// Whether it has a default.
    pub has_default: bool,
    /// Its line.
    pub place: Place,
}

/// Arguments that the builder sets itself.
const PREDEFINED: [&str; 18] = [
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "FTP_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "SOURCE_DATE_EPOCH",
    "BUILDKIT_INLINE_CACHE",
];

/// Reads a Dockerfile. What is none gives no stages.
pub(crate) fn read(path: &str, text: &str) -> Dockerfile {
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned();
    let mut file = Dockerfile {
        path: path.to_owned(),
        folder,
        stages: Vec::new(),
        ports: Vec::new(),
        args: Vec::new(),
        health: None,
    };
    for (line, instruction) in instructions(text) {
        let place = Place::new(path, line);
        let (keyword, rest) = instruction.split_once(char::is_whitespace).unwrap_or((&instruction, ""));
        match keyword.to_ascii_uppercase().as_str() {
            "FROM" => from(&mut file, rest, place),
            "EXPOSE" => file.ports.extend(ports(rest).map(|port| (port, place.clone()))),
            "HEALTHCHECK" => {
                file.health = (!rest.trim().eq_ignore_ascii_case("none")).then_some(place);
            }
            "ARG" => args(&mut file, rest, &place),
            _ => {}
        }
    }
    file
}

/// A new stage: what an earlier one exposes belongs to the image only if this one is made of it.
fn from(file: &mut Dockerfile, rest: &str, place: Place) {
    let mut words = rest.split_whitespace().filter(|word| !word.starts_with("--"));
    let Some(image) = words.next() else {
        return;
    };
    let is_as = words.next().is_some_and(|word| word.eq_ignore_ascii_case("as"));
    let name = words.next().filter(|_| is_as).map(str::to_owned);
    let last = file.stages.last().and_then(|stage| stage.name.as_deref());
    if last != Some(image) {
        file.ports.clear();
        file.health = None;
    }
    file.stages.push(Stage { name, from: image.to_owned(), place });
}

fn ports(rest: &str) -> impl Iterator<Item = u16> {
    rest.split_whitespace()
        .filter(|word| !word.to_ascii_lowercase().ends_with("/udp"))
        .filter_map(|word| word.split('/').next()?.parse().ok())
        .filter(|port| *port > 0)
}

fn args(file: &mut Dockerfile, rest: &str, place: &Place) {
    for word in rest.split_whitespace() {
        let (name, has_default) = word.split_once('=').map_or((word, false), |(name, _)| (name, true));
        let fine = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(fine) || PREDEFINED.contains(&name) {
            continue;
        }
        match file.args.iter_mut().find(|arg| arg.name == name) {
            // `ARG X` in a stage repeats the one before the first FROM.
            Some(arg) => arg.has_default |= has_default,
            None => {
                file.args.push(BuildArgument { name: name.to_owned(), has_default, place: place.clone() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_stage_decides() {
        let text = "ARG GO=1.21\nFROM golang:${GO} AS build\nEXPOSE 1\nRUN <<EOF\nEXPOSE 2\nEOF\nARG TARGETARCH\n\
                    # c\nFROM --platform=linux/amd64 alpine \\\n  as prod\nARG API_VERSION\nEXPOSE 8080/tcp 53/udp\nHEALTHCHECK CMD x\n";
        let file = read("api/Dockerfile", text);
        assert_eq!(file.folder, "api");
        let names: Vec<_> = file.stages.iter().map(|stage| stage.name.as_deref()).collect();
        assert_eq!(names, [Some("build"), Some("prod")]);
        assert_eq!(file.ports, [(8080, Place::new("api/Dockerfile", 12))]);
        let args: Vec<_> = file.args.iter().map(|arg| (arg.name.as_str(), arg.has_default)).collect();
        assert_eq!(args, [("GO", true), ("API_VERSION", false)]);
        assert_eq!(file.health, Some(Place::new("api/Dockerfile", 13)));
    }
}
