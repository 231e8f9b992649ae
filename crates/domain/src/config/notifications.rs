//! Who is told about what, and where.

use indexmap::IndexMap;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::freeze::{Freeze, Weekday, frozen};
use super::value::OneOrMany;
use crate::credential::Kind;

/// Who is told about what: channels by name, and rules that say what goes where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Notifications {
    /// Where notices go, each under a name of one's own.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub channels: IndexMap<String, Channel>,
    /// What goes where. A notice goes to a channel once, however many rules name it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// When only what cannot wait is told: failures, approvals and alerts. The rest comes as one message afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
    /// The language of the notices.
    #[serde(skip_serializing_if = "Tongue::is_english")]
    pub language: Tongue,
}

impl Notifications {
    /// The channels to which something goes on such an occasion in an environment, or in a run where there is none, each
    /// once and in the order of the file.
    pub fn told(&self, occasion: Occasion, environment: Option<&str>) -> Vec<&str> {
        let applies = |rule: &&Rule| rule.is_about(occasion) && rule.covers(environment);
        let named: Vec<&String> = self.rules.iter().filter(applies).flat_map(|rule| &rule.to).collect();
        self.channels.keys().filter(|name| named.contains(name)).map(String::as_str).collect()
    }

    /// Whether a rule sends something about an environment to a channel.
    pub fn reaches(&self, channel: &str, environment: &str) -> bool {
        let named = |rule: &Rule| rule.to.iter().any(|to| to == channel);
        self.rules.iter().any(|rule| named(rule) && rule.covers(Some(environment)))
    }
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// An operation has begun.
    Started,
    /// It has succeeded.
    Succeeded,
    /// It has failed, whether or not it was taken back.
    Failed,
    /// It waits for a person: an approval, or an answer after a failure.
    Approval,
    /// It has failed, and so had the one before it in the same environment.
    FailedTwice,
    /// Nobody knows what came of it, or what runs is not what was deployed: someone has to look.
    Alert,
    /// It was stopped. Goes where `started` went, and cannot be asked for by itself.
    #[schemars(skip)]
    Cancelled,
}

impl Occasion {
    /// Those that a rule may name, with their words.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("started", Self::Started),
        ("succeeded", Self::Succeeded),
        ("failed", Self::Failed),
        ("approval", Self::Approval),
        ("failed_twice", Self::FailedTwice),
        ("alert", Self::Alert),
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Approval => "approval",
            Self::FailedTwice => "failed_twice",
            Self::Alert => "alert",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the operation goes on, and with it the program that tells of it.
    pub fn goes_on(self) -> bool {
        self == Self::Started
    }

    /// Whether it is told in quiet hours as well.
    pub fn cannot_wait(self) -> bool {
        matches!(self, Self::Failed | Self::Approval | Self::FailedTwice | Self::Alert)
    }
}

/// What goes where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Rule {
    /// What is told.
    #[schemars(with = "OneOrMany<Occasion>")]
    pub on: Vec<Occasion>,
    /// In which environments; in all of them, and for runs, when missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, with = "OneOrMany<String>")]
    pub environments: Vec<String>,
    /// The channels that it goes to.
    #[schemars(with = "OneOrMany<String>")]
    pub to: Vec<String>,
}

impl Rule {
    fn is_about(&self, occasion: Occasion) -> bool {
        let named = if occasion == Occasion::Cancelled { Occasion::Started } else { occasion };
        self.on.contains(&named)
    }

    fn covers(&self, environment: Option<&str>) -> bool {
        let named = |environment| self.environments.iter().any(|one| one == environment);
        self.environments.is_empty() || environment.is_some_and(named)
    }
}

/// Hours in which only what cannot wait is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Quiet {
    /// The days on which they begin; every day when missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, with = "OneOrMany<Weekday>")]
    pub days: Vec<Weekday>,
    /// When they begin, `HH:MM`.
    #[schemars(regex(pattern = r"^([01]\d|2[0-3]):[0-5]\d$"))]
    pub from: String,
    /// When they end, `HH:MM` or `24:00`. A time at or before `from` is the next day's.
    #[schemars(regex(pattern = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"))]
    pub until: String,
    /// The time zone of the times, such as `Asia/Shanghai`.
    pub timezone: String,
}

impl Quiet {
    /// When the quiet that holds at `now` ends; `None` where none holds.
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        let days = if self.days.is_empty() { Weekday::ALL.to_vec() } else { self.days.clone() };
        let (from, until, timezone) = (self.from.clone(), self.until.clone(), self.timezone.clone());
        let hours = Freeze::Weekly { days, from, until, timezone, reason: None };
        frozen(&[hours], now).map(|held| held.until)
    }
}

/// A language that notices are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Tongue {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// 简体中文.
    #[serde(rename = "zh")]
    Chinese,
}

impl Tongue {
    fn is_english(&self) -> bool {
        *self == Self::English
    }
}

/// Where notices go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A channel in Slack, written to by a bot: one message per operation, which is updated, with details in its thread.
    Slack(SlackChannel),
    /// A Slack webhook: a message per notice.
    SlackWebhook(SlackWebhook),
    /// A robot in a DingTalk group.
    Dingtalk(Robot),
    /// A robot in a Feishu or Lark group.
    Feishu(Robot),
    /// A robot in a WeCom group.
    Wecom(PlainRobot),
    /// An address of one's own that takes signed JSON.
    Webhook(Webhook),
    /// Notifications of this laptop's desktop, while Slipway's window is not open, which shows its own.
    Desktop(DesktopChannel),
}

