//! What keeps a host from taking a release, and the fix for each.

use std::collections::BTreeMap;
use std::time::Duration;

use slipway_domain::config::Config;
use slipway_domain::disk_room;
use slipway_domain::host_sign::{BuiltFor, HostSign, NoAnswer};
use slipway_domain::platform::{self, Platform};
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
        (Err(problem), _) | (_, Err(problem)) => {
            return vec![found(spot, "connection", HostSign::away(problem))];
        }
    };
    let told: BTreeMap<&str, &str> = printed.lines().filter_map(|line| line.split_once(' ')).collect();
    let mut findings = vec![found(spot, "connection", HostSign::Answers { address: spot.address.clone() })];
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

fn docker(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    if let Some(version) = told.get("docker") {
        return Finding::version(&spot.place, "docker", format!("Docker {version}"));
    }
    if let Some(seconds) = told.get("docker-silent") {
        return found(spot, "docker", HostSign::DockerSilent { seconds: (*seconds).to_owned() });
    }
    let sign = match told.get("docker-error") {
        Some(error) if error.contains("permission denied") => {
            HostSign::DockerDenied { account: account(told) }
        }
        Some(error) => HostSign::DockerFails { said: (*error).to_owned() },
        None => HostSign::NoDocker,
    };
    found(spot, "docker", sign)
}

/// Who acts on the host.
fn account(told: &BTreeMap<&str, &str>) -> String {
    told.get("account").copied().unwrap_or("the account").to_owned()
}

fn compose(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    match (told.get("plugin"), told.get("standalone")) {
        (Some(version), _) => Finding::version(&spot.place, "compose", format!("docker compose {version}")),
        (None, Some(version)) => {
            let engine: u32 =
                told.get("docker").and_then(|text| text.split('.').next()?.parse().ok()).unwrap_or_default();
            // Only the first generation speaks to the engine in a way that newer ones do not know any more.
            if engine >= 25 && version.starts_with("1.") {
                let version = (*version).to_owned();
                found(spot, "compose", HostSign::ComposeOld { version, docker: engine })
            } else {
                Finding::version(&spot.place, "compose", format!("docker-compose {version}"))
            }
        }
        (None, None) => found(spot, "compose", HostSign::NoCompose),
    }
}

fn tools(spot: &Spot, told: &BTreeMap<&str, &str>, wants: &Wants) -> Vec<Finding> {
    let there = |tool: &str| told.contains_key(format!("tool-{tool}").as_str());
    let find = |tool: &str, package: &str| {
        let name = tool.to_owned();
        let sign = if there(tool) || (tool == "flock" && there("perl")) {
            HostSign::Program { name }
        } else {
            HostSign::NoProgram { name, package: package.to_owned() }
        };
        found(spot, tool, sign)
    };
    let mut all = vec![find("flock", "util-linux")];
    all.extend(wants.tar.then(|| find("tar", "tar")));
    all.extend(wants.sums.then(|| find("sha256sum", "coreutils")));
    all
}

fn directory(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    let directory = spot.directory.clone();
    let sign = match told.get("writable") == Some(&"yes") {
        true => HostSign::Directory { directory },
        false => HostSign::DirectoryDenied { directory, account: account(told) },
    };
    found(spot, "directory", sign)
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
    let Some(own) = platform(told) else { return found(spot, "architecture", HostSign::PlatformUnknown) };
    let unfit = built_for
        .iter()
        .filter(|(_, platforms)| !platforms.iter().any(|image| platform::runs_on(image, &own)));
    let services =
        unfit.map(|(name, platforms)| BuiltFor { service: name.clone(), platforms: platforms.clone() });
    let services: Vec<BuiltFor> = services.collect();
    if services.is_empty() {
        return Finding::version(&spot.place, "architecture", own);
    }
    found(spot, "architecture", HostSign::Unfit { platform: own, services })
}

fn disk(spot: &Spot, told: &BTreeMap<&str, &str>) -> Finding {
    let root = told.get("root").copied().unwrap_or("/").to_owned();
    let sign = match told.get("disk").and_then(|text| bytes(text)) {
        Some(free) => HostSign::Room { free: disk_room::text(free), root, little: free < disk_room::LITTLE },
        None => HostSign::RoomUnknown { root },
    };
    found(spot, "disk", sign)
}

fn clock(spot: &Spot, told: &BTreeMap<&str, &str>, here: i64) -> Finding {
    let there = told.get("now").and_then(|text| text.parse::<i64>().ok()).unwrap_or(here);
    let apart = there - here;
    let sign = match apart.abs() <= APART {
        true => HostSign::ClocksAgree,
        false => HostSign::ClockApart { seconds: apart },
    };
    found(spot, "clock", sign)
}

async fn reach(spot: &Spot, host: &dyn Host, registry: &str) -> Finding {
    let (name, port) = match registry.rsplit_once(':').map(|(name, port)| (name, port.parse::<u16>())) {
        Some((name, Ok(port))) => (name, port),
        _ => (if registry == "docker.io" { "registry-1.docker.io" } else { registry }, 443),
    };
    let registry = registry.to_owned();
    let why = match tokio::time::timeout(WITHIN, answers(host, name, port)).await {
        Ok(Ok(())) => return found(spot, "registry", HostSign::Registry { registry }),
        Ok(Err(text)) => NoAnswer::Said { text },
        Err(_) => NoAnswer::Silence { seconds: WITHIN.as_secs() },
    };
    let (place, name) = (spot.place.clone(), name.to_owned());
    found(spot, "registry", HostSign::RegistryAway { registry, place, why, name, port })
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

fn found(spot: &Spot, subject: &str, sign: HostSign) -> Finding {
    Finding::of(&spot.place, subject, sign)
}

#[cfg(test)]
mod tests;
