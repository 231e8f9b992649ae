//! Serves the window to a browser on this machine: calls over HTTP, events as server-sent events.
//!
//! Who does not know the token is refused, and so is a page of another origin: the calls do what a person at the
//! desktop could do.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as InPath, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::{Stream, StreamExt};
use serde::Deserialize;
use slipway_api::error::ErrorDocument;
use slipway_domain::problem::{Code, Problem};
use slipway_window::Session;
use tower_http::services::ServeDir;

struct Served {
    session: Session,
    token: String,
}

/// The routes: `/call/NAME`, `/events`, and the files of the window.
pub fn routes(session: Session, token: String, files: &Path) -> Router {
    Router::new()
        .route("/call/{name}", post(call))
        .route("/events", get(events))
        .with_state(Arc::new(Served { session, token }))
        .fallback_service(ServeDir::new(files))
        .layer(middleware::from_fn(only_here))
}

/// Refuses whoever reaches this server under another name than loopback's: a page elsewhere whose name was made to
/// point here.
async fn only_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if matches!(name, "127.0.0.1" | "localhost" | "[::1]") {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

async fn call(
    State(served): State<Arc<Served>>,
    InPath(name): InPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let said = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if said.strip_prefix("Bearer ") != Some(served.token.as_str()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let answered = match serde_json::from_slice(&body) {
        Ok(args) => slipway_window::call(&served.session, &name, args).await,
        Err(why) => Err(Problem::new(Code::Usage, format!("the arguments are no JSON: {why}"))),
    };
    match answered {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(problem) => json(StatusCode::UNPROCESSABLE_ENTITY, &ErrorDocument::from(&problem)),
    }
}

fn json(status: StatusCode, document: &impl serde::Serialize) -> Response {
    let text = serde_json::to_vec(document).unwrap_or_default();
    (status, [(CONTENT_TYPE, "application/json")], text).into_response()
}

#[derive(Deserialize)]
struct Token {
    token: String,
}

async fn events(State(served): State<Arc<Served>>, Query(said): Query<Token>) -> Response {
    if said.token != served.token {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Sse::new(told(&served.session)).keep_alive(KeepAlive::default()).into_response()
}

/// Every event.
fn told(session: &Session) -> impl Stream<Item = Result<Sent, Infallible>> + use<> {
    let events = session.listen();
    events.filter_map(|event| futures::future::ready(Sent::default().json_data(event).ok())).map(Ok)
}
