//! Notifications of this laptop's desktop.

use std::process::{Command, Stdio};
use std::time::Duration;

use notify_rust::{Notification, Timeout};
use serde_json::Value;
use slipway_engine::ports::Undelivered;
use tokio::sync::oneshot;

/// What the desktop calls a press on the notification itself.
const ITSELF: &str = "default";
/// The program's name among desktop entries and icons.
const ENTRY: &str = "slipway-desktop";
/// How long a desktop may take to show one.
const LIMIT: Duration = Duration::from_secs(5);

/// Variables that what opens a link needs.
const VARIABLES: [&str; 12] = [
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "DBUS_SESSION_BUS_ADDRESS",
    "SYSTEMROOT",
];

/// Shows a notification. A press on it opens its link, as long as this program runs.
pub(crate) async fn show(body: &Value) -> Result<Value, Undelivered> {
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    let (title, line, open) = (text("title"), text("body"), text("open"));
    let link = body["link"].as_str().map(str::to_owned);
    let stays = body["stays"] == true;
    let (tell, told) = oneshot::channel();
    // The desktop is asked, and a press waited for, on a thread of its own: both block.
    std::thread::spawn(move || {
        let mut notice = Notification::new();
        notice.appname("Slipway").icon(ENTRY).summary(&title).body(&plain(&line));
        notice.timeout(if stays { Timeout::Never } else { Timeout::Default });
        #[cfg(all(unix, not(target_os = "macos")))]
        notice.hint(notify_rust::Hint::DesktopEntry(ENTRY.to_owned()));
        if link.is_some() {
            notice.action(ITSELF, &open);
        }
        match notice.show() {
            Err(error) => {
                let _ = tell.send(Err(error.to_string()));
            }
            Ok(shown) => {
                let _ = tell.send(Ok(()));
                let Some(link) = link else { return };
                shown.wait_for_action(|pressed| {
                    if pressed == ITSELF {
                        follow(&link);
                    }
                });
            }
        }
    });
    match tokio::time::timeout(LIMIT, told).await {
        Ok(Ok(Ok(()))) => Ok(Value::Null),
        Ok(Ok(Err(why))) => Err(later(format!("the desktop shows no notifications: {why}"))),
        Ok(Err(_)) | Err(_) => Err(later("the desktop did not answer in time".to_owned())),
    }
}

fn later(why: String) -> Undelivered {
    Undelivered::Later { why, after: None }
}

/// Opens a link in the program that the desktop has for it, and waits until what opens it has ended: nobody else would
/// take its end up, in a program that may run for days.
fn follow(link: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let kept = VARIABLES.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)));
    let mut command = Command::new(program);
    command.arg(link).env_clear().envs(kept);
    // Where nothing opens it, the notification has said what there was to say.
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// A text that stays a text: where the desktop reads marks, as letters.
fn plain(text: &str) -> String {
    if reads_marks() {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn reads_marks() -> bool {
    notify_rust::get_capabilities().is_ok_and(|can| can.iter().any(|one| one == "body-markup"))
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn reads_marks() -> bool {
    false
}
