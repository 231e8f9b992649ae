//! Notifications: channels that rules name, messages of one's own that can be sent, addresses that are safe.

use super::Subject;
use super::references::defined;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::read::{closest, part_of};
use crate::config::{Channel, LONGEST_NAME, Notifications, as_name, is_name};
use crate::notification::{Custom, CustomError, VARIABLES};
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let Some(notifications) = &subject.config.notifications else { return };
    for (name, channel) in &notifications.channels {
        named(name, subject, cx);
        one(name, channel, subject, cx);
    }
    rules(notifications, subject, cx);
}

fn named(name: &str, subject: &Subject, cx: &mut Cx) {
    if !is_name(name) {
        cx.error(
            subject.at.key(&["notifications", "channels", name]),
            Code::BadName,
            format!("`{name}` cannot name a channel."),
        )
        .suggest_some(as_name(name))
        .hint(format!(
            "Names hold lower-case letters, digits, `-` and `_`, begin with a letter or digit, and have at most {LONGEST_NAME} characters."
        ));
    }
}

fn one(name: &str, channel: &Channel, subject: &Subject, cx: &mut Cx) {
    let path = ["notifications", "channels", name, channel.kind()];
    let spot = |key: &str| subject.at.value(&[&path[..], &[key]].concat());
    if let Some(text) = channel.custom() {
        custom(text, &[&path[..], &["custom"]].concat(), subject, cx);
    }
    match channel {
        Channel::Slack(slack) => {
            slack.url.iter().for_each(|address| url(address, spot("url"), cx));
            if slack.channel.contains(char::is_whitespace) || slack.channel.starts_with("http") {
                cx.error(
                    spot("channel"),
                    Code::BadValue,
                    format!("`{}` is no channel of Slack.", slack.channel),
                )
                .hint("Channels are written as \"#releases\" or by their id, such as C024BE91L.");
            }
        }
        Channel::Webhook(webhook) => url(&webhook.url, spot("url"), cx),
        _ => {}
    }
}

/// Notices leave this laptop over HTTPS only.
fn url(text: &str, spot: Spot, cx: &mut Cx) {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let plain = text.starts_with("http://");
    let problem = match host {
        None => "it begins with neither https:// nor http://",
        Some("") => "the host is missing",
        Some(host) if host.contains('@') => "it holds a login, which belongs into the keychain",
        Some(host) if plain && !is_this_machine(host) => {
            "over plain http everybody on the way could read it and change it"
        }
        Some(_) if text.contains(char::is_whitespace) => "it holds a space",
        Some(_) => return,
    };
    let better = match text.strip_prefix("http://") {
        Some(rest) if !rest.contains('@') => Some(format!("https://{rest}")),
        _ => None,
    };
    cx.error(spot, Code::BadUrl, format!("Nothing can be sent there: {problem}."))
        .suggest_some(better)
        .hint("Addresses look like https://ci.example.com/slipway.");
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Slack JSON of one's own: it can be read, every name in it stands for something, and Slack takes it.
fn custom(text: &str, path: &[&str], subject: &Subject, cx: &mut Cx) {
    let Err(error) = Custom::read(text) else { return };
    let length = match &error {
        CustomError::Unknown { at, name } => {
            let braces = if text.chars().nth(at + 1) == Some('{') { 2 } else { 0 };
            name.chars().count() + 1 + braces
        }
        _ => 1,
    };
    let spot = match subject.at.find(path) {
        Some(node) => part_of(node, error.at(), length),
        None => subject.at.value(path),
    };
    let finding = cx.error(spot, Code::BadTemplate, format!("This cannot be sent to Slack: {error}."));
    let names = || VARIABLES.iter().map(|(name, _)| *name);
    match &error {
        CustomError::Unknown { name, .. } => {
            let known = names().collect::<Vec<_>>().join(" ");
            finding
                .suggest_some(closest(name, names()).map(|near| format!("${{{near}}}")))
                .hint(format!("Known here: {known}."));
        }
        CustomError::Unclosed { .. } => {
            finding.hint("Variables are written `${name}`; `$$` stands for one `$`.");
        }
        CustomError::Command { .. } => {
            finding.suggest("${when}").hint("Write ${when} for when it happened.");
        }
        CustomError::Json(_) => {
            finding.hint("Values stand in quotes: \"*Version*: ${version}\". A line break in a text is \\n.");
        }
        CustomError::Slack(_) => {
            finding.hint("Slack's Block Kit Builder shows a message as it will look.");
        }
    }
}

fn rules(notifications: &Notifications, subject: &Subject, cx: &mut Cx) {
    for (index, rule) in notifications.rules.iter().enumerate() {
        let index = index.to_string();
        for (at, name) in rule.to.iter().enumerate() {
            let path = ["notifications", "rules", &index, "to", &at.to_string()];
            defined("channel", name, notifications.channels.keys(), &path, subject, cx);
        }
        for (at, name) in rule.environments.iter().enumerate() {
            let path = ["notifications", "rules", &index, "environments", &at.to_string()];
            defined("environment", name, subject.config.environments.keys(), &path, subject, cx);
        }
    }
    for name in notifications.channels.keys() {
        if !notifications.rules.iter().any(|rule| rule.to.contains(name)) {
            let message = format!("No rule names the channel `{name}`, so nothing is told there.");
            cx.error(subject.at.key(&["notifications", "channels", name]), Code::Doubtful, message)
                .warn()
                .hint(format!("Add a rule: {{ on: [failed, approval], to: [{name}] }}."));
        }
    }
}
