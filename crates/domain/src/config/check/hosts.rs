//! Hosts: every machine of an environment once, every place with a name of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Subject;
use crate::config::Target;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::host::Host;
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, environment) in &subject.config.environments {
        one(name, &environment.target, subject, cx);
    }
}

fn one(name: &str, target: &Target, subject: &Subject, cx: &mut Cx) {
    let mut machines: HashMap<(String, u16), &Host> = HashMap::new();
    let mut places: HashMap<String, &Host> = HashMap::new();
    // An empty address could not be read, and was reported.
    let hosts = target.hosts().iter().enumerate();
    for (index, host) in hosts.filter(|(_, host)| !host.address.is_empty()) {
        let index = index.to_string();
        let path = ["environments", name, "target", target.kind(), "hosts", &index];
        let spot = subject.at.value(&path);
        match machines.entry(host.identity()) {
            Entry::Occupied(twin) => same_machine(name, host, twin.get(), spot, cx),
            Entry::Vacant(free) => {
                free.insert(host);
                match places.entry(host.place()) {
                    Entry::Occupied(twin) => same_name(name, host, twin.get(), spot, cx),
                    Entry::Vacant(free) => {
                        free.insert(host);
                    }
                }
            }
        }
    }
}

fn same_machine(name: &str, host: &Host, twin: &Host, spot: Spot, cx: &mut Cx) {
    cx.error(
        spot,
        Code::Duplicate,
        format!("`{host}` is the same host as `{twin}`: environment `{name}` would deploy to it twice."),
    )
    .hint("Name each host once; another user on the same host is no other host.");
}

fn same_name(name: &str, host: &Host, twin: &Host, spot: Spot, cx: &mut Cx) {
    let place = host.place();
    cx.error(
        spot,
        Code::Duplicate,
        format!("Two hosts of environment `{name}` are called `{place}`: `{twin}` and `{host}`."),
    )
    .hint("Give each a `name` of its own.");
}
