//! Notifications: what CI files tell Slack.

use slipway_domain::config::{Occasion, as_name};
use slipway_domain::notification::Custom;

use super::page::{flow, quoted};
use super::{Draft, from};
use crate::ci::CiNotice;
use crate::place::{Origin, Place};

/// What stands for a channel that is set outside of the file.
const UNNAMED: &str = "#releases";
/// What the orb calls the bot's token, and what its old versions call the webhook's address.
const BOT: &str = "SLACK_ACCESS_TOKEN";
const WEBHOOK: &str = "SLACK_WEBHOOK";

/// A channel that is proposed.
struct Channel {
    name: String,
    /// As the file names it; `None` where that is set elsewhere.
    slack: Option<String>,
    custom: Option<String>,
    webhook: bool,
    on: Vec<Occasion>,
    place: Place,
}

/// Writes the channels that CI files tell, and what they are told of.
pub(super) fn write(draft: &mut Draft) {
    let notices: Vec<CiNotice> = draft.facts.jobs.iter().flat_map(|job| job.notices.clone()).collect();
    let channels = channels(&notices, draft);
    if channels.is_empty() {
        return;
    }
    draft.page.open(0, "notifications", None);
    draft.page.open(1, "channels", None);
    for channel in &channels {
        one(channel, draft);
    }
    draft.page.open(1, "rules", None);
    for channel in &channels {
        let on: Vec<String> = channel.on.iter().map(|occasion| occasion.as_str().to_owned()).collect();
        let rule = format!("- {{ on: {}, to: {} }}", flow(&on), quoted(&channel.name));
        draft.page.plain_with(2, &rule, from(&channel.place));
    }
    for (kind, credential, is) in [("slack-bot", BOT, false), ("slack-webhook", WEBHOOK, true)] {
        if let Some(channel) = channels.iter().find(|channel| channel.webhook == is) {
            let text = format!(
                "Slack is told from here. `slipway credentials add {kind} {credential}` keeps what opens the way to it; `slipway check --notify {}` tries it.",
                channel.name
            );
            draft.findings.add(Some(&channel.place), text);
        }
    }
}

/// Each channel once for each message of one's own.
fn channels(notices: &[CiNotice], draft: &mut Draft) -> Vec<Channel> {
    let mut channels: Vec<Channel> = Vec::new();
    for notice in notices {
        let custom = notice.custom.clone().filter(|text| is_taken(text, &notice.place, draft));
        let named = notice.channel.clone().filter(|name| !notice.webhook && is_channel(name));
        let same =
            |one: &&mut Channel| one.slack == named && one.custom == custom && one.webhook == notice.webhook;
        if let Some(known) = channels.iter_mut().find(same) {
            let new = notice.on.iter().copied().filter(|occasion| !known.on.contains(occasion));
            let new: Vec<Occasion> = new.collect();
            known.on.extend(new);
            continue;
        }
        let base = named.as_deref().and_then(as_name).unwrap_or_else(|| "slack".to_owned());
        // A number may follow.
        let base: String = base.chars().take(30).collect();
        let mut name = base.clone();
        let mut number = 1;
        while channels.iter().any(|channel| channel.name == name) {
            number += 1;
            name = format!("{base}-{number}");
        }
        channels.push(Channel {
            name,
            slack: named,
            custom,
            webhook: notice.webhook,
            on: notice.on.clone(),
            place: notice.place.clone(),
        });
    }
    channels
}

/// Whether a text names a channel, and nothing that is set outside of the file.
fn is_channel(name: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '$';
    !name.is_empty() && !name.contains(odd) && !name.starts_with("http")
}

/// Whether a message of one's own can be sent as it is written. What cannot is told instead.
fn is_taken(text: &str, place: &Place, draft: &mut Draft) -> bool {
    match Custom::read(text) {
        Ok(_) => true,
        Err(why) => {
            let text = format!("This message was left out, and the usual one is proposed: {why}.");
            draft.findings.add(Some(place), text);
            false
        }
    }
}

fn one(channel: &Channel, draft: &mut Draft) {
    let place = &channel.place;
    draft.page.open(2, &channel.name, None);
    match (channel.webhook, &channel.slack) {
        (true, _) => {
            draft.page.open(3, "slack_webhook", Some(from(place)));
            draft.page.pair(4, "credential", WEBHOOK, Origin::guess_at("the orb's own name for it", place));
        }
        (false, slack) => {
            draft.page.open(3, "slack", Some(from(place)));
            match slack {
                Some(name) => draft.page.pair(4, "channel", name, from(place)),
                None => {
                    let why = "the channel is set outside of the file";
                    draft.page.pair(4, "channel", UNNAMED, Origin::guess_at(why, place));
                    draft.ask(format!(
                        "Which Slack channel is told ({place})? `{UNNAMED}` stands in its place."
                    ));
                }
            }
            draft.page.pair(4, "credential", BOT, Origin::guess_at("the orb's own name for it", place));
        }
    }
    if let Some(custom) = &channel.custom {
        draft.page.item(4, "", "custom", custom, from(place));
    }
}
