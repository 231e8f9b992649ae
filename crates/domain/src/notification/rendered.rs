//! A notice as a channel takes it.

use serde_json::Value;

use super::{Notice, custom, dingtalk, feishu, slack, webhook, wecom};
use crate::config::{Channel, Tongue};

/// A notice as a channel takes it, without what belongs to the way there: tokens, signatures, addresses.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// The message.
    pub body: Value,
    /// What goes into the message's thread, where the channel has threads and there is more to say.
    pub details: Option<Value>,
}

/// Writes a notice as a channel takes it. Always within the channel's limits, whatever the notice holds.
pub fn render(notice: &Notice, channel: &Channel, tongue: Tongue) -> Rendered {
    let alone = |body: Value| Rendered { body, details: None };
    match channel {
        Channel::Slack(_) => {
            Rendered { body: slack_message(notice, channel, tongue), details: slack::details(notice, tongue) }
        }
        Channel::SlackWebhook(_) => alone(slack_message(notice, channel, tongue)),
        Channel::Dingtalk(robot) => alone(dingtalk::message(notice, robot.keyword.as_deref(), tongue)),
        Channel::Feishu(robot) => alone(feishu::message(notice, robot.keyword.as_deref(), tongue)),
        Channel::Wecom(_) => alone(wecom::message(notice, tongue)),
        Channel::Webhook(_) => alone(webhook::message(notice, tongue)),
        Channel::Desktop(_) => alone(desktop(notice, tongue)),
    }
}

/// The message of one's own, where there is one. A summary and a test have nothing that would fit into it.
fn slack_message(notice: &Notice, channel: &Channel, tongue: Tongue) -> Value {
    let of_own = channel.custom().filter(|_| notice.summary.is_empty() && !notice.test);
    let of_own = of_own.and_then(|text| custom::message(text, notice, tongue));
    of_own.unwrap_or_else(|| slack::message(notice, tongue))
}

/// What a desktop shows: a title, a line, and where a press leads. The press is heard by the program that showed it, which
/// ends with the operation: what is told at its end offers none.
fn desktop(notice: &Notice, tongue: Tongue) -> Value {
    let first = notice.changes.first().map(|change| change.subject.clone());
    let line = notice.why.clone().or(first).or_else(|| notice.summary.first().cloned()).unwrap_or_default();
    serde_json::json!({
        "title": notice.title(tongue),
        "body": super::shorten::to_characters(&super::shorten::one_line(&line), 300),
        "link": notice.link().filter(|_| notice.occasion.goes_on()),
        "open": super::words::Label::Open.word(tongue),
        "stays": notice.occasion.cannot_wait(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{failed, succeeded};
    use super::*;
    use crate::config::{DesktopChannel, Occasion};

    #[test]
    fn a_desktop_offers_a_press_while_the_operation_goes_on() {
        let started = Notice { occasion: Occasion::Started, verdict: None, ..succeeded() };
        for (notice, pressed) in [(started, true), (succeeded(), false), (failed(), false)] {
            let shown = render(&notice, &Channel::Desktop(DesktopChannel {}), Tongue::English).body;
            assert_eq!(shown["link"].is_string(), pressed, "nobody waits for it any more: {shown}");
        }
    }
}
