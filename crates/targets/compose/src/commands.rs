//! What is asked of Compose, as data. Both generations take the same arguments; they differ in the program.

use slipway_domain::world::Seen;
use slipway_hosts::{More, quote};

/// A generation of Compose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// `docker compose`, the plugin.
    Plugin,
    /// `docker-compose` 1.29.
    Standalone,
}

impl Generation {
    /// The one that was found at a place; the plugin where nothing is known.
    pub fn at(seen: &Seen) -> Self {
        if More::of(seen).compose.as_deref() == Some("standalone") { Self::Standalone } else { Self::Plugin }
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
pub const FIND: &str = include_str!("scripts/find.sh");

/// Starts the managed services that change, with the image that was pulled, and touches nothing else.
pub fn up_changed(services: &[&str]) -> Vec<String> {
    words(&["up", "-d", "--no-deps", "--no-build"], services)
}

/// Starts neighbours that are missing, and recreates none.
pub fn up_missing(services: &[&str]) -> Vec<String> {
    words(&["up", "-d", "--no-recreate", "--no-deps"], services)
}

/// Starts a service's containers anew.
pub fn restart(service: &str) -> Vec<String> {
    words(&["restart"], &[service])
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use slipway_hosts::FIND_PLUGIN;
    use std::path::Path;
    use std::process::{Command, Output};

    /// A folder with programs, each a shell script that notes how it was called.
    fn programs(folder: &Path, programs: &[(&str, &str)]) {
        use std::os::unix::fs::PermissionsExt;
        for (name, script) in programs {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            let note = format!("echo \"{name} $*\" >>{}/calls\n", folder.display());
            std::fs::write(&file, format!("#!/bin/sh\n{note}{script}\n")).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    /// What `dc up` comes to on a host with these programs, and every call of one.
    fn found(which: &[(&str, &str)]) -> (Output, String) {
        let folder = tempfile::tempdir().unwrap();
        programs(folder.path(), which);
        for needed in ["grep", "sh"] {
            std::os::unix::fs::symlink(format!("/bin/{needed}"), folder.path().join(needed)).unwrap();
        }
        let mut shell = Command::new("/bin/sh");
        // Whatever this machine has, the host has no plugin but its own.
        let find_plugin = FIND_PLUGIN.replace("/usr/", "/nowhere/");
        shell.arg("-c").arg(format!("{find_plugin}{FIND}dc up")).env_clear();
        shell.env("PATH", folder.path()).env("DOCKER_CONFIG", folder.path());
        let out = shell.output().unwrap();
        (out, std::fs::read_to_string(folder.path().join("calls")).unwrap_or_default())
    }

    #[test]
    fn the_plugin_goes_first_and_docker_is_not_asked_whether_it_is_there() {
        let plugin = ("cli-plugins/docker-compose", "");
        let (_, calls) = found(&[plugin, ("docker", ""), ("docker-compose", "")]);
        assert_eq!(calls, "docker compose up\n");
        let (_, calls) = found(&[("docker", ""), ("docker-compose", "")]);
        assert_eq!(calls, "docker-compose up\n");
        let (_, calls) = found(&[("docker", "")]);
        assert_eq!(calls, "docker compose version\ndocker compose up\n", "a plugin in an unusual folder");
        let (none, _) = found(&[("docker", "exit 1")]);
        assert_eq!((none.status.code(), none.stderr.as_slice()), (Some(69), &b"slipway: no-compose\n"[..]));
    }

    #[test]
    fn the_older_program_is_lightened_only_where_its_python_can_do_without() {
        let lightened = |path: &str| {
            let mut shell = Command::new("/bin/sh");
            let text =
                format!("{FIND_PLUGIN}{FIND}echo \"told ${{SETUPTOOLS_USE_DISTUTILS-}}\"; dc --version");
            shell.arg("-c").arg(text).env_clear().env("PATH", path).env("HOME", "/nowhere");
            let out = shell.output().unwrap();
            assert!(out.status.success(), "it starts: {}", String::from_utf8_lossy(&out.stderr));
            String::from_utf8_lossy(&out.stdout).contains("told stdlib")
        };
        let folder = tempfile::tempdir().unwrap();
        programs(folder.path(), &[("docker-compose", ""), ("docker", "exit 1")]);
        assert!(
            !lightened(&format!("{}:/usr/bin:/bin", folder.path().display())),
            "a program of another kind"
        );
        let system = std::fs::read_to_string("/usr/bin/docker-compose").unwrap_or_default();
        let python = std::fs::read_link("/usr/bin/python3").unwrap_or_default();
        let own = Path::new("/usr/lib").join(python).join("distutils/spawn.py").exists();
        if system.starts_with("#!/usr/bin/python3\n") && own {
            assert!(lightened("/usr/bin:/bin"), "Debian's");
        }
    }

    #[test]
    fn both_generations_are_asked_the_same() {
        let asked = up_changed(&["api", "web"]);
        let plugin = shown(Generation::Plugin, "recipes-sandbox", "/srv/recipes", &asked);
        let rest = " -p recipes-sandbox --project-directory /srv/recipes -f compose.yml … up -d --no-deps --no-build api web";
        assert_eq!(plugin, format!("docker compose{rest}"));
        let standalone = shown(Generation::Standalone, "recipes-sandbox", "/srv/recipes", &asked);
        assert_eq!(standalone, format!("docker-compose{rest}"));
        assert_eq!(text(&up_missing(&["db"])), "up -d --no-recreate --no-deps db");
    }
}