impl Channel {
    /// The kind's name, as the file writes it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Slack(_) => "slack",
            Self::SlackWebhook(_) => "slack_webhook",
            Self::Dingtalk(_) => "dingtalk",
            Self::Feishu(_) => "feishu",
            Self::Wecom(_) => "wecom",
            Self::Webhook(_) => "webhook",
            Self::Desktop(_) => "desktop",
        }
    }

    /// The names of the credential that opens the way to it, with its kind, and of what it signs with.
    pub fn named(&self) -> (Option<(Kind, &str)>, Option<&str>) {
        match self {
            Self::Slack(one) => (Some((Kind::SlackBot, one.credential.as_str())), None),
            Self::SlackWebhook(one) => (Some((Kind::SlackWebhook, one.credential.as_str())), None),
            Self::Dingtalk(one) | Self::Feishu(one) => {
                (Some((Kind::Plain, one.credential.as_str())), one.sign.as_deref())
            }
            Self::Wecom(one) => (Some((Kind::Plain, one.credential.as_str())), None),
            Self::Webhook(one) => (None, Some(one.sign.as_str())),
            Self::Desktop(_) => (None, None),
        }
    }

    /// Slack JSON of one's own, where there is some.
    pub fn custom(&self) -> Option<&str> {
        match self {
            Self::Slack(channel) => channel.custom.as_deref(),
            Self::SlackWebhook(channel) => channel.custom.as_deref(),
            _ => None,
        }
    }
}

/// A channel in Slack, written to by a bot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SlackChannel {
    /// The channel, `#releases` or its id. The bot has to be a member of it.
    #[schemars(example = "#releases")]
    pub channel: String,
    /// The name of the credential of kind slack-bot that holds the bot's token.
    pub credential: String,
    /// Slack JSON of one's own in place of the usual message, as the CircleCI orb takes it: an object with `blocks` or
    /// `text`, in which `${version}` and the like stand for what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
    /// Where Slack's methods are, if not at https://slack.com/api: behind a gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A Slack webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SlackWebhook {
    /// The name of the credential of kind slack-webhook that holds its address.
    pub credential: String,
    /// Slack JSON of one's own in place of the usual message, as the CircleCI orb takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
}

/// A robot in a group, whose messages may be signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Robot {
    /// The name of the plain credential that holds the robot's address.
    pub credential: String,
    /// The name of the plain credential that holds the robot's signing secret, where the robot wants signatures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<String>,
    /// A word that the robot wants in every message, where it wants one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
}

/// A robot in a group that knows no signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PlainRobot {
    /// The name of the plain credential that holds the robot's address.
    pub credential: String,
}

/// An address that takes signed JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Webhook {
    /// The address. Only `https`, except on this laptop.
    #[schemars(example = "https://ci.example.com/slipway")]
    pub url: String,
    /// The name of the plain credential that holds the key that bodies are signed with.
    pub sign: String,
}

/// Notifications of the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DesktopChannel {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rule(on: &[Occasion], environments: &[&str], to: &[&str]) -> Rule {
        let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        Rule { on: on.to_vec(), environments: texts(environments), to: texts(to) }
    }

    fn notifications() -> Notifications {
        let desktop = || Channel::Desktop(DesktopChannel {});
        Notifications {
            channels: ["team", "ops", "here"].map(|name| (name.to_owned(), desktop())).into(),
            rules: vec![
                rule(&[Occasion::Failed], &[], &["ops", "team"]),
                rule(&[Occasion::Failed, Occasion::Started], &["production"], &["team"]),
                rule(&[Occasion::Succeeded], &["production"], &["here"]),
            ],
            ..Notifications::default()
        }
    }

    #[test]
    fn a_channel_is_told_once_and_only_of_what_a_rule_says() {
        let all = notifications();
        assert_eq!(all.told(Occasion::Failed, Some("production")), ["team", "ops"]);
        assert_eq!(all.told(Occasion::Failed, None), ["team", "ops"], "of runs as well");
        assert_eq!(
            all.told(Occasion::Succeeded, None),
            [""; 0],
            "a rule with environments is not about runs"
        );
        assert_eq!(all.told(Occasion::Succeeded, Some("production")), ["here"]);
        assert_eq!(all.told(Occasion::Started, Some("sandbox")), [""; 0]);
    }

    #[test]
    fn what_was_begun_is_told_to_have_been_stopped() {
        assert_eq!(notifications().told(Occasion::Cancelled, Some("production")), ["team"]);
        assert_eq!(notifications().told(Occasion::Cancelled, Some("sandbox")), [""; 0]);
    }

    #[test]
    fn quiet_hours_follow_their_time_zone_over_midnight() {
        let quiet = Quiet {
            days: Vec::new(),
            from: "22:00".into(),
            until: "07:30".into(),
            timezone: "Asia/Shanghai".into(),
        };
        let until = |now: &str| quiet.until(now.parse().unwrap()).map(|until| until.to_string());
        // Shanghai is at +8 all year.
        assert_eq!(until("2026-07-03T13:59:59Z"), None);
        assert_eq!(until("2026-07-03T14:00:00Z").as_deref(), Some("2026-07-03T23:30:00Z"));
        assert_eq!(until("2026-07-03T23:29:59Z").as_deref(), Some("2026-07-03T23:30:00Z"));
        assert_eq!(until("2026-07-03T23:30:00Z"), None);
    }

    #[test]
    fn every_occasion_that_a_rule_names_has_its_word() {
        for (word, occasion) in Occasion::NAMED {
            assert_eq!(occasion.as_str(), word);
            assert_eq!(serde_json::to_value(occasion).unwrap(), word);
        }
    }
}
