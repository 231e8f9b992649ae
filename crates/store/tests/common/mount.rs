//! Mounts for tests, gone when they are dropped.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

/// A directory with something mounted on it.
pub struct Mounted(tempfile::TempDir);

impl Mounted {
    /// An empty disk of one megabyte.
    pub fn tiny_disk() -> Option<Self> {
        Self::on(&[&["-t", "tmpfs", "-o", "size=1m", "tmpfs"]])
    }

    /// A view of a directory through which nothing can be written.
    pub fn read_only(of: &Path) -> Option<Self> {
        Self::on(&[&["--bind", of.to_str()?], &["-o", "remount,bind,ro"]])
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs `mount` with these arguments and the directory; `None`, said aloud, where that is not allowed.
    fn on(mounts: &[&[&str]]) -> Option<Self> {
        if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
            println!("Left out: mounting a test disk needs root.");
            return None;
        }
        let dir = Self(tempfile::tempdir().unwrap());
        for arguments in mounts {
            let done = Command::new("mount").args(*arguments).arg(dir.path()).output().unwrap();
            if !done.status.success() {
                println!("Left out: mount says {}", String::from_utf8_lossy(&done.stderr).trim());
                return None;
            }
        }
        Some(dir)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Lazily: a connection that is closing may still hold a file.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).output();
    }
}
