//! The icon in the tray: the way back to the window, and out.

use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Wry};

use crate::window;

const ID: &str = "slipway";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Puts it there.
pub(crate) fn put(app: &AppHandle) -> tauri::Result<()> {
    let mut icon = TrayIconBuilder::with_id(ID).menu(&menu(app)?).tooltip("Slipway").on_menu_event(|app, event| {
        match event.id().as_ref() {
            OPEN => window::show(app),
            QUIT => app.exit(0),
            _ => {}
        }
    });
    if let Some(image) = app.default_window_icon() {
        icon = icon.icon(image.clone());
    }
    icon.build(app).map(drop)
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let open = MenuItem::with_id(app, OPEN, "Open Slipway", true, None::<&str>)?;
    let quit = MenuItem::with_id(app, QUIT, "Quit", true, None::<&str>)?;
    Menu::with_items(app, &[&open, &PredefinedMenuItem::separator(app)?, &quit])
}

/// Takes it away.
pub(crate) fn remove(app: &AppHandle) {
    app.remove_tray_by_id(ID);
}
