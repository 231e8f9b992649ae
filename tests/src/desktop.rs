//! A desktop at the scene's laptop: a display with a window manager, a session bus, a daemon that shows notifications.
//! On it runs the real window.

mod driver;

use std::time::{Duration, Instant};

use slipway_testkit::{Finished, Running, start};

pub use self::driver::Driven;
use crate::scene::Scene;

/// How long something may take that another program does.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// What has to be installed, and what would be left out without it.
const PROGRAMS: [&str; 7] =
    ["Xvfb", "openbox", "wmctrl", "xdotool", "dbus-run-session", "dunstctl", "WebKitWebDriver"];
/// Where everything on the desktop finds it.
const AROUND: &str = "export DISPLAY=:7 XDG_RUNTIME_DIR=$HOME/run NO_AT_BRIDGE=1 GTK_USE_PORTAL=0 \
    DBUS_SESSION_BUS_ADDRESS=$(cat $HOME/bus 2>/dev/null);";
/// Puts up the display, the bus, the window manager and the daemon, and stays with them.
const PUT_UP: &str = r#"
set -e
mkdir -p -m 700 "$HOME/run" "$HOME/.config/dunst"
printf '#!/bin/sh\nprintf "%%s\\t%%s\\n" "$2" "$3" >> "$HOME/told"\n' > "$HOME/tell"
chmod 755 "$HOME/tell"
: > "$HOME/told"
printf '[global]\n    markup = full\n    idle_threshold = 0\n[every]\n    summary = "*"\n    script = %s\n' \
  "$HOME/tell" > "$HOME/.config/dunst/dunstrc"
export DISPLAY=:7 XDG_RUNTIME_DIR="$HOME/run" NO_AT_BRIDGE=1
Xvfb :7 -screen 0 1440x900x24 -nolisten tcp > "$HOME/display.log" 2>&1 &
until [ -S /tmp/.X11-unix/X7 ]; do sleep 0.05; done
exec dbus-run-session -- sh -c '
  openbox > "$HOME/openbox.log" 2>&1 &
  dunst -config "$HOME/.config/dunst/dunstrc" > "$HOME/dunst.log" 2>&1 &
  until dunstctl count > /dev/null 2>&1; do sleep 0.05; done
  printf %s "$DBUS_SESSION_BUS_ADDRESS" > "$HOME/bus"
  echo ready
  wait
'
"#;

/// A desktop that stands until it is dropped.
pub struct Desktop<'s> {
    scene: &'s Scene,
    _session: Running,
}

impl<'s> Desktop<'s> {
    /// Puts it up; `None`, with a sentence, where the machine lacks what it is made of.
    pub fn on(scene: &'s Scene, what: &str) -> Option<Self> {
        let lacking = lacking(scene);
        if !lacking.is_empty() {
            slipway_testkit::leave_out(
                what,
                &format!("It needs {}, which cannot be found.", lacking.join(", ")),
            );
            return None;
        }
        let session = start(scene.laptop.shell(PUT_UP)).expect("a desktop");
        until("the desktop stands", || session.stdout_so_far().contains("ready"));
        Some(Self { scene, _session: session })
    }

    /// Opens the window, as a person does from a menu.
    pub fn open(&self) -> Driven<'_> {
        Driven::open(self, "")
    }

    /// The same, with a variable that its program is started with.
    pub fn open_with(&self, name: &str, value: &str) -> Driven<'_> {
        Driven::open(self, &format!("export {name}='{value}';"))
    }

    /// Runs shell text on the desktop, whatever comes of it.
    pub fn sh(&self, text: &str) -> Finished {
        self.scene.laptop.sh(&format!("{AROUND} {text}")).expect("a shell")
    }

    /// Presses a link somewhere outside of the window. It starts a second program, which has to end.
    pub fn follow(&self, link: &str) {
        let program = self.scene.laptop.beside("slipway-desktop");
        let ended = self.sh(&format!("timeout 60 {} '{link}'", program.display()));
        assert_eq!(ended.code, 0, "a second program hands the link over and ends: {}", ended.describe());
    }

    /// Types a folder into the dialog that asks for one, and takes it.
    pub fn choose_folder(&self, folder: &str) {
        let windows = || self.sh("wmctrl -l").stdout.lines().count();
        until("a dialog asks for a folder", || windows() > 1);
        // A dialog that has just come may not take keys yet; what was typed then is typed over.
        until("the dialog takes the folder", || {
            // The first Return takes what the dialog would complete it to, the second one the folder.
            let typed = format!(
                "sleep 1; xdotool key ctrl+a; xdotool type --delay 20 '{folder}'; xdotool key Return; sleep 1; \
                 [ $(wmctrl -l | wc -l) = 1 ] || xdotool key Return; sleep 1"
            );
            let ended = self.sh(&typed);
            assert_eq!(ended.code, 0, "a folder is typed: {}", ended.describe());
            windows() == 1
        });
    }

    /// Closes the window by its frame, as a person does.
    pub fn close_window(&self) {
        let ended = self.sh("wmctrl -F -c Slipway");
        assert_eq!(ended.code, 0, "the window is there to be closed: {}", ended.describe());
    }

    /// Whether the window can be seen.
    pub fn shows_window(&self) -> bool {
        self.sh("wmctrl -l").stdout.lines().any(|line| line.ends_with(" Slipway"))
    }

    /// Waits until the window's program has ended.
    pub fn until_ended(&self) {
        until("the window's program ends", || self.sh("pgrep -x slipway-desktop").code != 0);
    }

    /// Waits for a notification whose title holds a text, and returns its title and what it says.
    pub fn told(&self, title: &str) -> (String, String) {
        let end = Instant::now() + PATIENCE;
        loop {
            let told = self.everything_told();
            if let Some(found) = told.iter().find(|(one, _)| one.contains(title)) {
                return found.clone();
            }
            assert!(Instant::now() < end, "a notification says {title:?}: {told:?}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Every notification so far.
    pub fn everything_told(&self) -> Vec<(String, String)> {
        let told = self.sh("cat $HOME/told").stdout;
        let pair = |line: &str| {
            let (title, body) = line.split_once('\t').unwrap_or((line, ""));
            (title.to_owned(), body.to_owned())
        };
        told.lines().map(pair).collect()
    }

    /// Presses the newest notification.
    pub fn press_notification(&self) {
        let ended = self.sh("dunstctl action 0");
        assert_eq!(ended.code, 0, "the daemon lets it be pressed: {}", ended.describe());
    }

    /// Takes every notification off the screen.
    pub fn clear_notifications(&self) {
        let ended = self.sh("dunstctl close-all && : > $HOME/told");
        assert_eq!(ended.code, 0, "the daemon takes them away: {}", ended.describe());
    }
}

/// Waits until something is so.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The programs that cannot be found at the laptop.
fn lacking(scene: &Scene) -> Vec<String> {
    let window = scene.laptop.beside("slipway-desktop").display().to_string();
    let mut wanted: Vec<String> = PROGRAMS.iter().map(|program| (*program).to_owned()).collect();
    wanted.push(window);
    let asked = format!("for one in {}; do command -v $one > /dev/null || echo $one; done", wanted.join(" "));
    let told = scene.laptop.sh(&asked).expect("a shell").stdout;
    told.lines().map(str::to_owned).collect()
}
