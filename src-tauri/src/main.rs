//! The desktop shell: a window around the session, an icon in the tray, notifications, links from outside.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod ahead;
mod commands;
#[cfg(unix)]
mod ending;
mod links;
#[cfg(unix)]
mod login_shell;
mod notifications;
#[cfg(target_os = "linux")]
mod painting;
mod single;
mod tray;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use slipway_domain::problem::{Code, Problem};
use slipway_window::{Desktop, Session};
use tauri::{App, AppHandle, Manager, RunEvent};

use crate::ahead::Ahead;

fn main() -> ExitCode {
    slipway_window::guard_secrets();
    if let Some(code) = slipway_window::askpass_answer() {
        return ExitCode::from(code);
    }
    #[cfg(target_os = "linux")]
    painting::choose();
    #[cfg(unix)]
    login_shell::take_over();
    let folder = std::env::var_os("SLIPWAY_DATA_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let session = match tauri::async_runtime::block_on(Session::open(folder.clone())) {
        Ok(session) => session,
        Err(problem) => return fail(&problem),
    };
    let ahead = ahead::begin(&session);
    let context: tauri::Context<tauri::Wry> = tauri::generate_context!();
    let built = tauri::Builder::default()
        // First, so that a second program ends before it shows anything.
        .plugin(single::plugin(&context.config().identifier, folder.as_deref()))
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(window::REMEMBERED).build())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(move |app| set_up(app, session, ahead).map_err(Into::into))
        .build(context);
    match built {
        Ok(app) => {
            app.run(happened);
            ExitCode::SUCCESS
        }
        Err(why) => fail(&Problem { hint: None, ..Problem::new(Code::Internal, why.to_string()) }),
    }
}

fn set_up(app: &mut App, session: Session, ahead: Ahead) -> tauri::Result<()> {
    let desktop = Desktop::new(&session, sys_locale::get_locale());
    app.manage(session.clone());
    app.manage(desktop.clone());
    let app = app.handle();
    window::open(app, ahead.script())?;
    window::pass_on(app, &session);
    tray::begin(app, &desktop);
    notifications::begin(app, &desktop);
    links::begin(app);
    #[cfg(unix)]
    ending::begin(app);
    Ok(())
}

fn happened(app: &AppHandle, event: RunEvent) {
    match event {
        // The person wants it to end, by a key or because the desktop does; `code` is there where the program does.
        RunEvent::ExitRequested { api, code: None, .. } if app.state::<Session>().asks_to_end() => {
            api.prevent_exit();
            window::show(app);
        }
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        RunEvent::Exit => {
            tray::remove(app);
            tauri::async_runtime::block_on(app.state::<Session>().end());
        }
        _ => {}
    }
}

/// Says why there is no window: on the terminal, and on the desktop to whoever has none.
#[allow(clippy::print_stderr)]
fn fail(problem: &Problem) -> ExitCode {
    let told = slipway_window::not_started(problem, sys_locale::get_locale().as_deref());
    eprintln!("slipway-desktop: {}", told.body);
    notifications::tell(&told.title, &told.body);
    ExitCode::FAILURE
}
