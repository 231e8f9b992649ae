//! One program at a time for each folder of data: what is started again comes to the front of what runs.

use std::path::Path;

use slipway_domain::digest::Digest;
use tauri::Wry;
use tauri::plugin::TauriPlugin;

use crate::{links, window};

/// What sees to it. `identifier` is the program's own, `folder` the one that was asked for, if one was.
pub(crate) fn plugin(identifier: &str, folder: Option<&Path>) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(name(identifier, folder))
        .callback(|app, words, _| {
            window::show(app);
            links::follow_unreadable(app, words.into_iter().skip(1));
        })
        .build()
}

/// By which name a program is found. Another folder holds another ledger, so it has a window of its own; only on a
/// session bus, elsewhere there is one name for all.
fn name(identifier: &str, folder: Option<&Path>) -> String {
    let Some(folder) = folder else { return identifier.to_owned() };
    let place = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    // A part of such a name does not begin with a digit.
    format!("{identifier}.at-{}", Digest::of(place.as_os_str().as_encoded_bytes()).short())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "dev.slipway.desktop";

    #[test]
    fn a_folder_has_one_name_however_it_is_written_and_no_other_has_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let [src, same, icons] =
            ["src", "icons/../src", "icons"].map(|path| name(OWN, Some(&root.join(path))));
        assert_eq!((name(OWN, None).as_str(), &src), (OWN, &same));
        assert_ne!(src, icons);
        assert_ne!(src, OWN);
    }

    #[test]
    fn the_name_can_stand_on_a_bus() {
        let told = name(OWN, Some(Path::new("/不在/a b")));
        let is_part = |part: &str| {
            part.starts_with(|first: char| first.is_ascii_alphabetic())
                && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        };
        assert!(told.len() < 200 && told.split('.').all(is_part), "{told}");
    }
}
