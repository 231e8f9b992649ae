//! The release directory: plain files that run with Compose alone.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::json;
use slipway_domain::deployment::Configuration;
use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_hosts::{FIND_PLUGIN, Opened, Spot, directory, quote, value_of, variables_of};

use crate::up::{PLACED, UpArgs};
use crate::wanted::Wanted;
use crate::{commands, yaml};

/// Path, mode and content of everything in a release directory.
pub fn contents(
    args: &UpArgs,
    secrets: &Opened,
    files: &[Bytes],
) -> Result<Vec<(String, u32, Bytes)>, Problem> {
    let text = |path: &str, mode: u32, text: String| (path.to_owned(), mode, text.into());
    let mut all = vec![
        text("compose.yml", 0o600, args.recipe.text.clone()),
        text("variables.sh", 0o600, variables(&args.variables, secrets)?),
        text("run", 0o700, run(args)),
        text("release.json", 0o600, told(args)),
        text("SLIPWAY.md", 0o644, include_str!("scripts/readme.md").to_owned()),
    ];
    for (service, wanted) in &args.services {
        all.push(text(
            &format!("services/{service}.yml"),
            0o600,
            pinned(&args.spot, service, wanted, secrets)?,
        ));
    }
    let mut placed = String::new();
    for (file, content) in args.recipe.files.iter().zip(files) {
        let mode = if file.executable { 0o755 } else { 0o644 };
        placed += &format!("{mode:o} {}\n", file.path);
        all.push((format!("files/{}", file.path), mode, content.clone()));
    }
    if !placed.is_empty() {
        all.push(text(PLACED, 0o600, placed));
    }
    Ok(all)
}

/// A tar archive of it.
pub fn archive(contents: &[(String, u32, Bytes)]) -> Result<Vec<u8>, Problem> {
    let mut archive = tar::Builder::new(Vec::new());
    archive.sparse(false);
    let failed = |error: std::io::Error| {
        Problem::new(Code::Internal, format!("the release cannot be packed: {error}"))
    };
    for (path, mode, bytes) in contents {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(*mode);
        header.set_mtime(1);
        archive.append_data(&mut header, path, &bytes[..]).map_err(failed)?;
    }
    archive.into_inner().map_err(failed)
}

/// What is laid over the compose file for one service: image, labels and variables.
fn pinned(spot: &Spot, service: &str, wanted: &Wanted, secrets: &Opened) -> Result<String, Problem> {
    let Spot { project, environment, .. } = spot;
    let identity = &wanted.identity;
    let mut lines = vec![
        "services:".to_owned(),
        format!("  {}:", yaml::quote(&wanted.compose)),
        format!("    image: {}", yaml::literal(&identity.reference())),
        "    labels:".to_owned(),
    ];
    for (name, value) in identity.labels(project, environment, service) {
        lines.push(format!("      {}: {}", yaml::quote(&name), yaml::literal(&value)));
    }
    lines.push(format!("      {}: \"${{SLIPWAY_DIRECTORY:?}}\"", yaml::quote(label::DIRECTORY)));
    lines.push("    environment:".to_owned());
    for (name, value) in variables_of(spot, identity, &wanted.variables, secrets)? {
        lines.push(format!("      {}: {}", yaml::quote(&name), yaml::literal(&value)));
    }
    Ok(lines.join("\n") + "\n")
}

/// What `${NAME}` in the compose file stands for, for a shell to read.
fn variables(variables: &Configuration, secrets: &Opened) -> Result<String, Problem> {
    let mut text = String::new();
    for (name, setting) in variables {
        text += &format!("export {name}={}\n", quote(&value_of(name, setting, secrets)?));
    }
    Ok(text)
}

/// Runs Compose with this release, for us and for people.
fn run(args: &UpArgs) -> String {
    format!(
        "#!/bin/sh\n# Runs Docker Compose with this release, such as: sh run ps\nD={}\nN={}\n{FIND_PLUGIN}{}{}",
        directory(&args.spot.directory),
        quote(&args.name),
        commands::FIND,
        include_str!("scripts/run.sh")
    )
}

/// What the release is, with secrets by name only.
fn told(args: &UpArgs) -> String {
    let services: BTreeMap<_, _> =
        args.services.iter().map(|(name, wanted)| (name, &wanted.identity)).collect();
    let told = json!({
        "format": 1, "project": args.spot.project, "environment": args.spot.environment,
        "name": args.name, "release": args.number, "services": services, "kept": args.keep,
    });
    format!("{told:#}\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::process::Command;

    use slipway_domain::deployment::Setting;
    use slipway_domain::secret::Secret;

    use super::*;

    const AWKWARD: [&str; 14] = [
        "$ ${X} # ' \" \\",
        "$$ $$$ ${Y:-$Z}",
        "line\nline\n",
        "line\r\nline",
        "\ttab",
        " before and after ",
        "修复 🍲",
        "yes",
        "1e3",
        "0x10",
        "~",
        "",
        "- a: [b, {c",
        "'\\''; exit 9; '",
    ];

    /// Half of the values are plain and half are secrets.
    fn values() -> (Configuration, Opened) {
        let (mut settings, mut secrets) = (Configuration::new(), Opened::new());
        for (number, value) in AWKWARD.iter().enumerate() {
            let name = format!("V{number}");
            let setting = if number % 2 == 0 {
                Setting::Plain((*value).to_owned())
            } else {
                secrets.insert(name.clone(), Secret::new(*value));
                Setting::Secret { secret: name.clone() }
            };
            settings.insert(name, setting);
        }
        (settings, secrets)
    }

    #[test]
    fn values_stand_in_the_compose_file_as_data() {
        let (settings, secrets) = values();
        let spot = Spot {
            place: "host-1".into(),
            address: "host-1".into(),
            project: "recipes".into(),
            environment: "sandbox".into(),
            directory: "~/.slipway/recipes/sandbox".into(),
        };
        let identity = slipway_hosts::sample::identity();
        let wanted = Wanted { compose: "web: $1".into(), identity, variables: settings };
        let text = pinned(&spot, "api", &wanted, &secrets).unwrap();
        let read = yaml::read(&text).unwrap();
        let environment = &read["services"]["web: $1"]["environment"];
        for (number, value) in AWKWARD.iter().enumerate() {
            let name = format!("V{number}");
            assert_eq!(expanded(environment[&name].as_str().unwrap()), *value);
            let quoted = format!("      \"{name}\": \"");
            let line = text.lines().find(|line| line.starts_with(&quoted));
            assert!(
                line.is_some_and(|line| line.ends_with('"')),
                "no reader takes it for anything but text: {text}"
            );
        }
    }

    /// What Compose makes of a value: it expands nothing where every `$` is doubled.
    fn expanded(value: &str) -> String {
        let mut text = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            text.push(letter);
            if letter == '$' {
                assert_eq!(letters.next(), Some('$'), "Compose would expand {value:?}");
            }
        }
        text
    }

    #[test]
    fn values_come_out_of_the_shell_as_they_went_in() {
        let (settings, secrets) = values();
        let names: Vec<String> = (0..AWKWARD.len()).map(|number| format!("\"$V{number}\"")).collect();
        let text = variables(&settings, &secrets).unwrap() + &format!("printf '%s\\0' {}", names.join(" "));
        let told = Command::new("sh").args(["-c", &text]).output().unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        assert_eq!(told.split_terminator('\0').collect::<Vec<_>>(), AWKWARD);
    }
}
