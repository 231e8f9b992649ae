//! HTTP over dialled connections: many that are kept for reuse, or a single one that requests take in turn.

use std::sync::Arc;
use std::time::Duration;

use bollard::BollardRequest;
use bollard::errors::Error;
use futures::future::BoxFuture;
use http::{HeaderValue, Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::connection::Wire;
use crate::dial::Endpoint;

/// Idle connections are given back after this, before things between us and a host forget them.
const IDLE: Duration = Duration::from_secs(60);

type Body = <BollardRequest as RequestParts>::Body;
type Sent = BoxFuture<'static, Result<Response<Incoming>, Error>>;

trait RequestParts {
    type Body;
}

impl<B> RequestParts for http::Request<B> {
    type Body = B;
}

/// The way of requests to an engine.
pub(crate) fn transport(endpoint: Endpoint) -> impl Fn(BollardRequest) -> Sent + Send + Sync + 'static {
    let way: Arc<dyn Fn(BollardRequest) -> Sent + Send + Sync> =
        if endpoint.single() { single(endpoint) } else { pooled(endpoint) };
    move |mut request| {
        url_safe_login(&mut request);
        way(request)
    }
}

fn pooled(endpoint: Endpoint) -> Arc<dyn Fn(BollardRequest) -> Sent + Send + Sync> {
    let connector = tower::service_fn(move |_: Uri| {
        let endpoint = endpoint.clone();
        Box::pin(async move { endpoint.dial().await.map(Wire::new) })
    });
    let client: Client<_, Body> = Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .build(connector);
    Arc::new(move |request| {
        let sent = client.request(request);
        Box::pin(async move { sent.await.map_err(Error::from) })
    })
}

fn single(endpoint: Endpoint) -> Arc<dyn Fn(BollardRequest) -> Sent + Send + Sync> {
    let line = Arc::new(Mutex::new(Line { endpoint, open: None }));
    Arc::new(move |request| {
        let line = line.clone();
        Box::pin(async move { line.lock().await.send(request).await })
    })
}

/// A single connection. The next request waits until the answer before has been read to its end or dropped.
struct Line {
    endpoint: Endpoint,
    open: Option<Open>,
}

struct Open {
    sender: SendRequest<Body>,
    driver: JoinHandle<()>,
}

impl Line {
    async fn send(&mut self, request: BollardRequest) -> Result<Response<Incoming>, Error> {
        let usable = match &mut self.open {
            Some(open) => open.sender.ready().await.is_ok(),
            None => false,
        };
        if !usable {
            self.redial().await?;
        }
        match &mut self.open {
            Some(open) => open.sender.send_request(origin_form(request)).await.map_err(Error::from),
            None => Err(Error::RequestTimeoutError),
        }
    }

    /// The old connection is gone for certain before there is a new one, since the prefix may hold a lock.
    async fn redial(&mut self) -> Result<(), Error> {
        if let Some(old) = self.open.take() {
            drop(old.sender);
            let _ = old.driver.await;
        }
        let duplex = self.endpoint.dial().await.map_err(std::io::Error::other)?;
        let (sender, connection) = http1::handshake(Wire::new(duplex)).await?;
        let driver = tokio::spawn(async move {
            let _ = connection.with_upgrades().await;
        });
        self.open = Some(Open { sender, driver });
        Ok(())
    }
}

/// What the pooled client does by itself: the path alone in the first line, the host in a header.
fn origin_form(mut request: BollardRequest) -> BollardRequest {
    let path = request.uri().path_and_query().cloned();
    *request.uri_mut() = path.map(Uri::from).unwrap_or_default();
    request.headers_mut().entry(http::header::HOST).or_insert(HeaderValue::from_static("docker"));
    request
}

/// bollard writes the login in the alphabet of plain base64, while engines read the URL-safe one and take what
/// they cannot read for no login at all.
fn url_safe_login(request: &mut BollardRequest) {
    for name in ["x-registry-auth", "x-registry-config"] {
        let Some(value) = request.headers_mut().get_mut(name) else { continue };
        let safe: Vec<u8> = value
            .as_bytes()
            .iter()
            .map(|byte| match byte {
                b'+' => b'-',
                b'/' => b'_',
                byte => *byte,
            })
            .collect();
        if let Ok(mut safe) = HeaderValue::from_bytes(&safe) {
            safe.set_sensitive(true);
            *value = safe;
        }
    }
}
