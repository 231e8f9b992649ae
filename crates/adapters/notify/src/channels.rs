//! Which channel is spoken to how.

use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use serde_json::Value;
use slipway_domain::config::Channel;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Delivery, Notifier, Undelivered};

use crate::post::Post;
use crate::{desktop, robots, slack, webhook};

/// How long a delivery may take in all.
const LIMIT: Duration = Duration::from_secs(15);

/// Sends to channels of every kind.
#[derive(Debug, Default)]
pub struct Channels {
    /// Made when something is sent for the first time: reading what the system trusts takes a moment.
    post: OnceLock<Result<Post, String>>,
}

impl Channels {
    /// Ready to send. Nothing is connected yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn post(&self) -> Result<&Post, Undelivered> {
        let post = self.post.get_or_init(|| Post::new().map_err(|why| why.to_string()));
        post.as_ref().map_err(|why| {
            let why = format!("nothing can be sent over HTTPS from here: {why}");
            Undelivered::Later { why, after: None }
        })
    }

    async fn send(&self, delivery: Delivery<'_>) -> Result<Value, Undelivered> {
        let Delivery { channel, credential, sign, message, thread } = delivery;
        let body = &message.body;
        match channel {
            Channel::Slack(slack) => {
                let bot = slack::Bot { post: self.post()?, channel: slack, token: &needed(credential)? };
                bot.tell(message, thread).await
            }
            Channel::SlackWebhook(_) => {
                slack::webhook(self.post()?, &needed(credential)?, body).await.map(|()| Value::Null)
            }
            Channel::Dingtalk(_) => {
                robots::dingtalk(self.post()?, &needed(credential)?, sign.as_ref(), body).await
            }
            Channel::Feishu(_) => {
                robots::feishu(self.post()?, &needed(credential)?, sign.as_ref(), body).await
            }
            Channel::Wecom(_) => robots::wecom(self.post()?, &needed(credential)?, body).await,
            Channel::Webhook(target) => webhook::send(self.post()?, &target.url, &needed(sign)?, body).await,
            Channel::Desktop(_) => desktop::show(body).await,
        }
    }
}

/// What the engine opened. Where it opened nothing there is nothing that could be sent.
fn needed(secret: Option<Secret>) -> Result<Secret, Undelivered> {
    secret.ok_or_else(|| Undelivered::Later { why: "its credential was not opened".to_owned(), after: None })
}

#[async_trait]
impl Notifier for Channels {
    async fn deliver(&self, delivery: Delivery<'_>) -> Result<Value, Undelivered> {
        let late = || Undelivered::Later { why: "it did not answer in time".to_owned(), after: None };
        tokio::time::timeout(LIMIT, self.send(delivery)).await.unwrap_or_else(|_| Err(late()))
    }
}
