//! Desktop notifications, and where pressing them leads.

use futures::StreamExt;
use notify_rust::{Notification, Timeout};
use slipway_window::{Desktop, Notice, Session};
use tauri::{AppHandle, Manager};

use crate::window;

/// What the desktop calls a press on the notification itself.
const ITSELF: &str = "default";
/// The program's name among desktop entries and icons.
const ENTRY: &str = "slipway-desktop";

/// Shows every notification as it is due.
pub(crate) fn begin(app: &AppHandle, desktop: &Desktop) {
    let (app, desktop) = (app.clone(), desktop.clone());
    tauri::async_runtime::spawn(async move {
        let mut notices = desktop.notices();
        while let Some(notice) = notices.next().await {
            show(&app, notice);
        }
    });
}

/// Shows one. A thread waits until it is pressed or gone.
pub(crate) fn show(app: &AppHandle, notice: Notice) {
    let app = app.clone();
    std::thread::spawn(move || {
        // Without a desktop that takes notifications nobody is told; the window shows the same.
        let Ok(shown) = of(&notice).show() else { return };
        shown.wait_for_action(|pressed| {
            if let Some(path) = path(&notice, pressed) {
                app.state::<Session>().show(path);
                window::show(&app);
            }
        });
    });
}

/// Tells why there is no window, and waits for nobody.
pub(crate) fn tell(title: &str, body: &str) {
    // Whoever started the program in a terminal reads it there.
    let _ = Notification::new().appname("Slipway").icon(ENTRY).summary(title).body(&plain(body)).show();
}

fn of(notice: &Notice) -> Notification {
    let mut told = Notification::new();
    told.appname("Slipway").icon(ENTRY).summary(&notice.title).body(&plain(&notice.body));
    told.timeout(if notice.stays { Timeout::Never } else { Timeout::Default });
    #[cfg(all(unix, not(target_os = "macos")))]
    told.hint(notify_rust::Hint::DesktopEntry(ENTRY.to_owned()));
    if let Some(first) = notice.buttons.first().filter(|_| notice.leads.is_some()) {
        told.action(ITSELF, &first.word);
    }
    for (at, button) in notice.buttons.iter().enumerate() {
        told.action(&at.to_string(), &button.word);
    }
    told
}

/// Where what was pressed leads; nowhere where the notification went by itself.
fn path(notice: &Notice, pressed: &str) -> Option<String> {
    if pressed == ITSELF {
        return notice.leads.clone();
    }
    let at: usize = pressed.parse().ok()?;
    notice.buttons.get(at).map(|button| button.path.clone())
}

/// A text that stays a text: where the desktop reads marks, as letters.
fn plain(text: &str) -> String {
    if reads_marks() { as_letters(text) } else { text.to_owned() }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn reads_marks() -> bool {
    notify_rust::get_capabilities().is_ok_and(|can| can.iter().any(|one| one == "body-markup"))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn reads_marks() -> bool {
    false
}

fn as_letters(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use slipway_window::Lead;

    use super::*;

    #[test]
    fn what_is_pressed_leads_where_it_says() {
        let button = |word: &str, path: &str| Lead { word: word.into(), path: path.into() };
        let notice = Notice {
            title: "recipes: sandbox runs 0.1.48".into(),
            body: String::new(),
            leads: Some("/operations/recipes/0199".into()),
            buttons: vec![button("Show it", "/operations/recipes/0199"), button("Roll back", "/plan")],
            stays: false,
        };
        assert_eq!(path(&notice, "default").as_deref(), Some("/operations/recipes/0199"));
        assert_eq!(path(&notice, "1").as_deref(), Some("/plan"));
        for gone in ["__closed", "2", "", "-1"] {
            assert_eq!(path(&notice, gone), None, "{gone}");
        }
    }

    #[test]
    fn a_line_with_marks_stays_a_line() {
        assert_eq!(as_letters("<img src=x> & co"), "&lt;img src=x&gt; &amp; co");
    }
}
