//! An encrypted file on its disk: read, and replaced under a lock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::KeychainState;

use super::format::{self, Held};
use crate::key::Key;

/// How long another program may hold the lock. Shorter than a question.
const PATIENCE: Duration = Duration::from_secs(4);

/// How often a lock is tried.
const AGAIN: Duration = Duration::from_millis(20);

/// A file and its key.
pub(super) struct Disk {
    path: PathBuf,
    key: Key,
    /// What the file with that digest holds: opening it anew costs what a guess at its key costs.
    opened: Option<([u8; 32], Held)>,
}

impl Disk {
    /// The file at that path.
    pub(super) fn new(path: PathBuf, key: Key) -> Self {
        // What a link leads to is replaced, and not the link.
        let path = fs::canonicalize(&path).unwrap_or(path);
        Self { path, key, opened: None }
    }

    /// What it can do right now.
    pub(super) fn state(&mut self) -> KeychainState {
        match self.read() {
            Ok(_) => KeychainState::Unlocked,
            Err(problem) if problem.code == Code::KeychainEmpty => KeychainState::NoCollection,
            Err(_) => KeychainState::Locked,
        }
    }

    /// What it holds. A file that is not there tells nothing of credentials.
    pub(super) fn read(&mut self) -> Result<&Held, Problem> {
        let path = self.path.clone();
        self.look()?.ok_or_else(|| missing(&path))
    }

    /// Refuses where the file is there and cannot be opened.
    pub(super) fn takes_more(&mut self) -> Result<(), Problem> {
        self.look().map(drop)
    }

    /// Changes what it holds, if the change says so; a file that is not there yet is made if it may be.
    pub(super) fn change(
        &mut self,
        make: bool,
        change: impl FnOnce(&mut Held) -> bool,
    ) -> Result<bool, Problem> {
        if make {
            self.make_folder()?;
        }
        let _lock = lock(&self.path)?;
        let mut held = match self.look()? {
            Some(held) => held.clone(),
            None if make => Held::new(),
            None => return Err(missing(&self.path)),
        };
        let changed = change(&mut held);
        if changed {
            let encrypted = format::encrypt(&held, &self.key)?;
            replace(&self.path, &encrypted).map_err(|error| failed(&self.path, "written", &error))?;
            self.opened = Some((digest(&encrypted), held));
        }
        Ok(changed)
    }

    fn look(&mut self) -> Result<Option<&Held>, Problem> {
        let encrypted = match fs::read(&self.path) {
            Ok(encrypted) => encrypted,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&self.path, "read", &error)),
        };
        let digest = digest(&encrypted);
        if self.opened.as_ref().is_none_or(|(opened, _)| *opened != digest) {
            self.opened = Some((digest, format::decrypt(&encrypted, &self.key, &self.path)?));
        }
        Ok(self.opened.as_ref().map(|(_, held)| held))
    }

    fn make_folder(&self) -> Result<(), Problem> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.recursive(true).create(folder(&self.path));
        made.map_err(|error| failed(&self.path, "written", &error))
    }
}

/// Held until it is dropped, by one program at a time.
fn lock(path: &Path) -> Result<File, Problem> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = match options.open(&name) {
        Ok(file) => file,
        // Where the folder is not there, the file is not there either.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(missing(path)),
        Err(error) => return Err(failed(path, "locked", &error)),
    };
    let since = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(failed(path, "locked", &error)),
            Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => thread::sleep(AGAIN),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another program has been writing {} for a while", path.display());
                return Err(Problem::new(Code::KeychainSilent, message).hint("let it end, and try again"));
            }
        }
    }
}

/// Writes a file whole or not at all, for its owner alone.
fn replace(path: &Path, encrypted: &[u8]) -> io::Result<()> {
    let folder = folder(path);
    // A temporary file is its owner's alone.
    let mut draft = tempfile::Builder::new().prefix(".slipway-").suffix(".age").tempfile_in(folder)?;
    draft.write_all(encrypted)?;
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// That a file took another's place is on the disk with its folder.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Folders are no files there.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn digest(encrypted: &[u8]) -> [u8; 32] {
    Sha256::digest(encrypted).into()
}

fn missing(path: &Path) -> Problem {
    let message = format!("{} is not there, so it cannot tell which credentials there are", path.display());
    Problem::new(Code::KeychainEmpty, message)
        .hint("the first `slipway credentials add` makes it; if it was there, SLIPWAY_KEYCHAIN names the wrong file")
}

fn failed(path: &Path, done: &str, error: &io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("{} cannot be {done}: {error}", path.display()))
}
