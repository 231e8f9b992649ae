//! Putting a release up: one script with everything on its input.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use slipway_domain::deployment::{Configuration, Setting};
use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{ContainerEngine, ContainerState, FoundContainer};
use slipway_hosts::{Spot, digest_of, quote, service_of};

use crate::commands;
use crate::recipe::Recipe;
use crate::wanted::Wanted;

/// The arguments of `up`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UpArgs {
    /// Where.
    pub spot: Spot,
    /// Compose's project name.
    pub name: String,
    /// The build number.
    pub number: u64,
    /// The release directory's name.
    pub release: String,
    /// Compose text and files.
    pub recipe: Recipe,
    /// What `${NAME}` in the compose text stands for.
    pub variables: Configuration,
    /// The managed services that are to run like this.
    pub services: BTreeMap<String, Wanted>,
    /// The managed services that stay as they are.
    pub keep: Vec<String>,
    /// Neighbours, by compose service, that are started because they are missing.
    pub start: Vec<String>,
    /// Managed services that go.
    pub remove: Vec<String>,
}

impl UpArgs {
    /// The names of the secrets that it puts into the release directory.
    pub fn secrets(&self) -> Vec<String> {
        let services = self.services.values().map(|wanted| &wanted.variables);
        let all = services.chain([&self.variables]).flat_map(|variables| variables.values());
        all.filter_map(Setting::secret).map(str::to_owned).collect()
    }
}

/// The arguments of `down`: what was started goes again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DownArgs {
    /// Where.
    pub spot: Spot,
    /// Compose's project name.
    pub name: String,
    /// Managed services that go.
    pub remove: Vec<String>,
    /// Neighbours, by compose service, that go.
    pub neighbours: Vec<String>,
}

/// Names the files that go into the project directory, a line `RIGHTS PATH` each. There may be more of them than a
/// command can hold.
pub const PLACED: &str = "placed";

/// The script of `up`; the release directory comes as a tar archive on its input.
pub fn up_body(args: &UpArgs) -> String {
    let changed = changed(args);
    let mut lines = vec![format!("R=\"$S/releases/\"{}", quote(&args.release))];
    if !changed.is_empty() {
        lines.push(format!("name={}", quote(&args.name)));
    }
    lines.extend([include_str!("scripts/drop.sh").to_owned(), include_str!("scripts/up.sh").to_owned()]);
    lines.extend(args.keep.iter().map(|service| format!("keep {}", quote(service))));
    if !args.recipe.files.is_empty() {
        let place = "place \"${line#* }\" \"${line%% *}\"";
        lines.push(format!("while IFS= read -r line; do {place}; done <\"$N/{PLACED}\""));
    }
    lines.push("[ ! -e \"$R\" ] || rm -rf \"$R\"; mv \"$N\" \"$R\" || exit 73".to_owned());
    lines.push(
        "cmp -s \"$R/SLIPWAY.md\" \"$D/SLIPWAY.md\" || cp \"$R/SLIPWAY.md\" \"$D/SLIPWAY.md\"".to_owned(),
    );
    lines.extend(args.remove.iter().map(|service| removal(&args.spot, service)));
    let started: Vec<&str> = args.start.iter().map(String::as_str).collect();
    if !started.is_empty() {
        lines.push(format!("sh \"$R/run\" {} || exit $?", commands::text(&commands::up_missing(&started))));
    }
    if !changed.is_empty() {
        lines.push("mend".to_owned());
        lines.push("true >\"$S/unfinished\" || exit 73".to_owned());
        lines.push(format!("sh \"$R/run\" {} || exit $?", commands::text(&commands::up_changed(&changed))));
        lines.push("rm -f \"$S/unfinished\"".to_owned());
    }
    lines.push(format!("write \"$S/current\" {} || exit 73", quote(&args.release)));
    lines.join("\n")
}

/// The compose services that change, sorted.
pub fn changed(args: &UpArgs) -> Vec<&str> {
    let mut changed: Vec<&str> = args.services.values().map(|wanted| wanted.compose.as_str()).collect();
    changed.sort_unstable();
    changed
}

/// The script of `down`.
pub fn down_body(args: &DownArgs) -> String {
    let mut lines = vec![include_str!("scripts/drop.sh").to_owned()];
    lines.extend(args.remove.iter().map(|service| removal(&args.spot, service)));
    lines.extend(args.neighbours.iter().map(|service| {
        filtered(&[(label::COMPOSE_PROJECT, args.name.as_str()), (label::COMPOSE_SERVICE, service.as_str())])
    }));
    lines.push("rm -f \"$S/current\"".to_owned());
    lines.join("\n")
}

fn removal(spot: &Spot, service: &str) -> String {
    filtered(&[
        (label::PROJECT, &spot.project),
        (label::ENVIRONMENT, &spot.environment),
        (label::SERVICE, service),
    ])
}

fn filtered(labels: &[(&str, &str)]) -> String {
    let filter =
        |(name, value): &(&str, &str)| format!("--filter {}", quote(&format!("label={name}={value}")));
    let filters: Vec<String> = labels.iter().map(filter).collect();
    format!("drop {} || exit $?", filters.join(" "))
}

