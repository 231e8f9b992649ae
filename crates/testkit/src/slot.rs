//! A numbered folder that one network owns: its files, its address range, its lock.
//!
//! The number is the third byte of the network's addresses, so two test processes never
//! share a range. The lock is the operating system's, so a killed process frees its slot;
//! whoever takes it next removes what was left there.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::command::run;
use crate::error::{Doing, Result, TestkitError};

/// Beside `/tmp`, because every pretended machine has a `/tmp` of its own.
const BASE: &str = "/var/tmp/slipway-testkit";
const SLOTS: u8 = 200;

/// A folder and an address range, held until dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    number: u8,
    folder: PathBuf,
    _lock: File,
}

impl Slot {
    /// Takes the first free slot and empties it.
    pub(crate) fn take() -> Result<Self> {
        fs::create_dir_all(BASE).doing(|| format!("creating {BASE}"))?;
        for number in 1..=SLOTS {
            if let Some(lock) = try_lock(&Path::new(BASE).join(format!("{number}.lock")))? {
                let folder = Path::new(BASE).join(number.to_string());
                let slot = Self { number, folder, _lock: lock };
                slot.clean()?;
                fs::create_dir(&slot.folder).doing(|| format!("creating {}", slot.folder.display()))?;
                return Ok(slot);
            }
        }
        Err(TestkitError::new(format!("all {SLOTS} networks of {BASE} are in use")))
    }

    /// From 1; unique on this machine while the slot is held.
    pub(crate) fn number(&self) -> u8 {
        self.number
    }

    /// Where the network keeps its files.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// An address of the slot's range.
    pub(crate) fn address(&self, last: u8) -> String {
        format!("10.211.{}.{last}", self.number)
    }

    /// The network interface of this process's side.
    pub(crate) fn interface(&self) -> String {
        format!("slipway-tk{}", self.number)
    }

    fn clean(&self) -> Result<()> {
        // The kernel removes it with the switch, but only some time after the switch has ended.
        let _ = run(&["ip", "link", "delete", &self.interface()]);
        remove_control_groups(&format!("slipway-testkit-{}-", self.number));
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder).doing(|| format!("removing {}", self.folder.display()))?;
        }
        Ok(())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        // A process that the kernel is still ending may hold a file for a moment.
        for _ in 0..20 {
            if self.clean().is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

fn try_lock(path: &Path) -> Result<Option<File>> {
    let file = File::create(path).doing(|| format!("creating {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).doing(|| format!("locking {}", path.display())),
    }
}

/// Engines that were killed leave empty control groups behind, one tree per controller.
fn remove_control_groups(prefix: &str) {
    let root = Path::new("/sys/fs/cgroup");
    let controllers = fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    for parent in std::iter::once(root.to_owned()).chain(controllers) {
        for entry in fs::read_dir(&parent).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                remove_empty_tree(&entry.path());
            }
        }
    }
}

fn remove_empty_tree(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_empty_tree(&entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}
