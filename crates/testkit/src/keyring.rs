//! A real keychain on a pretended laptop: a session bus and gnome-keyring on it, unlocked, as after a login.

use crate::error::{Result, TestkitError};
use crate::laptop::Laptop;

/// Starts both as the laptop's user. They end with the machine.
const START: &str = "\
set -e
mkdir -p -m 700 \"$XDG_RUNTIME_DIR\"
dbus-daemon --session --fork --nopidfile --address=\"$DBUS_SESSION_BUS_ADDRESS\" </dev/null >/dev/null 2>&1
printf %s \"$KEYRING_PASSWORD\" | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
for _ in $(seq 100); do
  dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \\
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null |
    grep -q 'boolean false' && exit 0
  sleep 0.1
done
echo 'the keyring is not unlocked' >&2
exit 1
";

impl Laptop {
    /// Starts a session bus with an unlocked gnome-keyring on it, which every later call finds. It needs the programs
    /// `dbus-daemon` and `gnome-keyring-daemon`.
    pub fn start_keyring(&mut self) -> Result<()> {
        let folder = self.home().join(".session");
        let bus = folder.join("bus");
        self.set("XDG_RUNTIME_DIR", &folder.to_string_lossy());
        self.set("DBUS_SESSION_BUS_ADDRESS", &format!("unix:path={}", bus.display()));
        let started = self.sh(&format!("export KEYRING_PASSWORD=at-login\n{START}"))?;
        match started.code {
            0 => Ok(()),
            _ => Err(TestkitError::new(format!(
                "no keyring could be started (packages dbus and gnome-keyring): {}",
                started.describe()
            ))),
        }
    }
}
