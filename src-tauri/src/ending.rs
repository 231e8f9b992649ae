//! Told by a signal to end, as at the end of a desktop's session, the program ends as when a person quits it: nothing is
//! left in the tray, and no shell in a container.

use std::process::exit;

use tauri::AppHandle;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Waits for such a signal. One that cannot be waited for ends the program at once.
pub(crate) fn begin(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
        let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) else { return };
        either(&mut terminate, &mut interrupt).await;
        app.exit(0);
        // Whoever says so again waits for nothing.
        either(&mut terminate, &mut interrupt).await;
        exit(1);
    });
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}
