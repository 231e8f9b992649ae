//! Declares every call of the window, so that none is allowed that the capabilities do not name.

use slipway_api::window::call::CALLS;
use tauri_build::{AppManifest, Attributes};

/// What the shell does beside the calls.
const OWN: [&str; 5] = ["choose_folder", "choose_file", "save_text", "close_window", "quit"];

fn main() {
    let names: Vec<&'static str> = CALLS.iter().map(|call| call.name).chain(OWN).collect();
    let manifest = AppManifest::new().commands(names.leak());
    if let Err(why) = tauri_build::try_build(Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={why:#}");
    }
}
