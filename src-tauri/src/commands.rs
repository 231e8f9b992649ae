//! The calls of the window as commands, and what only a desktop can do.

use serde_json::Value;
use slipway_api::error::ErrorDocument;
use slipway_domain::problem::{Code, Problem};
use slipway_window::Session;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use crate::window;

/// What a command comes to: a document, or the document of an error.
type Answered<T> = Result<T, Value>;

fn refused(problem: &Problem) -> Value {
    serde_json::to_value(ErrorDocument::from(problem)).unwrap_or_default()
}

macro_rules! calls {
    ($($name:ident),* $(,)?) => {
        $(#[tauri::command]
        async fn $name(session: State<'_, Session>, args: Value) -> Answered<Value> {
            slipway_window::call(&session, stringify!($name), args).await.map_err(|problem| refused(&problem))
        })*

        /// Those that are served, to compare with the list of calls.
        #[cfg(test)]
        const SERVED: &[&str] = &[$(stringify!($name)),*];

        /// Serves every call.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name,)* choose_folder, choose_file, save_text, close_window, quit]
        }
    };
}

calls! {
    projects,
    board,
    environment,
    activity,
    untold,
    operation,
    log,
    search_log,
    save_log,
    images,
    compare,
    repositories,
    plan,
    settings,
    docker,
    about,
    inspect_folder,
    check_draft,
    check_draft_hosts,
    credentials,
    keychain,
    check_credential,
    look_at_key,
    find_credentials,
    held_credentials,
    laptop_credentials,
    questions,
    look,
    carry_out,
    run,
    answer_plan,
    cancel,
    resume,
    take_over,
    restart,
    set_rule,
    container_logs,
    shell,
    stream,
    add_project,
    remove_project,
    add_credential,
    rotate_credential,
    remove_credential,
    test_credential,
    test_credentials,
    try_credential,
    import_credentials,
    unlock_keychain,
    answer_question,
    choose,
    showing,
}

/// Asks for a folder; `None` where none was chosen.
#[tauri::command]
async fn choose_folder(app: AppHandle) -> Answered<Option<String>> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_folder(move |folder| drop(chosen.send(folder)));
    Ok(answer.await.ok().flatten().map(|folder| folder.to_string()))
}

/// Asks for a file; `None` where none was chosen. Only its path goes to the page: what is in it is read here.
#[tauri::command]
async fn choose_file(app: AppHandle) -> Answered<Option<String>> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_file(move |file| drop(chosen.send(file)));
    Ok(answer.await.ok().flatten().map(|file| file.to_string()))
}

/// Asks where a text is to be kept, and keeps it there.
#[tauri::command]
async fn save_text(app: AppHandle, name: String, text: String) -> Answered<()> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(name).save_file(move |file| drop(chosen.send(file)));
    let Some(file) = answer.await.ok().flatten().and_then(|file| file.into_path().ok()) else {
        return Ok(());
    };
    tokio::fs::write(&file, text).await.map_err(|why| {
        let message = format!("{} cannot be written: {why}", file.display());
        refused(&Problem::new(Code::FileFailed, message))
    })
}

/// Closes the window. What is executed goes on in the tray.
#[tauri::command]
async fn close_window(app: AppHandle) -> Answered<()> {
    window::hide(&app);
    Ok(())
}

/// Ends the program, also in the middle of what it executes: whoever is asked is told what that means.
#[tauri::command]
async fn quit(app: AppHandle) -> Answered<()> {
    app.exit(0);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What the page hears by.
    const LISTENING: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];

    #[test]
    fn every_call_of_the_list_is_a_command() {
        let listed: Vec<&str> = slipway_api::window::call::CALLS.iter().map(|call| call.name).collect();
        assert_eq!(SERVED, listed);
    }

    #[test]
    fn the_window_may_do_what_is_served_and_nothing_else() {
        let capability: Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let permissions = capability["permissions"].as_array().unwrap().iter();
        let allowed: BTreeSet<&str> = permissions.filter_map(Value::as_str).collect();
        let served =
            SERVED.iter().chain(&["choose_folder", "choose_file", "save_text", "close_window", "quit"]);
        let named: Vec<String> = served.map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        let wanted: BTreeSet<&str> = named.iter().map(String::as_str).chain(LISTENING).collect();
        assert_eq!(allowed, wanted);
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        assert_eq!(capability.get("remote"), None, "no page from elsewhere may do anything");
    }
}
