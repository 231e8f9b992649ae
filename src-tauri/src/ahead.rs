//! What every page asks first, answered while its window is still made: it lies in the page, and the way to the program and
//! back is not waited for.

use std::time::SystemTime;

use serde_json::{Value, json};
use slipway_window::Session;
use tokio::sync::oneshot::Receiver;

/// What the window draws nothing without.
const FIRST: [&str; 2] = ["settings", "board"];

/// Answers that are looked up.
pub(crate) struct Ahead(Receiver<Vec<(&'static str, Value)>>);

/// Begins to look them up.
pub(crate) fn begin(session: &Session) -> Ahead {
    let (done, answers) = tokio::sync::oneshot::channel();
    let session = session.clone();
    tauri::async_runtime::spawn(async move {
        let mut known = Vec::new();
        for name in FIRST {
            match slipway_window::call(&session, name, json!({})).await {
                Ok(answer) => known.push((name, answer)),
                // The page asks for itself then, and hears why not.
                Err(_) => return,
            }
        }
        // A window that is there already asks for itself.
        let _ = done.send(known);
    });
    Ahead(answers)
}

impl Ahead {
    /// What a page begins with: where it finds them (ui/src/host/tauri.ts), if they are there by now. None is waited for.
    pub(crate) fn script(mut self) -> Option<String> {
        let known = self.0.try_recv().ok()?;
        // A page that is loaded again finds them as well, and sees that they are old.
        let at =
            SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64());
        let ahead = json!({ "at": at, "known": known });
        Some(format!("window.__SLIPWAY_AHEAD__ = {ahead};"))
    }
}
