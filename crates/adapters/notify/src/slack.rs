//! Slack: the methods of its API for a bot, and webhooks.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::{Value, json};
use slipway_domain::config::SlackChannel;
use slipway_domain::notification::Rendered;
use slipway_domain::secret::Secret;
use slipway_engine::ports::Undelivered;

use crate::post::{Post, address};

/// Where Slack's methods are.
const API: &str = "https://slack.com/api";
/// Slack takes one message a second in a channel.
const BETWEEN: Duration = Duration::from_millis(1100);
/// How long the details of a message may take.
const DETAILS: Duration = Duration::from_secs(3);

/// Errors about the message itself, which will never be taken.
const NEVER: [&str; 10] = [
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "invalid_arguments",
    "invalid_json",
    "json_not_object",
    "msg_too_long",
    "msg_blocks_too_long",
    "no_text",
    "too_many_attachments",
];
/// Errors that say that a message cannot be updated any more.
const GONE: [&str; 4] =
    ["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"];

/// A bot in a channel.
pub(crate) struct Bot<'a> {
    pub post: &'a Post,
    pub channel: &'a SlackChannel,
    pub token: &'a Secret,
}

/// Why Slack did not do what was asked.
enum Refused {
    /// The message that was to be updated is not there.
    Gone,
    Other(Undelivered),
}

impl From<Undelivered> for Refused {
    fn from(undelivered: Undelivered) -> Self {
        Self::Other(undelivered)
    }
}

impl Bot<'_> {
    /// Posts the first message about an operation, or updates it; what else there is to say goes into its thread. Gives back
    /// where the message is.
    pub async fn tell(&self, message: &Rendered, thread: Option<&Value>) -> Result<Value, Undelivered> {
        let updated = match thread {
            Some(thread) => self.update(&message.body, thread).await?,
            None => None,
        };
        let is_new = updated.is_none();
        let place = match updated {
            Some(place) => place,
            None => self.post(&message.body, None).await?,
        };
        if let Some(details) = &message.details {
            if is_new {
                tokio::time::sleep(BETWEEN).await;
            }
            // The message says the main thing; without its details it has arrived all the same. Details that hang must not
            // use up the time of the whole delivery: the message would be taken for lost, and sent again.
            let _ = tokio::time::timeout(DETAILS, self.post(details, Some(&place))).await;
        }
        Ok(place)
    }

    /// `None` where the message is not there any more.
    async fn update(&self, body: &Value, thread: &Value) -> Result<Option<Value>, Undelivered> {
        let mut whole = body.clone();
        whole["channel"] = thread["channel"].clone();
        whole["ts"] = thread["ts"].clone();
        match self.call("chat.update", &whole).await {
            Ok(_) => Ok(Some(thread.clone())),
            Err(Refused::Gone) => Ok(None),
            Err(Refused::Other(undelivered)) => Err(undelivered),
        }
    }

    async fn post(&self, body: &Value, thread: Option<&Value>) -> Result<Value, Undelivered> {
        let mut whole = body.clone();
        whole["channel"] =
            thread.map_or_else(|| json!(self.channel.channel), |thread| thread["channel"].clone());
        whole["unfurl_links"] = json!(false);
        if let Some(thread) = thread {
            whole["thread_ts"] = thread["ts"].clone();
        }
        match self.call("chat.postMessage", &whole).await {
            Ok(answer) => Ok(json!({ "channel": answer["channel"], "ts": answer["ts"] })),
            Err(Refused::Gone) => {
                Err(Undelivered::Never { why: "the message that it belongs to is not there".to_owned() })
            }
            Err(Refused::Other(undelivered)) => Err(undelivered),
        }
    }

    /// Calls a method. Slack says in its answer whether it did it: the status is 200 also where it did not.
    async fn call(&self, method: &str, body: &Value) -> Result<Value, Refused> {
        let base = self.channel.url.as_deref().unwrap_or(API).trim_end_matches('/');
        let url = address(&format!("{base}/{method}"))?;
        let headers = HeaderMap::from_iter([(AUTHORIZATION, bearer(self.token)?)]);
        let answered = self.post.json(&url, headers, body.to_string()).await?;
        let after = answered.after;
        let answer = answered.success()?.json();
        if answer["ok"] == true {
            return Ok(answer);
        }
        let error = answer["error"].as_str().unwrap_or("no JSON").to_owned();
        let why = told(&error);
        Err(match error.as_str() {
            gone if GONE.contains(&gone) => Refused::Gone,
            never if NEVER.contains(&never) => Undelivered::Never { why }.into(),
            "ratelimited" | "rate_limited" => {
                let after = Some(after.unwrap_or(Duration::from_secs(30)));
                Undelivered::Later { why, after }.into()
            }
            _ => Undelivered::Later { why, after }.into(),
        })
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, Undelivered> {
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose().trim())).map_err(|_| {
        Undelivered::Later {
            why: "the bot's token holds characters that no token has".to_owned(),
            after: None,
        }
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// What Slack's error means, with what to do.
fn told(error: &str) -> String {
    let means = match error {
        "not_in_channel" => "the bot is not in the channel: invite it with /invite",
        "channel_not_found" => "there is no such channel, or the bot may not see it: invite it with /invite",
        "is_archived" => "the channel is archived",
        "invalid_auth" | "not_authed" | "token_revoked" | "token_expired" | "account_inactive" => {
            "Slack does not accept the bot's token: put a valid one into its credential"
        }
        "missing_scope" => "the bot may not write: give it the scope chat:write",
        "ratelimited" | "rate_limited" => "Slack takes no more messages now",
        _ => "Slack refused it",
    };
    format!("{means} ({error})")
}

/// Sends to a webhook, which answers with a word.
pub(crate) async fn webhook(post: &Post, url: &Secret, body: &Value) -> Result<(), Undelivered> {
    let url = address(url.expose())?;
    post.json(&url, HeaderMap::new(), body.to_string()).await?.success().map(drop)
}
