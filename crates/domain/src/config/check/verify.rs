//! Checks: URLs that can be asked, texts that can be found, versions that are clear.

use super::Subject;
use super::images::sample;
use super::paths::inside;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{Target, Verify};
use crate::template::{Template, Variable};
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, environment) in &subject.config.environments {
        for (index, check) in environment.verify.iter().enumerate() {
            let index = index.to_string();
            let listed = subject.at.has(&["environments", name, "verify", &index]);
            let spot = |key: &str| match listed {
                true => subject.at.value(&["environments", name, "verify", &index, key]),
                false => subject.at.value(&["environments", name, "verify", key]),
            };
            one(check, spot, subject, cx);
        }
        if let Target::Script(script) = &environment.target {
            for (index, argument) in script.args.iter().enumerate() {
                let path = ["environments", name, "target", "script", "args", &index.to_string()];
                clear(argument, script.service.as_deref(), subject.at.value(&path), subject, cx);
            }
        }
    }
}

fn one(check: &Verify, spot: impl Fn(&str) -> Spot, subject: &Subject, cx: &mut Cx) {
    if !check.url.as_str().is_empty() {
        url(&check.url, spot("url"), cx);
        clear(&check.url, check.service.as_deref(), spot("url"), subject, cx);
    }
    if let Some(contains) = &check.contains {
        if contains.as_str().trim().is_empty() {
            cx.error(
                spot("contains"),
                Code::BadValue,
                "`contains` has no text, so no answer could be wrong.",
            )
            .suggest("\"${version}\"")
            .hint("Write what the answer holds when the right version runs, or remove it.");
        }
        clear(contains, check.service.as_deref(), spot("contains"), subject, cx);
    }
    if let Some(ca) = &check.ca {
        inside(ca, spot("ca"), cx);
        if check.url.as_str().starts_with("http://") {
            cx.error(
                spot("ca"),
                Code::Conflict,
                "Plain HTTP shows no certificate, so `ca` has nothing to vouch for.",
            )
            .hint("Write https:// in `url`, or remove `ca`.");
        }
    }
}

fn url(template: &Template, spot: Spot, cx: &mut Cx) {
    let Ok(text) = template.expand_with(sample) else {
        return;
    };
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let problem = match host {
        None => "it begins with neither http:// nor https://",
        Some("") => "the host is missing",
        Some(host) if host.starts_with(':') => "the host is missing",
        Some(host) if host.contains('@') => "it holds a login, and checks ask without one",
        Some(host) if !port_is_fine(host) => "its port is none: ports go from 1 to 65535",
        Some(_) if text.chars().any(|c| c.is_whitespace() || c.is_control()) => "it holds a space",
        Some(_) => return,
    };
    let better = (host.is_none() && !text.contains("://")).then(|| format!("http://{template}"));
    cx.error(spot, Code::BadUrl, format!("This cannot be asked: {problem}."))
        .suggest_some(better)
        .hint("URLs look like http://localhost:8080/version.");
}

fn port_is_fine(host: &str) -> bool {
    let after_address = host.rsplit(']').next().unwrap_or(host);
    match after_address.rsplit_once(':') {
        Some((_, port)) => port.parse::<u16>().is_ok_and(|port| port > 0),
        None => true,
    }
}

/// `${version}` must mean one service's.
fn clear(template: &Template, service: Option<&str>, spot: Spot, subject: &Subject, cx: &mut Cx) {
    let uses_version = template.variables().any(|variable| variable == Variable::Version);
    if !uses_version || service.is_some() {
        return;
    }
    let services: Vec<&str> = subject.config.services.keys().map(String::as_str).collect();
    match services.as_slice() {
        [_] => {}
        [] => {
            cx.error(spot, Code::BadTemplate, "`${version}` has no value: no service is defined.")
                .hint("Versions belong to services.");
        }
        [first, ..] => {
            cx.error(
                spot,
                Code::BadTemplate,
                format!("`${{version}}` is not clear here: there are {} services.", services.len()),
            )
            .suggest(format!("service: {first}"))
            .hint("Say beside it which service is meant.");
        }
    }
}
