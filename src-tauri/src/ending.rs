//! Told by a signal to end, as at the end of a desktop's session, the program ends as when a person quits it: nothing is
//! left in the tray, and no shell in a container.

use tauri::AppHandle;
use tokio::signal::unix::{SignalKind, signal};

/// Waits for such a signal. One that cannot be waited for ends the program at once.
pub(crate) fn begin(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
        let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) else { return };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        app.exit(0);
    });
}