/// Whether everything that `up` wants is there. Health is another step's business: a container that was
/// started and has ended is up as far as this goes.
pub async fn up_seen(args: &UpArgs, engine: &dyn ContainerEngine) -> Result<Observed, Problem> {
    let found = engine.containers(&[format!("{}={}", label::COMPOSE_PROJECT, args.name)]).await?;
    let mut digests = serde_json::Map::new();
    let mut faults = Vec::new();
    for (service, wanted) in &args.services {
        let containers = of(&args.spot, &found, service);
        digests.insert(service.clone(), json!(one_digest(&containers, wanted)));
        faults.extend(fault(service, wanted, &containers));
    }
    let left = args.remove.iter().filter(|service| !of(&args.spot, &found, service).is_empty());
    faults.extend(left.map(|service| format!("{service} is still there")));
    let missing = args.start.iter().filter(|name| {
        !found.iter().any(|container| container.labels.get(label::COMPOSE_SERVICE) == Some(*name))
    });
    faults.extend(missing.map(|name| format!("{name} is not there")));
    Ok(settle(&args.spot, json!({ "digests": digests }), &faults, found.is_empty()))
}

/// Whether everything that `down` removes is gone.
pub async fn down_seen(args: &DownArgs, engine: &dyn ContainerEngine) -> Result<Observed, Problem> {
    let found = engine.containers(&[format!("{}={}", label::COMPOSE_PROJECT, args.name)]).await?;
    let there = args.remove.iter().filter(|service| !of(&args.spot, &found, service).is_empty());
    let mut faults: Vec<String> = there.map(|service| format!("{service} is still there")).collect();
    let neighbour =
        |name: &&String| found.iter().any(|c| c.labels.get(label::COMPOSE_SERVICE) == Some(*name));
    faults.extend(args.neighbours.iter().filter(neighbour).map(|name| format!("{name} is still there")));
    Ok(settle(&args.spot, json!({}), &faults, false))
}

fn settle(spot: &Spot, fact: Value, faults: &[String], nothing: bool) -> Observed {
    match (faults.is_empty(), nothing) {
        (true, _) => Observed::Done(fact),
        (false, true) => Observed::Absent,
        (false, false) => {
            let text = format!("on {} {}", spot.place, faults.join("; "));
            let problem = Problem::new(Code::VerifyFailed, text);
            Observed::Different { fact, problem, evidence: Vec::new() }
        }
    }
}

fn of<'c>(spot: &Spot, found: &'c [FoundContainer], service: &str) -> Vec<&'c FoundContainer> {
    let own = |c: &&FoundContainer| service_of(c, &spot.project, &spot.environment) == Some(service);
    found.iter().filter(own).collect()
}

fn one_digest(containers: &[&FoundContainer], wanted: &Wanted) -> Option<String> {
    let digest =
        |c: &&FoundContainer| digest_of(c, &wanted.identity.repository).map(|digest| digest.to_string());
    let mut digests: Vec<_> = containers.iter().map(digest).collect();
    digests.dedup();
    if digests.len() == 1 { digests.remove(0) } else { None }
}

fn fault(service: &str, wanted: &Wanted, containers: &[&FoundContainer]) -> Option<String> {
    if containers.is_empty() {
        return Some(format!("{service} has no container"));
    }
    if let Some(other) = containers.iter().find(|c| !wanted.identity.is(c)) {
        return Some(format!("{} is not the container of {service} that is wanted", other.name));
    }
    let created = containers.iter().find(|c| c.state == ContainerState::Created)?;
    Some(format!("{} was created and not started", created.name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::process::Command;

    use bytes::Bytes;
    use slipway_domain::digest::Digest;
    use slipway_hosts::Shipped;

    use super::*;
    use crate::release::contents;

    /// An `up` with these files and nothing else.
    fn with_files(paths: impl IntoIterator<Item = String>) -> UpArgs {
        let file = |path: String| {
            let executable = path.ends_with(".sh");
            Shipped { path, sha256: Digest::of(b""), size: 0, executable, text: None, left: None }
        };
        let recipe = Recipe {
            format: 1,
            file: "docker-compose.yml".to_owned(),
            text: "services: {}".to_owned(),
            tree: "t".to_owned(),
            files: paths.into_iter().map(file).collect(),
            services: BTreeMap::new(),
        };
        UpArgs {
            spot: Spot::here("recipes", "sandbox"),
            name: "recipes-sandbox".to_owned(),
            number: 1,
            release: "1-a".to_owned(),
            recipe,
            variables: Configuration::new(),
            services: BTreeMap::new(),
            keep: Vec::new(),
            start: Vec::new(),
            remove: Vec::new(),
        }
    }

    #[test]
    fn files_do_not_make_the_script_longer() {
        let many = (0..5000).map(|number| format!("dist/assets/part-{number}.js"));
        let length = up_body(&with_files(many)).len();
        assert!(length < 20_000, "{length} bytes, and a host takes 100 KiB");
    }

    #[test]
    fn each_file_is_placed_with_its_rights() {
        let paths = ["conf/app.conf", "run it.sh", " spaces at both ends ", "'\"$X`\\"];
        let args = with_files(paths.map(str::to_owned));
        let all = contents(&args, &Default::default(), &vec![Bytes::new(); paths.len()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (_, _, placed) = all.iter().find(|(path, ..)| path == PLACED).unwrap();
        std::fs::write(folder.path().join(PLACED), placed).unwrap();
        let body = up_body(&args);
        let line = body.lines().find(|line| line.contains("read -r line")).unwrap();
        let script = format!("place() {{ printf '%s|%s\\n' \"$2\" \"$1\"; }}\nN=.\n{line}");
        let ran = Command::new("dash").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        let rights = ["644", "755", "644", "644"];
        let expected: String =
            rights.iter().zip(paths).map(|(mode, path)| format!("{mode}|{path}\n")).collect();
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected);
    }
}
