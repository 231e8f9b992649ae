//! One request with a token, and its answer.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, Url};
use rustls::ClientConfig;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_tls::Accepts;

/// How long a server may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a server said.
pub(crate) struct Answer {
    /// The status.
    pub status: u16,
    /// The answer, as far as it is JSON.
    pub json: serde_json::Value,
}

/// Sends a request with the token in its header. Redirects are not followed: a token is for one server.
pub(crate) async fn ask(method: Method, url: &str, token: &Secret) -> Result<Answer, Problem> {
    let url = address(url)?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let unheard = |why: String| unheard(&host, &why);
    let mut shown = HeaderValue::from_str(&format!("Bearer {}", token.expose())).map_err(|_| {
        Problem::new(
            Code::CredentialRejected,
            "the token has characters that no token has, such as a line's end",
        )
    })?;
    shown.set_sensitive(true);
    let client = client(is_here(&url)).map_err(|error| unheard(error.to_string()))?;
    let sent = client.request(method, url).header(AUTHORIZATION, shown).send().await;
    // What the error says of the address holds no token.
    let answer: Response = sent.map_err(|error| unheard(cause(&error)))?;
    let status = answer.status().as_u16();
    let body = answer.bytes().await.map_err(|error| unheard(cause(&error)))?;
    Ok(Answer { status, json: serde_json::from_slice(&body).unwrap_or_default() })
}

/// The address; a token leaves this machine only encrypted.
fn address(url: &str) -> Result<Url, Problem> {
    let wrong = |why: &str| {
        Problem::new(Code::Usage, format!("{url} cannot be asked: {why}")).hint(
            "name the server as HOST or https://HOST: `slipway credentials rotate NAME --field server=HOST`",
        )
    };
    let parsed = Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
    match parsed.scheme() {
        "https" => Ok(parsed),
        "http" if is_here(&parsed) => Ok(parsed),
        _ => Err(wrong("a token is sent over HTTPS only")),
    }
}

/// Whether it is this machine.
fn is_here(url: &Url) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].contains(&url.host_str().unwrap_or_default())
}

/// A proxy would look for a server of this machine on its own.
fn client(here: bool) -> Result<Client, Box<dyn std::error::Error + Send + Sync>> {
    let provider = slipway_tls::provider();
    let configuration = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Accepts::chosen(Vec::new(), provider)))
        .with_no_client_auth();
    let mut builder = Client::builder()
        .user_agent(concat!("slipway/", env!("CARGO_PKG_VERSION")))
        .tls_backend_preconfigured(configuration)
        .redirect(Policy::none())
        .timeout(PATIENCE);
    if here {
        builder = builder.no_proxy();
    }
    Ok(builder.build()?)
}

/// Nobody said whether the token is good.
pub(crate) fn unheard(host: &str, why: &str) -> Problem {
    Problem::new(Code::CredentialsFailed, format!("{host} did not say whether it accepts the token: {why}"))
        .hint("check the network and the server's address; nothing is known of the token by this")
}

/// The innermost reason of an error, which is the one that tells.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leaves_this_machine_only_encrypted() {
        for url in ["https://api.github.com/user", "http://127.0.0.1:8080/user", "http://localhost/user"] {
            assert!(address(url).is_ok(), "{url}");
        }
        for url in ["http://git.example.com/user", "ftp://127.0.0.1/", "https://", "nonsense"] {
            assert_eq!(address(url).unwrap_err().code, Code::Usage, "{url}");
        }
    }
}
