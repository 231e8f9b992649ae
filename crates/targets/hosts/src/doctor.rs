//! What keeps a host from taking a release, and the fix for each.

use std::collections::BTreeMap;
use std::time::Duration;

use slipway_domain::config::Config;
use slipway_domain::disk_room;
use slipway_domain::platform::{self, Platform};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Finding, Host};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::kit::Kit;
use crate::place::bytes;
use crate::shell::prelude;
use crate::spot::Spot;

/// How long a registry may take to answer.
const WITHIN: Duration = Duration::from_secs(10);
/// Seconds that two clocks may differ.
const APART: i64 = 30;

/// What a target needs of its hosts.
#[derive(Debug, Clone, Default)]
pub struct Wants {
    /// Compose, of either generation.
    pub compose: bool,
    /// A Docker Engine.
    pub docker: bool,
    /// A program that unpacks archives.
    pub tar: bool,
    /// A program that compares files with their checksums.
    pub sums: bool,
    /// Registries (`HOST[:PORT]`) that its engine pulls from.
    pub registries: Vec<String>,
    /// The platforms that services are built for, see [`platforms_built_for`].
    pub platforms: BTreeMap<String, Vec<String>>,
}

/// By service the platforms that slipway.yml says it is built for. Services of which it says nothing are built for
/// the hosts that they go to.
pub fn platforms_built_for(policy: &Config) -> BTreeMap<String, Vec<String>> {
    let built = policy.services.iter().filter_map(|(name, service)| Some((name, service.build.as_ref()?)));
    let written = built.filter(|(_, build)| !build.platforms.is_empty());
    written.map(|(name, build)| (name.clone(), build.platforms.clone())).collect()
}

/// Examines one host: one script, and a connection from it to each registry.
pub async fn examine(kit: &Kit, spot: &Spot, wants: &Wants) -> Vec<Finding> {
    let script = prelude(spot) + include_str!("scripts/doctor.sh");
    let printed = kit.script(spot, script, String::new()).await;
    let (host, printed) = match (kit.host(spot).await, printed) {
        (Ok(host), Ok(printed)) => (host, printed.out()),
        (Err(problem), _) | (_, Err(problem)) => return vec![unreachable(spot, problem)],
    };
    let told: BTreeMap<&str, &str> = printed.lines().filter_map(|line| line.split_once(' ')).collect();
    let mut findings = vec![fine(spot, "connection", format!("{} answers", spot.address))];
    if wants.docker {
        findings.push(docker(spot, &told));
    }
    if wants.compose {
        findings.push(compose(spot, &told));
    }
    findings.extend(tools(spot, &told, wants));
    findings.push(directory(spot, &told));
    findings.push(architecture(spot, &told, &wants.platforms));
    findings.push(disk(spot, &told));
    findings.push(clock(spot, &told, kit.clock.now().as_second()));
    let reached = wants.registries.iter().map(|registry| reach(spot, &*host, registry));
    findings.extend(futures::future::join_all(reached).await);
    findings
}

fn unreachable(spot: &Spot, problem: Problem) -> Finding {
    bad(
        spot,
        "connection",
        problem.message,
        problem.hint.unwrap_or_else(|| "`ssh HOST true` must work".to_owned()),
    )
}

fn docker(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    if let Some(version) = told.get("docker") {
        return fine(spot, "docker", format!("Docker {version}"));
    }
    if let Some(seconds) = told.get("docker-silent") {
        let text = format!("Docker did not answer within {seconds} s");
        return bad(spot, "docker", text, "on the host: `sudo systemctl restart docker`".to_owned());
    }
    let account = told.get("account").copied().unwrap_or("the account");
    match told.get("docker-error") {
        Some(error) if error.contains("permission denied") => bad(
            spot,
            "docker",
            format!("{account} may not use Docker"),
            format!(
                "on the host: `sudo usermod -aG docker {account}`, then log in anew. This makes {account} as powerful as root there"
            ),
        ),
        Some(error) => bad(
            spot,
            "docker",
            format!("Docker does not answer: {error}"),
            "on the host: `sudo systemctl start docker`".to_owned(),
        ),
        None => bad(
            spot,
            "docker",
            "Docker is not installed".to_owned(),
            "install Docker Engine on the host, for example `sudo apt-get install docker.io`".to_owned(),
        ),
    }
}

fn compose(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    match (told.get("plugin"), told.get("standalone")) {
        (Some(version), _) => fine(spot, "compose", format!("docker compose {version}")),
        (None, Some(version)) => {
            let engine: u32 = told
                .get("docker")
                .and_then(|text| text.split('.').next()?.parse().ok())
                .unwrap_or_default();
            // Only the first generation speaks to the engine in a way that newer ones do not know any more.
            if engine >= 25 && version.starts_with("1.") {
                let text = format!("docker-compose {version} does not work with Docker {engine}");
                bad(spot, "compose", text, "install the plugin, for example `docker-compose-plugin`".to_owned())
            } else {
                fine(spot, "compose", format!("docker-compose {version}"))
            }
        }
        (None, None) => bad(
            spot,
            "compose",
            "neither `docker compose` nor `docker-compose` is there".to_owned(),
            "install the plugin, for example `sudo apt-get install docker-compose-plugin` or `docker-compose`"
                .to_owned(),
        ),
    }
}

