//! The desktop shell: a window around the session, an icon in the tray, links from outside.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod links;
mod tray;
mod window;

use std::path::PathBuf;

use slipway_window::Session;
use tauri::{App, Manager, RunEvent};
use tauri_plugin_deep_link::DeepLinkExt;

fn main() {
    let built = tauri::Builder::default()
        // First, so that a second program ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, _| {
            window::show(app);
            links::follow(app, words.iter().map(String::as_str));
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(|app| set_up(app).map_err(Into::into))
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|app, event| {
            if let RunEvent::Exit = event {
                tray::remove(app);
            }
        }),
        Err(why) => fail(&why.to_string()),
    }
}

fn set_up(app: &mut App) -> Result<(), String> {
    let told = std::env::var_os("SLIPWAY_DATA_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let session = tauri::async_runtime::block_on(Session::open(told)).map_err(|problem| problem.message)?;
    app.manage(session.clone());
    window::open(app.handle()).map_err(|why| why.to_string())?;
    tray::put(app.handle()).map_err(|why| why.to_string())?;
    window::pass_on(app.handle(), &session);
    let handle = app.handle().clone();
    app.deep_link().on_open_url(move |event| {
        window::show(&handle);
        links::follow(&handle, event.urls().iter().map(|url| url.as_str()));
    });
    links::follow(app.handle(), std::env::args().skip(1).collect::<Vec<_>>().iter().map(String::as_str));
    Ok(())
}

/// Says on the terminal why there is no window.
#[allow(clippy::print_stderr)]
fn fail(why: &str) {
    eprintln!("slipway-desktop: {why}");
    std::process::exit(1);
}
