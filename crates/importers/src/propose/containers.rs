//! Docker targets: ports, volumes, names.

use std::collections::BTreeSet;

use slipway_domain::config::{PortMapping, Volume};

use super::page::{Page, flow, quoted};
use super::services::Service;
use super::{Draft, from};
use crate::deeds::RunAct;
use crate::place::{Origin, Place};

/// Writes a Docker target on this laptop that publishes every service's ports.
pub(super) fn on_this_laptop(services: &[Service], draft: &mut Draft) {
    let mut taken = BTreeSet::new();
    let found: Vec<(&Service, Vec<(PortMapping, Origin)>)> = services
        .iter()
        .map(|service| (service, ports(service, &mut taken)))
        .filter(|(_, ports)| !ports.is_empty())
        .collect();
    let page = &mut draft.page;
    let why = || Origin::guess("containers on this laptop");
    if found.is_empty() {
        page.raw(3, "docker", "{}", why());
        return;
    }
    page.open(3, "docker", Some(why()));
    match (services, found.as_slice()) {
        ([_], [(_, ports)]) => port_lines(4, ports, page),
        _ => {
            page.open(4, "services", None);
            for (service, ports) in &found {
                page.open(5, &service.name, None);
                port_lines(6, ports, page);
            }
        }
    }
}

fn port_lines(depth: usize, ports: &[(PortMapping, Origin)], page: &mut Page) {
    page.open(depth, "ports", None);
    for (port, origin) in ports {
        let text = quoted(&port.to_string());
        page.plain_with(depth + 1, &format!("- {text}"), origin.clone());
    }
}

/// A service's ports: the compose file's, else what its Dockerfile exposes. Low ports, which a laptop
/// may refuse, are published above 8000; no port twice.
fn ports(service: &Service, taken: &mut BTreeSet<u16>) -> Vec<(PortMapping, Origin)> {
    let composed = service.compose.iter().flat_map(|compose| &compose.ports);
    let composed = composed.filter_map(|(text, place)| Some((text.parse::<PortMapping>().ok()?, place)));
    let mut wanted: Vec<(PortMapping, Origin)> = composed.map(|(port, place)| (port, from(place))).collect();
    if wanted.is_empty() {
        let exposed = service.recipe.file.iter().flat_map(|file| &file.ports);
        let mapping = |port: u16| PortMapping { host: port, container: port, ..PortMapping::default() };
        wanted = exposed.map(|(port, place)| (mapping(*port), from(place))).collect();
    }
    for (port, origin) in &mut wanted {
        let told = port.host;
        if port.host < 1024 {
            port.host += 8000;
        }
        while !taken.insert(port.host) {
            port.host = port.host.checked_add(1).unwrap_or(1025);
        }
        if let (true, Origin::From(place)) = (told != port.host, &*origin) {
            *origin = Origin::guess_at(format!("{told} of the laptop may be taken"), place);
        }
    }
    wanted
}

/// Writes what `docker run` says of a container, at a depth; `name` and `ports` included.
pub(super) fn options(run: &RunAct, place: &Place, depth: usize, draft: &mut Draft) {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_name = |name: &&String| {
        name.len() > 1 && name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(fine)
    };
    if let Some(name) = run.name.as_ref().filter(is_name) {
        draft.page.pair(depth, "name", name, from(place));
    }
    let mut hosts = BTreeSet::new();
    let ports: Vec<PortMapping> = run.ports.iter().filter_map(|port| port.parse().ok()).collect();
    let ports: Vec<String> = ports
        .into_iter()
        .filter(|port| hosts.insert((port.host, port.udp)))
        .map(|port| port.to_string())
        .collect();
    if !ports.is_empty() {
        draft.page.raw(depth, "ports", &flow(&ports), from(place));
    }
    volumes(run, place, depth, draft);
    let policies = ["no", "always", "unless-stopped", "on-failure"];
    let policy = run
        .restart
        .as_ref()
        .filter(|policy| policies.contains(&policy.split(':').next().unwrap_or_default()));
    if let Some(policy) = policy {
        draft.page.pair(depth, "restart", policy, from(place));
    }
    if let Some(network) = run.network.as_ref().filter(|network| network.chars().all(fine)) {
        draft.page.pair(depth, "network", network, from(place));
    }
    for file in &run.env_files {
        draft.findings.add(Some(place), format!("The container takes variables from {file}. Name them under `env`, secrets as {{ secret: NAME }}."));
    }
}

fn volumes(run: &RunAct, place: &Place, depth: usize, draft: &mut Draft) {
    let (volumes, odd): (Vec<String>, Vec<String>) =
        run.volumes.iter().cloned().partition(|volume| is_volume(volume));
    if !volumes.is_empty() {
        draft.page.raw(depth, "volumes", &flow(&volumes), from(place));
    }
    if !odd.is_empty() {
        draft.findings.add(
            Some(place),
            format!(
                "These volumes depend on the folder the command runs in and were left out: {}.",
                odd.join(", ")
            ),
        );
    }
}

/// Whether slipway.yml takes it as it is: variables and `~` mean nothing there.
fn is_volume(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.-/:".contains(c);
    text.chars().all(plain) && text.parse::<Volume>().is_ok()
}
