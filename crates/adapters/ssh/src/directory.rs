//! The private folder for sockets and ssh's own messages.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use slipway_domain::problem::{Code, Problem};
use tempfile::TempDir;

/// What every such folder's name begins with.
const PREFIX: &str = "slipway-ssh-";
/// The longest folder in which sockets fit: 104 bytes on some systems, less ssh's own temporary suffix
/// of 17, less our names.
const LONGEST: usize = 104 - 17 - 8;
/// Held locked as long as the folder's owner lives.
const OWNER: &str = "owner";

/// A folder that only this user can enter. Gone when dropped.
#[derive(Debug)]
pub(crate) struct Directory {
    folder: TempDir,
    _owner: File,
}

impl Directory {
    /// Makes a new one in `parent`, and removes those there whose owners were killed. Where nothing can be made in
    /// `parent` it lies with the system's temporary files: a disk that is full or read-only keeps nobody from looking
    /// at hosts.
    pub(crate) fn create(parent: &Path) -> Result<Self, Problem> {
        let parent = fitting(parent);
        let elsewhere = || Self::create_in(&fitting(&std::env::temp_dir()));
        Self::create_in(&parent).or_else(|error| elsewhere().map_err(|_| error)).map_err(|error| {
            let message =
                format!("the folder for SSH sockets could not be made in {}: {error}", parent.display());
            Problem::new(Code::FileFailed, message)
                .hint("check the rights of that folder and the free space there")
        })
    }

    fn create_in(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        remove_ownerless(parent);
        loop {
            if let Some(made) = Self::make(parent)? {
                return Ok(made);
            }
        }
    }

    /// Makes one; `None` when another program took it for ownerless before it was locked.
    fn make(parent: &Path) -> io::Result<Option<Self>> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        let path = folder.path().join(OWNER);
        let owner = match restrict(folder.path()).and_then(|()| File::create(&path)) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
            owner => owner?,
        };
        let ours = owner.try_lock().is_ok() && path.exists();
        Ok(ours.then_some(Self { folder, _owner: owner }))
    }

    /// A path in it.
    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where one listens that has this name here.
    #[cfg(unix)]
    pub(crate) fn socket(&self, name: &str) -> PathBuf {
        self.join(name)
    }

    /// Pipes have a space of names of their own.
    #[cfg(not(unix))]
    pub(crate) fn socket(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        PathBuf::from(format!(r"\\.\pipe\{folder}-{name}"))
    }
}

/// `parent`, or the system's folder for temporary files when sockets in `parent` would have too long a path.
fn fitting(parent: &Path) -> PathBuf {
    let fits = |path: &Path| path.as_os_str().len() + 1 + PREFIX.len() + 6 <= LONGEST;
    let candidates = [parent.to_owned(), std::env::temp_dir()];
    candidates.into_iter().find(|path| fits(path)).unwrap_or_else(|| PathBuf::from("/tmp"))
}

#[cfg(unix)]
fn restrict(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn restrict(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes what killed programs left where [`Directory::create`] would make one in `parent`.
pub(crate) fn sweep(parent: &Path) {
    remove_ownerless(&fitting(parent));
}

/// Removes what killed programs left. Their connections have ended by themselves, or will shortly.
fn remove_ownerless(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let ours = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    for entry in ours {
        let Ok(owner) = File::open(entry.path().join(OWNER)) else {
            // Empty, such as one in which ssh still made a socket while it was removed. Whoever makes one right now
            // makes another.
            let _ = fs::remove_dir(entry.path());
            continue;
        };
        if owner.try_lock().is_ok() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn is_private_and_goes_with_its_owner() {
        let parent = tempfile::Builder::new().prefix("s").tempdir_in("/tmp").unwrap();
        let directory = Directory::create(parent.path()).unwrap();
        let path = directory.join("x").parent().unwrap().to_owned();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        }
        drop(directory);
        assert!(!path.exists());
    }

    #[test]
    fn what_a_killed_program_left_is_removed_and_what_lives_stays() {
        let parent = tempfile::Builder::new().prefix("s").tempdir_in("/tmp").unwrap();
        let dead = parent.path().join("slipway-ssh-dead");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(OWNER), "").unwrap();
        let half_removed = parent.path().join("slipway-ssh-half");
        fs::create_dir(&half_removed).unwrap();
        let live = Directory::create(parent.path()).unwrap();
        let _other = Directory::create(parent.path()).unwrap();
        assert!(!dead.exists() && !half_removed.exists());
        assert!(live.join(OWNER).exists());
    }

    #[test]
    fn many_at_once_do_not_remove_each_others() {
        let parent = tempfile::Builder::new().prefix("s").tempdir_in("/tmp").unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let own = Directory::create(parent.path()).unwrap();
                        assert!(own.join(OWNER).exists());
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    #[test]
    fn where_nothing_can_be_made_it_lies_elsewhere() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let directory = Directory::create(&file.path().join("run")).unwrap();
        assert!(directory.join(OWNER).exists());
        assert!(directory.join("").starts_with(std::env::temp_dir()));
    }

    #[test]
    fn a_path_too_long_for_sockets_is_replaced() {
        let long = PathBuf::from(format!("/tmp/{}", "x".repeat(90)));
        assert_ne!(fitting(&long), long);
        assert_eq!(fitting(Path::new("/run/user/1000")), Path::new("/run/user/1000"));
    }
}
