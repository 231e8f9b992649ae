//! A display that nobody looks at, with a session bus: what a window is measured on.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use slipway_testkit::{Result, Running, TestkitError, start};
use tempfile::TempDir;

use crate::picture;

const LIMIT: Duration = Duration::from_secs(20);

/// A display of 1440 × 900 without a window manager, so that a window lies at its upper left corner.
pub(crate) struct Display {
    name: String,
    bus: String,
    folder: TempDir,
    _server: Running,
    _bus: Running,
}

impl Display {
    /// Puts it up.
    pub(crate) fn put_up() -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| TestkitError::new(format!("a folder: {error}")))?;
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]);
        // It is not put up anew once a window is gone: its picture is away while it is.
        server.args(["-noreset", "-fbdir"]);
        server.arg(folder.path());
        let server = start(server)?;
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let bus = start(bus)?;
        let name = format!(":{}", first_line("Xvfb", &server)?);
        Ok(Self { name, bus: first_line("dbus-daemon", &bus)?, folder, _server: server, _bus: bus })
    }

    /// A program on it, not yet started, with a home that is empty in the beginning.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_remove("WAYLAND_DISPLAY")
            .env("DISPLAY", &self.name)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", self.folder.path())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("SLIPWAY_DATA_DIR", self.folder.path().join("data"))
            .env("GDK_BACKEND", "x11")
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1");
        command
    }

    /// How many points of the content of its window are drawn, in the rows that are looked at.
    pub(crate) fn drawn(&self) -> Result<usize> {
        let dump = File::open(self.folder.path().join("Xvfb_screen0"))
            .map_err(|error| TestkitError::new(format!("the display's picture cannot be read: {error}")))?;
        picture::drawn(|at, into| dump.read_exact_at(into, at as u64).is_ok())
            .ok_or_else(|| TestkitError::new("the display's picture is no X window dump"))
    }

    /// Waits until nothing is left on it.
    pub(crate) fn until_empty(&self) -> Result<()> {
        within("the window goes away", || Ok((self.drawn()? == 0).then_some(())))
    }
}

fn first_line(name: &str, program: &Running) -> Result<String> {
    within(&format!("{name} says where it is"), || {
        let told = program.stdout_so_far();
        Ok(told.split_once('\n').map(|(line, _)| line.trim().to_owned()))
    })
}

fn within<T>(what: &str, ready: impl Fn() -> Result<Option<T>>) -> Result<T> {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(value) = ready()? {
            return Ok(value);
        }
        if Instant::now() > end {
            return Err(TestkitError::new(format!("{what}: not within {LIMIT:?}")));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
