//! What paints the page. Where there is no graphics card, as in a virtual machine or on a remote desktop, WebKitGTK paints by
//! one that the processor plays: it is slow to begin with, and busy with whatever moves. The processor itself is faster.

use std::path::Path;

/// See WebKitGTK's list of environment variables.
const BY_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// What is there with a graphics card: NVIDIA's own drivers, and Windows' for Linux inside of it, have devices of their own.
const CARDS: [&str; 2] = ["/dev/nvidiactl", "/dev/dxg"];

/// Lets the processor paint where nothing else can, unless the person has chosen. Only before there is a second thread.
pub(crate) fn choose() {
    if !has_card() {
        let _ = glib::setenv(BY_PROCESSOR, "1", false);
    }
}

fn has_card() -> bool {
    CARDS.iter().any(|card| Path::new(card).exists()) || renders(Path::new("/dev/dri"))
}

/// Whether a folder of devices has one that renders.
fn renders(devices: &Path) -> bool {
    let devices = std::fs::read_dir(devices).into_iter().flatten().flatten();
    devices.into_iter().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_alone_renders_nothing() {
        let devices = tempfile::tempdir().unwrap();
        assert!(!renders(&devices.path().join("none")));
        std::fs::write(devices.path().join("card0"), "").unwrap();
        assert!(!renders(devices.path()));
        std::fs::write(devices.path().join("renderD128"), "").unwrap();
        assert!(renders(devices.path()));
    }
}
