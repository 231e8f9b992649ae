//! Webhooks of one's own: JSON with a signature and the moment it was made at, so that it can be checked and not repeated.

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use slipway_domain::secret::Secret;
use slipway_engine::ports::Undelivered;

use crate::post::{Post, address};
use crate::sign;

const EVENT: &str = "x-slipway-event";
const TIMESTAMP: &str = "x-slipway-timestamp";
const SIGNATURE: &str = "x-slipway-signature";

/// Sends a document, signed.
pub(crate) async fn send(post: &Post, url: &str, key: &Secret, body: &Value) -> Result<Value, Undelivered> {
    let (url, text) = (address(url)?, body.to_string());
    let seconds = Timestamp::now().as_second();
    let signature = sign::webhook(key, seconds, &text);
    let event = body["event"].as_str().unwrap_or_default();
    let values = [(EVENT, event.to_owned()), (TIMESTAMP, seconds.to_string()), (SIGNATURE, signature)];
    let value = |(name, text): (&'static str, String)| {
        Some((HeaderName::from_static(name), HeaderValue::try_from(text).ok()?))
    };
    let headers: HeaderMap = values.into_iter().filter_map(value).collect();
    post.json(&url, headers, text).await?.success()?;
    Ok(Value::Null)
}
