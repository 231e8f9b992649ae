//! The one window.

use futures::StreamExt;
use slipway_window::Session;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Emitter, Manager, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_window_state::{AppHandleExt, StateFlags};

const LABEL: &str = "main";
/// What is remembered of it. One that was hidden is shown when the program is started again.
pub(crate) const REMEMBERED: StateFlags = StateFlags::all().difference(StateFlags::VISIBLE);

/// Opens it, as large as it was. Its page begins with what lies ready for it, if anything does.
pub(crate) fn open(app: &AppHandle, ahead: Option<String>) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Slipway")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Started {
                window.state::<Session>().begin_page();
            }
        });
    if let Some(script) = ahead {
        window = window.initialization_script(script);
    }
    let window = window.build()?;
    let handle = app.clone();
    window.on_window_event(move |event| happened(&handle, event));
    Ok(())
}

/// Nothing from elsewhere is ever shown in the window.
fn is_own(url: &Url) -> bool {
    // The files in the program have a scheme of their own, and on Windows a name.
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

fn happened(app: &AppHandle, event: &WindowEvent) {
    let session = app.state::<Session>();
    match event {
        WindowEvent::CloseRequested { api, .. } if session.asks_to_close() => {
            api.prevent_close();
            // Where there is no page nobody is asked; what is executed goes on all the same.
            if !session.has_page() {
                hide(app);
            }
        }
        WindowEvent::Focused(focused) => {
            session.set_in_front(*focused);
            if !focused {
                remember(app);
            }
        }
        _ => {}
    }
}

/// Keeps where the window is and how large: the end of a program that is killed, as by the end of a desktop's session, is
/// no moment for that.
fn remember(app: &AppHandle) {
    // What is not kept now is kept another time.
    let _ = app.save_window_state(REMEMBERED);
}

/// Brings it to the front.
pub(crate) fn show(app: &AppHandle) {
    // A window that cannot be brought to the front is still there; one that was closed as something began is not.
    let _ = match app.get_webview_window(LABEL) {
        Some(window) => window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus()),
        None => open(app, None),
    };
}

/// Takes it away; the program goes on.
pub(crate) fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // One that cannot be hidden stays, and can be closed once nothing is under way.
        let _ = window.hide();
    }
}

/// Passes the session's events on to the window: all of them in one order, as over loopback. A channel of Tauri's would
/// have each piece above 8 kB fetched by a message of its own through the isolation frame, of a plugin that nothing else
/// needs.
pub(crate) fn pass_on(app: &AppHandle, session: &Session) {
    let (app, mut events) = (app.clone(), session.listen());
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.next().await {
            // A window that is gone misses nothing.
            let _ = app.emit_to(LABEL, "slipway", event);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_in_the_program_are_shown() {
        for (address, own) in [
            ("tauri://localhost/index.html#/board", true),
            ("http://tauri.localhost/", true),
            ("https://example.com/", false),
            ("http://tauri.localhost.example.com/", false),
            ("data:text/html,x", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(Url::parse(address).is_ok_and(|url| is_own(&url)), own, "{address}");
        }
    }
}
