//! One request and its answer.

use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Method, StatusCode, Url};

use crate::authorization::Authorization;
use crate::transport::Cause;

/// The largest answer that is taken, in bytes. Registries refuse manifests above 4 MiB; lists of tags and
/// configurations with a long history may be larger.
const LARGEST: usize = 32 << 20;

/// A request, ready to be sent more than once.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// GET, HEAD, PUT, DELETE or POST.
    pub method: Method,
    /// Where to.
    pub url: Url,
    /// The media types that are wanted.
    pub accept: Option<&'static str>,
    /// The media type of the body, and the body.
    pub body: Option<(String, Bytes)>,
}

impl Ask {
    /// A request without a body.
    pub fn new(method: Method, url: Url) -> Self {
        Self { method, url, accept: None, body: None }
    }
}

/// An answer, whatever its status.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The host that answered after a redirect, when it is another than the one that was asked.
    pub elsewhere: Option<String>,
}

impl Answer {
    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Sends a request once and takes the whole answer.
pub(crate) async fn exchange(
    client: &Client,
    ask: &Ask,
    authorization: &Authorization,
) -> Result<Answer, Cause> {
    let mut request = client.request(ask.method.clone(), ask.url.clone());
    if let Some(accept) = ask.accept {
        request = request.header(ACCEPT, accept);
    }
    if let Some(value) = authorization.header() {
        request = request.header(AUTHORIZATION, value);
    }
    if let Some((media_type, body)) = &ask.body {
        request = request.header(CONTENT_TYPE, media_type).body(body.clone());
    }
    let mut response = request.send().await?;
    let mut body = BytesMut::new();
    while let Some(piece) = response.chunk().await? {
        if body.len() + piece.len() > LARGEST {
            return Err(Cause::TooLarge(LARGEST));
        }
        body.extend_from_slice(&piece);
    }
    let answered_by = response.url().host_str().map(str::to_owned);
    Ok(Answer {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
        body: body.freeze(),
        elsewhere: answered_by.filter(|host| Some(host.as_str()) != ask.url.host_str()),
    })
}
