//! HTTP over dialled connections: many that are kept for reuse, few where one is dear, or a single one that
//! requests take in turn.

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
use tokio::time::Instant;

use crate::connection::Wire;
use crate::dial::Endpoint;

/// Idle connections are given back after this, before things between us and a host forget them.
const IDLE: Duration = Duration::from_secs(60);
/// How long a connection that is busy is waited for before another is made.
const MOMENT: Duration = Duration::from_millis(40);

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
    let way: Arc<dyn Fn(BollardRequest) -> Sent + Send + Sync> = match endpoint.single() {
        true => single(endpoint),
        false if endpoint.far() => few(endpoint),
        false => pooled(endpoint),
    };
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

fn few(endpoint: Endpoint) -> Arc<dyn Fn(BollardRequest) -> Sent + Send + Sync> {
    let few = Arc::new(Few { endpoint, open: Mutex::default() });
    Arc::new(move |request| {
        let few = few.clone();
        Box::pin(async move { few.send(request).await })
    })
}

/// Connections of which each takes one request at a time. hyper's own pool makes a further one as soon as the last
/// has not quite ended its answer.
struct Few {
    endpoint: Endpoint,
    open: Mutex<Vec<Kept>>,
}

struct Kept {
    sender: SendRequest<Body>,
    used: Instant,
}

impl Few {
    async fn send(&self, request: BollardRequest) -> Result<Response<Incoming>, Error> {
        let mut request = origin_form(request);
        loop {
            let (mut kept, is_new) = match self.free().await {
                Some(kept) => (kept, false),
                None => (self.dial().await?, true),
            };
            let sent = kept.sender.try_send_request(request);
            kept.used = Instant::now();
            self.open.lock().await.push(kept);
            let mut failed = match sent.await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            // A connection that was kept may have ended just now: then nothing of the request was sent.
            match failed.take_message() {
                Some(again) if !is_new => request = again,
                _ => return Err(failed.into_error().into()),
            }
        }
    }

    /// A connection that is free now or in a moment.
    async fn free(&self) -> Option<Kept> {
        let until = Instant::now() + MOMENT;
        loop {
            {
                let mut open = self.open.lock().await;
                open.retain(|kept| !kept.sender.is_closed() && kept.used.elapsed() < IDLE);
                if let Some(at) = open.iter().position(|kept| kept.sender.is_ready()) {
                    return Some(open.swap_remove(at));
                }
                if open.is_empty() || Instant::now() >= until {
                    return None;
                }
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn dial(&self) -> Result<Kept, Error> {
        let duplex = self.endpoint.dial().await.map_err(std::io::Error::other)?;
        let (sender, connection) = http1::handshake(Wire::new(duplex)).await?;
        tokio::spawn(connection.with_upgrades());
        Ok(Kept { sender, used: Instant::now() })
    }
}

fn single(endpoint: Endpoint) -> Arc<dyn Fn(BollardRequest) -> Sent + Send + Sync> {
    let single = Arc::new(Mutex::new(Single { endpoint, open: None }));
    Arc::new(move |request| {
        let single = single.clone();
        Box::pin(async move { single.lock().await.send(request).await })
    })
}

/// A single connection. The next request waits until the answer before has been read to its end or dropped.
struct Single {
    endpoint: Endpoint,
    open: Option<Open>,
}

struct Open {
    sender: SendRequest<Body>,
    driver: JoinHandle<()>,
}

impl Single {
    async fn send(&mut self, request: BollardRequest) -> Result<Response<Incoming>, Error> {
        let mut request = origin_form(request);
        loop {
            let usable = match &mut self.open {
                Some(open) => open.sender.ready().await.is_ok(),
                None => false,
            };
            if !usable {
                self.redial().await?;
            }
            let Some(open) = &mut self.open else { return Err(Error::RequestTimeoutError) };
            let mut failed = match open.sender.try_send_request(request).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            match failed.take_message() {
                Some(again) if usable => request = again,
                _ => return Err(failed.into_error().into()),
            }
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
