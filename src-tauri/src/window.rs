//! The one window.

use futures::StreamExt;
use slipway_window::Session;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

const LABEL: &str = "main";

/// Opens it, as large as it was.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Slipway")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Started {
                window.state::<Session>().begin_page();
            }
        })
        .build()?;
    let handle = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && handle.state::<Session>().executing() > 0
        {
            api.prevent_close();
            ask_to_close(&handle);
        }
    });
    Ok(())
}

/// Brings it to the front.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window that cannot be brought to the front is still there.
        let _ = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    }
}

/// Something is under way: the window goes, and the work goes on in the tray, or the window stays.
fn ask_to_close(app: &AppHandle) {
    use tauri_plugin_dialog::{DialogExt, MessageDialogButtons};
    let count = app.state::<Session>().executing();
    let what = if count == 1 { "An operation is" } else { "Operations are" };
    let handle = app.clone();
    app.dialog()
        .message(format!("{what} under way. It goes on in the tray when the window is closed."))
        .title("Slipway")
        .buttons(MessageDialogButtons::OkCancelCustom("Close the window".into(), "Keep it open".into()))
        .show(move |close| {
            if let Some(window) = handle.get_webview_window(LABEL).filter(|_| close) {
                let _ = window.hide();
            }
        });
}

/// Passes the session's events on to the window.
pub(crate) fn pass_on(app: &AppHandle, session: &Session) {
    let (app, mut events) = (app.clone(), session.listen());
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.next().await {
            let _ = app.emit_to(LABEL, "slipway", event);
        }
    });
}
