//! Notifications: channels, rules, quiet hours.

use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{
    Channel, DesktopChannel, Notifications, Occasion, PlainRobot, Quiet, Robot, Rule, SlackChannel,
    SlackWebhook, Tongue, Webhook, Weekday,
};
use crate::yaml::{Kind, Node, Spot};

use super::environment::{clock, zone};
use super::fields::{Fields, closest};
use super::scalar::{filled, variable_name, word, wrong};

/// The kinds of channels that can be written.
const KINDS: [&str; 7] = ["slack", "slack_webhook", "dingtalk", "feishu", "wecom", "webhook", "desktop"];

/// Reads `notifications`, which stands under the key at `spot`.
pub(crate) fn notifications(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Notifications> {
    let mut fields = Fields::open(node, spot, "notifications", cx)?;
    let quiet_at = fields.key_spot("quiet").unwrap_or(spot);
    let words = [("en", Tongue::English), ("zh", Tongue::Chinese)];
    let notifications = Notifications {
        channels: fields.map("channels", cx, channel),
        rules: fields.placed("rules", cx, rule),
        quiet: fields.optional("quiet", cx, |node, cx| quiet(node, quiet_at, cx)),
        language: fields.optional("language", cx, |node, cx| word(node, &words, cx)).unwrap_or_default(),
    };
    fields.close(cx);
    Some(notifications)
}

fn channel(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Channel> {
    let Kind::Map(entries) = &node.kind else {
        wrong(node, &format!("a map with one of {}", KINDS.join(", ")), cx);
        return None;
    };
    let mut read = Vec::new();
    for entry in entries {
        read.extend(of_kind(&entry.key, &entry.value, entry.spot, cx));
    }
    let mut known = entries.iter().filter(|entry| KINDS.contains(&entry.key.as_str()));
    if let (Some(first), Some(second)) = (known.next(), known.next()) {
        let message =
            format!("A channel is of one kind, but `{}` and `{}` are written.", first.key, second.key);
        cx.error(second.spot, Code::Conflict, message)
            .hint("Make two channels of it, each under a name of its own.");
    } else if entries.is_empty() {
        cx.error(spot, Code::MissingKey, "The channel is empty.")
            .hint(format!("It is one of {}.", KINDS.join(", ")));
    }
    read.into_iter().next()
}

fn of_kind(kind: &str, value: &Node, spot: Spot, cx: &mut Cx) -> Option<Channel> {
    match kind {
        "slack" => slack(value, spot, cx).map(Channel::Slack),
        "slack_webhook" => slack_webhook(value, spot, cx).map(Channel::SlackWebhook),
        "dingtalk" => robot(value, spot, "a DingTalk robot", cx).map(Channel::Dingtalk),
        "feishu" => robot(value, spot, "a Feishu robot", cx).map(Channel::Feishu),
        "wecom" => plain_robot(value, spot, cx).map(Channel::Wecom),
        "webhook" => webhook(value, spot, cx).map(Channel::Webhook),
        "desktop" => desktop(value, spot, cx).map(Channel::Desktop),
        _ => {
            cx.error(spot, Code::UnknownKey, format!("`{kind}` is not a kind of channel."))
                .suggest_some(closest(kind, KINDS))
                .hint(format!("A channel is one of {}.", KINDS.join(", ")));
            None
        }
    }
}

fn slack(node: &Node, spot: Spot, cx: &mut Cx) -> Option<SlackChannel> {
    let mut fields = Fields::open(node, spot, "a Slack channel", cx)?;
    let channel = SlackChannel {
        channel: fields.required("channel", cx, filled),
        credential: fields.required("credential", cx, variable_name),
        custom: fields.optional("custom", cx, filled),
        url: fields.optional("url", cx, filled),
    };
    fields.close(cx);
    Some(channel)
}

fn slack_webhook(node: &Node, spot: Spot, cx: &mut Cx) -> Option<SlackWebhook> {
    let mut fields = Fields::open(node, spot, "a Slack webhook", cx)?;
    let channel = SlackWebhook {
        credential: fields.required("credential", cx, variable_name),
        custom: fields.optional("custom", cx, filled),
    };
    fields.close(cx);
    Some(channel)
}

fn robot(node: &Node, spot: Spot, what: &'static str, cx: &mut Cx) -> Option<Robot> {
    let mut fields = Fields::open(node, spot, what, cx)?;
    let robot = Robot {
        credential: fields.required("credential", cx, variable_name),
        sign: fields.optional("sign", cx, variable_name),
        keyword: fields.optional("keyword", cx, filled),
    };
    fields.close(cx);
    Some(robot)
}

fn plain_robot(node: &Node, spot: Spot, cx: &mut Cx) -> Option<PlainRobot> {
    let mut fields = Fields::open(node, spot, "a WeCom robot", cx)?;
    let robot = PlainRobot { credential: fields.required("credential", cx, variable_name) };
    fields.close(cx);
    Some(robot)
}

fn webhook(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Webhook> {
    let mut fields = Fields::open(node, spot, "a webhook", cx)?;
    let webhook =
        Webhook { url: fields.required("url", cx, filled), sign: fields.required("sign", cx, variable_name) };
    fields.close(cx);
    Some(webhook)
}

fn desktop(node: &Node, spot: Spot, cx: &mut Cx) -> Option<DesktopChannel> {
    if !node.is_null() {
        Fields::open(node, spot, "a desktop channel", cx)?.close(cx);
    }
    Some(DesktopChannel {})
}

fn rule(node: &Node, cx: &mut Cx) -> Option<Rule> {
    let mut fields = Fields::open(node, node.spot, "a rule", cx)?;
    let rule = Rule {
        on: some("on", &mut fields, cx, |node, cx| word(node, &Occasion::NAMED, cx)),
        environments: fields.one_or_many("environments", cx, filled),
        to: some("to", &mut fields, cx, filled),
    };
    fields.close(cx);
    Some(rule)
}

/// One or several values of a key that must have at least one.
fn some<T>(
    key: &'static str,
    fields: &mut Fields,
    cx: &mut Cx,
    mut read: impl FnMut(&Node, &mut Cx) -> Option<T>,
) -> Vec<T> {
    let Some(node) = fields.get(key) else {
        let spot = fields.key_spot(key).unwrap_or(fields.spot());
        cx.error(spot, Code::MissingKey, format!("`{key}` is missing: a rule needs it."));
        return Vec::new();
    };
    match &node.kind {
        Kind::List(items) if items.is_empty() => {
            cx.error(
                node.spot,
                Code::MissingKey,
                format!("`{key}` names nothing, so the rule says nothing."),
            );
            Vec::new()
        }
        Kind::List(items) => items.iter().filter_map(|item| read(item, cx)).collect(),
        _ => read(node, cx).into_iter().collect(),
    }
}

fn quiet(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Quiet> {
    let words = Weekday::ALL.map(|day| (day.name(), day));
    let mut fields = Fields::open(node, spot, "quiet hours", cx)?;
    let quiet = Quiet {
        days: fields.one_or_many("days", cx, |node, cx| word(node, &words, cx)),
        from: fields.required("from", cx, clock),
        until: fields.required("until", cx, clock),
        timezone: fields.required("timezone", cx, zone),
    };
    fields.close(cx);
    Some(quiet)
}
