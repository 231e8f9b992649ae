//! Requests to the engine, each over a connection of its own.

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Duplex;
use tokio::task::JoinHandle;

/// An answer, and the task that drives its connection. Dropping it closes the connection.
pub(crate) struct Answer {
    pub(crate) response: Response<Incoming>,
    _driver: Driver,
}

struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends a request without a body.
///
/// # Errors
/// `EngineUnreachable` when the connection breaks, `EngineFailed` with the engine's sentence when it refuses.
pub(crate) async fn post(
    wire: Box<dyn Duplex>,
    path: &str,
    headers: &[(&'static str, String)],
) -> Result<Answer, Problem> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(wire)).await.map_err(lost)?;
    let driver = Driver(tokio::spawn(async move {
        let _ = connection.with_upgrades().await;
    }));
    let mut request = Request::builder().method(Method::POST).uri(path).header("Host", "docker");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.body(Full::new(Bytes::new())).map_err(|error| {
        Problem::new(Code::Internal, format!("A request to the engine could not be written: {error}."))
    })?;
    let response = sender.send_request(request).await.map_err(lost)?;
    if response.status().is_success() || response.status() == http::StatusCode::SWITCHING_PROTOCOLS {
        return Ok(Answer { response, _driver: driver });
    }
    Err(refused(response).await)
}

/// The problem of a connection that broke.
pub(crate) fn lost(error: impl std::fmt::Display) -> Problem {
    Problem::new(Code::EngineUnreachable, format!("The connection to the Docker Engine broke: {error}."))
}

async fn refused(response: Response<Incoming>) -> Problem {
    #[derive(Deserialize)]
    struct Said {
        message: String,
    }
    let status = response.status();
    let body = response.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let said = serde_json::from_slice::<Said>(&body).map(|said| said.message);
    let said = said.unwrap_or_else(|_| String::from_utf8_lossy(&body).trim().to_owned());
    Problem::new(Code::EngineFailed, format!("The Docker Engine refused the build ({status}): {said}."))
}
