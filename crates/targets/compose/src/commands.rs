//! What is asked of Compose, as data. Both generations take the same arguments; they differ in the program.

use slipway_hosts::quote;

/// A generation of Compose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// `docker compose`, the plugin.
    Plugin,
    /// `docker-compose` 1.29.
    Standalone,
}

impl Generation {
    /// The one that a place's `more.compose` names; the plugin where nothing is known.
    pub fn seen(compose: &serde_json::Value) -> Self {
        if compose == "standalone" { Self::Standalone } else { Self::Plugin }
    }

    /// The program's words.
    pub fn program(self) -> &'static str {
        match self {
            Self::Plugin => "docker compose",
            Self::Standalone => "docker-compose",
        }
    }
}

/// The shell function `dc`: whichever generation the host has, the plugin first.
pub const FIND: &str = "\
if docker compose version >/dev/null 2>&1; then dc() { docker compose \"$@\"; }
elif command -v docker-compose >/dev/null 2>&1; then dc() { docker-compose \"$@\"; }
else echo 'slipway: no-compose' >&2; exit 69; fi
";

/// Starts the managed services that change, with the image that was pulled, and touches nothing else.
pub fn up_changed(services: &[&str]) -> Vec<String> {
    words(&["up", "-d", "--no-deps", "--no-build"], services)
}

/// Starts neighbours that are missing, and recreates none.
pub fn up_missing(services: &[&str]) -> Vec<String> {
    words(&["up", "-d", "--no-recreate", "--no-deps"], services)
}

fn words(fixed: &[&str], services: &[&str]) -> Vec<String> {
    fixed.iter().chain(services).map(|word| (*word).to_owned()).collect()
}

/// Arguments as shell text.
pub fn text(arguments: &[String]) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=~".contains(c);
    let word = |word: &String| if word.chars().all(plain) { word.clone() } else { quote(word) };
    arguments.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// The command as a person would type it in the release directory.
pub fn shown(generation: Generation, name: &str, directory: &str, arguments: &[String]) -> String {
    let options = ["-p".to_owned(), name.to_owned(), "--project-directory".to_owned(), directory.to_owned()];
    format!("{} {} -f compose.yml … {}", generation.program(), text(&options), text(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_generations_are_asked_the_same() {
        let asked = up_changed(&["api", "web"]);
        let plugin = shown(Generation::seen(&json!("plugin")), "recipes-sandbox", "/srv/recipes", &asked);
        let rest = " -p recipes-sandbox --project-directory /srv/recipes -f compose.yml … up -d --no-deps --no-build api web";
        assert_eq!(plugin, format!("docker compose{rest}"));
        let standalone =
            shown(Generation::seen(&json!("standalone")), "recipes-sandbox", "/srv/recipes", &asked);
        assert_eq!(standalone, format!("docker-compose{rest}"));
        assert_eq!(text(&up_missing(&["db"])), "up -d --no-recreate --no-deps db");
    }
}