fn tools(spot: &Spot, told: &BTreeMap<&str, &str>, wants: &Wants) -> Vec<Finding> {
    let there = |tool: &str| told.contains_key(format!("tool-{tool}").as_str());
    let find = |tool: &str, package: &str| {
        if there(tool) || (tool == "flock" && there("perl")) {
            fine(spot, tool, format!("{tool} is there"))
        } else {
            bad(spot, tool, format!("{tool} is missing"), format!("install `{package}` on the host"))
        }
    };
    let mut found = vec![find("flock", "util-linux")];
    found.extend(wants.tar.then(|| find("tar", "tar")));
    found.extend(wants.sums.then(|| find("sha256sum", "coreutils")));
    found
}

fn directory(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    let directory = &spot.directory;
    if told.get("writable") == Some(&"yes") {
        return fine(spot, "directory", format!("{directory} can be written"));
    }
    let account = told.get("account").copied().unwrap_or("the account");
    let fix = format!("on the host: `sudo mkdir -p {directory}` and `sudo chown {account} {directory}`");
    bad(spot, "directory", format!("{account} cannot write to {directory}"), fix)
}

/// The engine's platform, such as `linux/amd64`; where there is none to ask, the machine's.
fn platform(told: &BTreeMap<&str, &str>) -> Option<String> {
    let engine = told.get("docker").and_then(|text| text.rsplit_once(' '));
    if let Some((_, platform)) = engine.filter(|(_, platform)| platform.contains('/')) {
        return Some(platform.to_owned());
    }
    Platform::of_machine(told.get("machine")?).map(|own| own.to_string())
}

fn architecture(
    spot: &Spot,
    told: &BTreeMap<&str, &str>,
    built_for: &BTreeMap<String, Vec<String>>,
) -> Finding {
    let Some(own) = platform(told) else { return fine(spot, "architecture", "unknown".to_owned()) };
    let unfit = built_for
        .iter()
        .filter(|(_, platforms)| !platforms.iter().any(|image| platform::runs_on(image, &own)));
    let unfit: Vec<(&String, &Vec<String>)> = unfit.collect();
    if unfit.is_empty() {
        return fine(spot, "architecture", own);
    }
    let said = unfit.iter().map(|(name, platforms)| format!("{name} is built for {}", platforms.join(", ")));
    let text = format!("the host is {own}, and {}", said.collect::<Vec<_>>().join("; "));
    let names: Vec<&str> = unfit.iter().map(|(name, _)| name.as_str()).collect();
    let fix = format!(
        "add {own} to `platforms` of {} in slipway.yml, then `slipway run` makes a release for it",
        names.join(", ")
    );
    bad(spot, "architecture", text, fix)
}

fn disk(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    let root = told.get("root").copied().unwrap_or("/");
    let Some(free) = told.get("disk").and_then(|text| bytes(text)) else {
        let fix = format!("`df {root}` on the host tells why");
        return bad(spot, "disk", "free space is not known".to_owned(), fix);
    };
    let text = format!("{} free in {root}", disk_room::text(free));
    if free >= disk_room::LITTLE {
        return fine(spot, "disk", text);
    }
    bad(spot, "disk", text, "free some space: `docker system df` shows what Docker holds".to_owned())
}

fn clock(spot: &Spot, told: &BTreeMap<&str, &str>, here: i64) -> Finding {
    let there = told.get("now").and_then(|text| text.parse::<i64>().ok()).unwrap_or(here);
    let apart = there - here;
    if apart.abs() <= APART {
        return fine(spot, "clock", "the clocks agree".to_owned());
    }
    let text = format!("the host's clock differs by {apart} s");
    bad(spot, "clock", text, "let both machines keep time: `timedatectl set-ntp true`".to_owned())
}

async fn reach(spot: &Spot, host: &dyn Host, registry: &str) -> Finding {
    let (name, port) = match registry.rsplit_once(':').map(|(name, port)| (name, port.parse::<u16>())) {
        Some((name, Ok(port))) => (name, port),
        _ => (if registry == "docker.io" { "registry-1.docker.io" } else { registry }, 443),
    };
    match tokio::time::timeout(WITHIN, answers(host, name, port)).await {
        Ok(Ok(())) => fine(spot, "registry", format!("{registry} can be reached")),
        other => {
            let why = match other {
                Ok(Err(why)) => why,
                _ => format!("nothing came within {} s", WITHIN.as_secs()),
            };
            let fix = format!(
                "let the host connect to {name} port {port}, or give the environment a `registry` it reaches"
            );
            bad(spot, "registry", format!("{registry} cannot be reached from {}: {why}", spot.place), fix)
        }
    }
}

/// Whether something answers there. A connection alone does not tell: one that is forwarded may stand before anybody
/// is at its other end. Whoever ends it in order, without a word, was there too.
async fn answers(host: &dyn Host, name: &str, port: u16) -> Result<(), String> {
    let mut connection = host.connect(name, port).await.map_err(|problem| problem.message)?;
    let question = format!("GET /v2/ HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
    // What refuses to be asked says why when it is read.
    let _ = connection.write_all(question.as_bytes()).await;
    let _ = connection.flush().await;
    connection.read(&mut [0; 1]).await.map(drop).map_err(|error| error.to_string())
}

fn fine(spot: &Spot, subject: &str, text: String) -> Finding {
    Finding { place: spot.place.clone(), subject: subject.to_owned(), ok: true, text, fix: None }
}

fn bad(spot: &Spot, subject: &str, text: String, fix: String) -> Finding {
    Finding { place: spot.place.clone(), subject: subject.to_owned(), ok: false, text, fix: Some(fix) }
}

#[cfg(test)]
mod tests;
