//! The icon in the tray: how everything stands, what was done last, the way back to the window, and out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use futures::StreamExt;
use slipway_window::{Desktop, Session, Tray, TrayEntry, marked};
use tauri::image::Image;
use tauri::menu::{IsMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager, Wry};

use crate::window;

const ID: &str = "slipway";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Puts it there, and draws it anew whenever something changes.
pub(crate) fn begin(app: &AppHandle, desktop: &Desktop) {
    let Some(menu) = put(app) else { return };
    let (app, desktop) = (app.clone(), desktop.clone());
    tauri::async_runtime::spawn(async move {
        let mut trays = desktop.trays();
        while let Some(tray) = trays.next().await {
            // What cannot be drawn now is drawn with the next change.
            let _ = draw(&app, &menu, &tray);
        }
    });
}

/// The menu of the icon, if there is a tray. Where the library is missing that draws one, whoever looks for it panics;
/// the window does without a tray as well, and starting Slipway again brings it back.
fn put(app: &AppHandle) -> Option<Menu<Wry>> {
    let menu = Menu::new(app).ok()?;
    let mut icon = TrayIconBuilder::with_id(ID).menu(&menu).tooltip("Slipway").on_menu_event(pressed);
    if let Some(image) = app.default_window_icon() {
        icon = icon.icon(image.clone());
    }
    matches!(catch_unwind(AssertUnwindSafe(|| icon.build(app))), Ok(Ok(_))).then_some(menu)
}

fn pressed(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::show(app),
        QUIT => quit(app),
        other => {
            if let Some((_, path)) = other.split_once(' ') {
                app.state::<Session>().show(path.to_owned());
                window::show(app);
            }
        }
    }
}

/// Ends the program, unless something is under way: then the window asks, and may end it all the same.
fn quit(app: &AppHandle) {
    if app.state::<Session>().asks_to_end() {
        window::show(app);
    } else {
        app.exit(0);
    }
}

fn draw(app: &AppHandle, menu: &Menu<Wry>, tray: &Tray) -> tauri::Result<()> {
    fill(app, menu, tray)?;
    let Some(icon) = app.tray_by_id(ID) else { return Ok(()) };
    icon.set_tooltip(Some(format!("Slipway: {}", tray.said)))?;
    if let Some(image) = app.default_window_icon() {
        let (width, height) = (image.width(), image.height());
        icon.set_icon(Some(Image::new_owned(marked(image.rgba(), width, tray.state), width, height)))?;
    }
    Ok(())
}

/// Not every desktop takes another menu once there is one, so this one is emptied and filled.
fn fill(app: &AppHandle, menu: &Menu<Wry>, tray: &Tray) -> tauri::Result<()> {
    for item in menu.items()? {
        menu.remove(&item)?;
    }
    menu.append(&item(app, "state", &tray.said, false)?)?;
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    for (at, one) in tray.entries.iter().enumerate() {
        menu.append(&*entry(app, at, one)?)?;
    }
    if !tray.entries.is_empty() {
        menu.append(&PredefinedMenuItem::separator(app)?)?;
    }
    menu.append(&item(app, OPEN, &tray.open, true)?)?;
    menu.append(&item(app, QUIT, &tray.quit, true)?)
}

/// An operation: what it leads to, or a menu of that where it leads to more than one thing.
fn entry(app: &AppHandle, at: usize, entry: &TrayEntry) -> tauri::Result<Box<dyn IsMenuItem<Wry>>> {
    if let [lead] = entry.leads.as_slice() {
        return Ok(Box::new(item(app, &format!("{at} {}", lead.path), &entry.said, true)?));
    }
    let below = Submenu::new(app, letters(&entry.said), true)?;
    for lead in &entry.leads {
        below.append(&item(app, &format!("{at} {}", lead.path), &lead.word, true)?)?;
    }
    Ok(Box::new(below))
}

fn item(app: &AppHandle, id: &str, word: &str, enabled: bool) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, id, letters(word), enabled, None::<&str>)
}

/// An ampersand would make a key of what follows it.
fn letters(word: &str) -> String {
    word.replace('&', "&&")
}

/// Takes it away.
pub(crate) fn remove(app: &AppHandle) {
    app.remove_tray_by_id(ID);
}
