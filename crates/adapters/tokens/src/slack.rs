//! Tokens of Slack's bots.

use async_trait::async_trait;
use reqwest::Method;
use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Trial, Tried};

use crate::client::{ask, unheard};

/// What Slack says of a token that is no good.
const REFUSED: [&str; 5] =
    ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"];

/// Asks Slack whose a token is.
pub struct SlackTrial {
    address: String,
}

impl Default for SlackTrial {
    fn default() -> Self {
        Self::at("https://slack.com")
    }
}

impl SlackTrial {
    /// Asks there.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into() }
    }
}

#[async_trait]
impl Trial for SlackTrial {
    async fn attempt(&self, _: &Known, parts: &Parts) -> Result<Tried, Problem> {
        let token = parts
            .get("token")
            .ok_or_else(|| Problem::new(Code::Internal, "a credential of a Slack bot has a token"))?;
        let answer = ask(Method::POST, &format!("{}/api/auth.test", self.address), token).await?;
        let text = |name: &str| answer.json[name].as_str().unwrap_or("somebody").to_owned();
        match (answer.json["ok"].as_bool(), answer.json["error"].as_str()) {
            (Some(true), _) => {
                Ok(Tried::works(format!("Slack knows it as {} in {}", text("user"), text("team"))))
            }
            (_, Some(error)) if REFUSED.contains(&error) => {
                Ok(Tried::refused(format!("Slack does not accept it: {error}")))
            }
            (_, Some(error)) => Err(unheard("Slack", &format!("it said {error}"))),
            (_, None) => Err(unheard("Slack", &format!("it answered {}", answer.status))),
        }
    }
}
