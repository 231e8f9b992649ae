//! Targets: keys that only make sense together.

use std::collections::HashMap;

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{DockerTarget, PortMapping, Target};

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, environment) in &subject.config.environments {
        if let Target::Docker(target) = &environment.target {
            shared_options(name, target, subject, cx);
            ports(name, target, subject, cx);
        }
    }
}

/// With several services, a port or a name at the top would belong to all of them.
fn shared_options(name: &str, target: &DockerTarget, subject: &Subject, cx: &mut Cx) {
    let Some(service) = subject.config.services.keys().next() else {
        return;
    };
    if subject.config.services.len() < 2 {
        return;
    }
    let written = [("ports", !target.ports.is_empty()), ("name", target.name.is_some())];
    for (key, _) in written.into_iter().filter(|(_, written)| *written) {
        let spot = subject.at.key(&["environments", name, "target", "docker", key]);
        cx.error(
            spot,
            Code::Conflict,
            format!("`{key}` cannot belong to every service, and there are several."),
        )
        .hint(format!("Move it to the service it belongs to: `services: {{ {service}: {{ {key}: … }} }}`."));
    }
}

/// A port of the host can be published once.
fn ports(name: &str, target: &DockerTarget, subject: &Subject, cx: &mut Cx) {
    let path = ["environments", name, "target", "docker"];
    let mut seen: HashMap<(u16, bool), Vec<PortMapping>> = HashMap::new();
    let mut one = |port: &PortMapping, path: &[&str]| {
        if port.host == 0 {
            return;
        }
        let there = seen.entry((port.host, port.udp)).or_default();
        let clashes = |other: &PortMapping| {
            other.address.is_none() || port.address.is_none() || other.address == port.address
        };
        if there.iter().any(clashes) {
            cx.error(
                subject.at.value(path),
                Code::Duplicate,
                format!("Port {} of the host is published twice.", port.host),
            )
            .hint("Choose another port of the host for one of them.");
        }
        there.push(port.clone());
    };
    for (index, port) in target.ports.iter().enumerate() {
        one(port, &[&path[..], &["ports", &index.to_string()]].concat());
    }
    for (service, options) in &target.services {
        for (index, port) in options.ports.iter().enumerate() {
            one(port, &[&path[..], &["services", service, "ports", &index.to_string()]].concat());
        }
    }
}
