//! What is sent of all that is due at a channel, and when the next may go. Pure.

use std::time::Duration;

use jiff::Timestamp;
use slipway_domain::config::{Channel, Occasion, Tongue};
use slipway_domain::notification::Notice;
use slipway_domain::plan::fingerprint;
use uuid::Uuid;

use crate::ports::Letter;

/// What a shell of the window that shows notifications of its own holds the lock of.
pub const WINDOW: &str = "window";

/// What is done next at a channel.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// A notice is sent, in place of these letters.
    Send(Box<Notice>, Vec<Uuid>),
    /// A letter says what the next one about the same operation makes old.
    PassOver(Uuid),
}

/// What is done next of what is due, oldest first; `None` where nothing is.
pub(super) fn next(letters: &[Letter], channel: &Channel, tongue: Tongue, now: Timestamp) -> Option<Next> {
    let first = letters.first()?;
    let is_program = hears_everything(channel);
    let is_followed =
        letters.iter().skip(1).any(|one| one.operation() == first.operation() && one.operation().is_some());
    if first.occasion() == Occasion::Started && is_followed && !is_program {
        return Some(Next::PassOver(first.id));
    }
    let held: Vec<&Letter> = letters.iter().filter(|one| one.held).collect();
    if first.held && held.len() > 1 && !is_program {
        let notices: Vec<Notice> = held.iter().map(|one| one.notice.clone()).collect();
        let ids = held.iter().map(|one| one.id).collect();
        return Notice::summary_of(&notices, tongue, now).map(|notice| Next::Send(Box::new(notice), ids));
    }
    Some(Next::Send(Box::new(first.notice.clone()), vec![first.id]))
}

/// Whether a channel is told of everything by itself: a program that takes JSON. People want to read what is so now.
pub(super) fn hears_everything(channel: &Channel) -> bool {
    matches!(channel, Channel::Webhook(_))
}

/// How long a channel is left alone after a message, as its service documents it: Slack takes one message a second and
/// channel, DingTalk and WeCom twenty a minute, Feishu a hundred a minute and five a second.
pub(super) fn pause(channel: &Channel) -> Duration {
    match channel {
        Channel::Slack(_) | Channel::SlackWebhook(_) => Duration::from_millis(1100),
        Channel::Dingtalk(_) | Channel::Wecom(_) => Duration::from_millis(3100),
        Channel::Feishu(_) => Duration::from_millis(700),
        Channel::Webhook(_) | Channel::Desktop(_) => Duration::ZERO,
    }
}

/// What a channel goes through, as a key: channels with the same are counted together by their service, in whichever
/// projects they are. `way` is what opens the way there. `None` for what counts nothing.
pub(super) fn robot(channel: &Channel, way: Option<&str>) -> Option<String> {
    let place = match channel {
        // A bot may write once a second in each channel.
        Channel::Slack(one) => Some(one.channel.as_str()),
        _ => None,
    };
    let way = way.filter(|_| !pause(channel).is_zero())?;
    Some(fingerprint(&(channel.kind(), way, place)))
}

/// How long a channel is left alone that was not reached so many times in a row before: half a minute, then twice as
/// long each time, up to half an hour; longer where it asks for that.
pub(super) fn patience(failures: u32, asked: Option<Duration>) -> Duration {
    let own = Duration::from_secs(30).saturating_mul(1 << failures.min(6));
    let own = own.min(Duration::from_secs(30 * 60));
    match asked {
        // What a channel asks for is no failure of the way there.
        Some(asked) if failures == 0 => asked,
        Some(asked) => asked.max(own),
        None => own,
    }
}
