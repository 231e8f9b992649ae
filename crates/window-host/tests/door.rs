//! Who may speak to the window's host.
#![allow(clippy::unwrap_used)]

use axum::body::Body;
use axum::http::{Method, Request};
use slipway_window::Session;
use slipway_window_host::routes;
use tower::ServiceExt;

struct Door {
    folder: tempfile::TempDir,
    session: Session,
}

impl Door {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        Self { folder, session }
    }

    /// The status of a request that comes by that name.
    async fn knock(&self, host: &str, token: Option<&str>, (method, path): (Method, &str)) -> u16 {
        let mut request = Request::builder().method(method).uri(path).header("host", host);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let router = routes(self.session.clone(), "right".into(), self.folder.path());
        let answer = router.oneshot(request.body(Body::from("{}")).unwrap()).await.unwrap();
        answer.status().as_u16()
    }
}

#[tokio::test]
async fn who_does_not_know_the_token_is_refused() {
    let door = Door::new().await;
    let call = || (Method::POST, "/call/projects");
    assert_eq!(door.knock("127.0.0.1:1", Some("right"), call()).await, 200);
    for token in [None, Some("wrong"), Some("")] {
        assert_eq!(door.knock("127.0.0.1:1", token, call()).await, 401, "{token:?}");
    }
    for (path, status) in [("/events?token=right", 200), ("/events?token=wrong", 401), ("/events", 400)] {
        assert_eq!(door.knock("localhost:1", None, (Method::GET, path)).await, status, "{path}");
    }
}

#[tokio::test]
async fn who_comes_by_another_name_than_this_machine_s_is_refused() {
    let door = Door::new().await;
    for host in ["evil.example", "evil.example:1", "127.0.0.1.evil.example", ""] {
        for path in ["/call/projects", "/events?token=right", "/"] {
            let method = if path.starts_with("/call") { Method::POST } else { Method::GET };
            assert_eq!(door.knock(host, Some("right"), (method, path)).await, 403, "{host} {path}");
        }
    }
    assert_eq!(door.knock("[::1]:1", Some("right"), (Method::POST, "/call/projects")).await, 200);
}
