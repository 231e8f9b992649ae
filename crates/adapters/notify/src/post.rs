//! One request with JSON, and what was answered.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use rustls::ClientConfig;
use serde_json::Value;
use slipway_engine::ports::Undelivered;
use slipway_tls::Accepts;

use crate::failures::unreached;

/// How long one request may take.
const LIMIT: Duration = Duration::from_secs(10);
/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How much of an answer is read, in bytes: all of them are short.
const LONGEST: usize = 64 * 1024;

/// Sends JSON over HTTPS; over plain HTTP only on this machine. Follows no redirect: it would take what stands in an address
/// or a header somewhere else.
#[derive(Debug)]
pub(crate) struct Post {
    outside: Client,
    /// A proxy would look for this machine at itself.
    here: Client,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answered {
    pub status: StatusCode,
    /// How long the other side wants to be left alone.
    pub after: Option<Duration>,
    pub text: String,
}

impl Answered {
    /// The answer as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The beginning of the answer, for a sentence. Long enough that a secret which is repeated in it is whole: whoever tells
    /// it takes that out, and cuts it then.
    pub fn said(&self) -> String {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().filter(|c| !c.is_control()).take(4_000).collect()
    }

    /// That it is a success, else why not, as the status says it.
    pub fn success(self) -> Result<Self, Undelivered> {
        let status = self.status.as_u16();
        let why = || match self.said() {
            said if said.is_empty() => format!("it answered with status {status}"),
            said => format!("it answered with status {status}: {said}"),
        };
        match status {
            200..=299 => Ok(self),
            429 => {
                Err(Undelivered::Later { why: "it takes no more messages now".to_owned(), after: self.after })
            }
            300..=399 => Err(Undelivered::Later {
                why: format!("{}, a redirect, which is not followed", why()),
                after: None,
            }),
            // A person can mend a login and an address.
            401 | 403 | 404 | 407 | 408 | 410 | 500..=599 => {
                Err(Undelivered::Later { why: why(), after: self.after })
            }
            _ => Err(Undelivered::Never { why: why() }),
        }
    }
}

impl Post {
    pub fn new() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self { outside: client(true)?, here: client(false)? })
    }

    /// Sends a JSON text. The address is a secret with some services and appears in nothing that is said.
    pub async fn json(
        &self,
        address: &Url,
        headers: HeaderMap,
        body: String,
    ) -> Result<Answered, Undelivered> {
        let client = if is_this_machine(address) { &self.here } else { &self.outside };
        let request = client
            .post(address.clone())
            .headers(headers)
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .body(body);
        let mut response = request.send().await.map_err(|error| unreached(&error))?;
        let (status, after) = (response.status(), asked(response.headers(), Timestamp::now()));
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| unreached(&error))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LONGEST {
                bytes.truncate(LONGEST);
                break;
            }
        }
        Ok(Answered { status, after, text: String::from_utf8_lossy(&bytes).into_owned() })
    }
}

/// An address that may be sent to. What is wrong with one is said without it.
pub(crate) fn address(text: &str) -> Result<Url, Undelivered> {
    let bad = |why: &str| Undelivered::Later { why: why.to_owned(), after: None };
    let url = Url::parse(text.trim()).map_err(|_| bad("its address is none: it begins with https://"))?;
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(&url));
    if safe { Ok(url) } else { Err(bad("its address is not https, and nothing is sent in plain text")) }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn client(may_use_proxy: bool) -> Result<Client, Box<dyn std::error::Error + Send + Sync>> {
    let provider = slipway_tls::provider();
    let accepts = Accepts::chosen(Vec::new(), provider.clone());
    let mut tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(accepts))
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let builder = Client::builder()
        .user_agent(concat!("slipway/", env!("CARGO_PKG_VERSION")))
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .timeout(LIMIT);
    let builder = if may_use_proxy { builder } else { builder.no_proxy() };
    Ok(builder.build()?)
}

/// How long an answer asks to wait: seconds or a date.
fn asked(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_leaves_this_machine_in_plain_text_and_no_address_is_said() {
        for fine in [
            "https://hooks.slack.com/services/T/B/x",
            "http://127.0.0.1:8099/x",
            "http://[::1]:1/",
            "http://localhost/",
        ] {
            assert!(address(fine).is_ok(), "{fine}");
        }
        for bad in [
            "http://hooks.example.com/s3cret",
            "ftp://example.com/s3cret",
            "s3cret",
            "http://127.0.0.1.example.com/s3cret",
        ] {
            let why = address(bad).unwrap_err();
            assert!(!why.why().contains("s3cret"), "{why:?}");
        }
    }

    #[test]
    fn what_a_person_can_mend_is_tried_again_and_what_is_wrong_with_the_message_is_not() {
        let answered = |status: u16| Answered {
            status: StatusCode::from_u16(status).unwrap(),
            after: Some(Duration::from_secs(7)),
            text: "no\n service".into(),
        };
        assert!(answered(204).success().is_ok());
        for status in [302, 401, 404, 410, 429, 500, 503] {
            assert!(matches!(answered(status).success(), Err(Undelivered::Later { .. })), "{status}");
        }
        let never = answered(400).success().unwrap_err();
        assert_eq!(never, Undelivered::Never { why: "it answered with status 400: no service".into() });
        let busy = answered(429).success().unwrap_err();
        assert!(matches!(busy, Undelivered::Later { after: Some(after), .. } if after.as_secs() == 7));
    }
}
