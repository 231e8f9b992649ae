//! What one process does no other does meanwhile: files that it holds an operating system's lock on.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use slipway_domain::problem::Problem;
use slipway_engine::ports::{LockGuard, Locks};

use crate::{directory, failure};

/// How old a file is that its maker has locked by now, or never will. A sweep that came in between would make
/// it look as if somebody else had the lock.
const LOCKED_BY_NOW: Duration = Duration::from_millis(100);

/// How long a lock is tried that nobody owns and somebody looks at. Each look lets go of it at once.
const LOOKED_AT: Duration = Duration::from_secs(1);

/// How long a lock is tried that another has: one who sweeps lets go of it at once.
const SWEPT: Duration = Duration::from_millis(50);

/// From one try to the next.
const BETWEEN: Duration = Duration::from_millis(2);

/// Locks as `DIR/NAME.lock`. A process that dies lets go of its own.
pub struct FileLocks {
    dir: PathBuf,
    /// How long a lock is tried that another has.
    patience: Duration,
}

impl FileLocks {
    /// Locks in this directory, which is made when the first is taken.
    pub(crate) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), patience: SWEPT }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.join(format!("{name}.lock"))
    }
}

impl Locks for FileLocks {
    fn try_own(&self, name: &str) -> Result<Option<Box<dyn LockGuard>>, Problem> {
        directory::make(&self.dir)?;
        let path = self.path(name);
        let begun = Instant::now();
        loop {
            let file =
                directory::private().append(true).open(&path).map_err(|why| failure::lock(&path, &why))?;
            let patience = match file.try_lock() {
                // Its last owner may have removed the file between our opening and our locking it; then the
                // lock is on a file that nobody else will find.
                Ok(()) if !still_there(&file, &path) => continue,
                Ok(()) => return Ok(Some(Box::new(Held { path, _file: file }))),
                Err(TryLockError::WouldBlock) if is_owned(&file, &path)? => self.patience,
                Err(TryLockError::WouldBlock) => LOOKED_AT,
                Err(TryLockError::Error(why)) => return Err(failure::lock(&path, &why)),
            };
            // Closed first: a look of ours would be in the others' way.
            drop(file);
            if begun.elapsed() >= patience {
                return Ok(None);
            }
            std::thread::sleep(BETWEEN);
        }
    }

    fn is_owned(&self, name: &str) -> Result<bool, Problem> {
        let path = self.path(name);
        match File::open(&path) {
            Ok(file) => is_owned(&file, &path),
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(false),
            Err(why) => Err(failure::lock(&path, &why)),
        }
    }

    fn sweep(&self) {
        // Where the folder cannot be read nothing can be removed from it either.
        let files = std::fs::read_dir(&self.dir).into_iter().flatten().flatten().map(|entry| entry.path());
        for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "lock")) {
            let Ok(file) = File::options().append(true).open(&path) else { continue };
            std::thread::sleep(LOCKED_BY_NOW.saturating_sub(age(&file)));
            if file.try_lock().is_ok() && still_there(&file, &path) {
                drop(Held { path, _file: file });
            }
        }
    }
}

/// Whether somebody has the lock on a file. Looks share it, so that they do not see each other.
fn is_owned(file: &File, path: &Path) -> Result<bool, Problem> {
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(why)) => Err(failure::lock(path, &why)),
    }
}

/// How long ago a file was made. One from the future, where the clock was set back, is old.
fn age(file: &File) -> Duration {
    let made = file.metadata().and_then(|file| file.modified()).ok();
    made.and_then(|made| made.elapsed().ok()).unwrap_or(Duration::MAX)
}

struct Held {
    path: PathBuf,
    /// Closing it, which happens after [`Held::drop`], lets go of the lock.
    _file: File,
}

impl LockGuard for Held {}

impl Drop for Held {
    fn drop(&mut self) {
        // Removed only where `still_there` can tell that it was; elsewhere an empty file stays.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(locked), Ok(named)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    (locked.dev(), locked.ino()) == (named.dev(), named.ino())
}

#[cfg(not(unix))]
fn still_there(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_second_owner_waits_until_the_first_lets_go_and_no_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let locks = FileLocks::new(&dir.path().join("operations"));
        let (one, other) = ("one", "other");
        let held = locks.try_own(one).unwrap().expect("it is free");
        assert!(locks.try_own(one).unwrap().is_none(), "it is held");
        assert!(locks.try_own(other).unwrap().is_some(), "the other is free");
        drop(held);
        assert!(locks.try_own(one).unwrap().is_some(), "it is free again");
        assert_eq!(std::fs::read_dir(dir.path().join("operations")).unwrap().count(), 0);
    }

    #[test]
    fn a_file_left_by_a_killed_process_is_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let operation = "one";
        std::fs::write(dir.path().join(format!("{operation}.lock")), "").unwrap();
        assert!(FileLocks::new(dir.path()).try_own(operation).unwrap().is_some());
    }

    #[test]
    fn a_sweep_removes_what_nobody_holds() {
        let dir = tempfile::tempdir().unwrap();
        let locks = FileLocks::new(dir.path());
        let names = || {
            let files = std::fs::read_dir(dir.path()).unwrap();
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        let (held, left) = ("held", "left");
        let guard = locks.try_own(held).unwrap().expect("it is free");
        std::fs::write(dir.path().join(format!("{left}.lock")), "").unwrap();
        locks.sweep();
        assert_eq!(names(), [format!("{held}.lock")]);
        assert!(FileLocks::new(dir.path()).try_own(held).unwrap().is_none(), "it is still held");
        drop(guard);
        FileLocks::new(&dir.path().join("none")).sweep();
        assert_eq!(names(), Vec::<String>::new());
    }

    #[test]
    fn who_looks_sees_an_owner_and_gets_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let locks = FileLocks::new(&dir.path().join("operations"));
        assert!(!locks.is_owned("one").unwrap(), "not even the folder is there");
        let held = locks.try_own("one").unwrap().expect("it is free");
        assert!(locks.is_owned("one").unwrap());
        assert!(!locks.is_owned("other").unwrap());
        drop(held);
        std::fs::write(locks.path("one"), "").unwrap();
        assert!(!locks.is_owned("one").unwrap(), "its process was killed");
        assert!(locks.path("one").exists());
    }

    #[test]
    fn nobody_is_refused_for_a_look_and_looks_do_not_see_each_other() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path();
        let locks = FileLocks::new(folder);
        std::fs::write(locks.path("one"), "").unwrap();
        let looks = File::open(locks.path("one")).unwrap();
        looks.try_lock_shared().unwrap();
        assert!(!locks.is_owned("one").unwrap(), "it is only looked at");
        std::thread::scope(|scope| {
            let (begins, begun) = std::sync::mpsc::channel();
            let owner = scope.spawn(move || {
                begins.send(()).unwrap();
                FileLocks::new(folder).try_own("one").unwrap().is_some()
            });
            begun.recv().unwrap();
            std::thread::sleep(2 * SWEPT);
            drop(looks);
            assert!(owner.join().unwrap(), "nobody owned it");
        });
    }

    #[test]
    fn nobody_is_refused_for_who_clears_away_what_was_left() {
        let dir = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            let sweeps = FileLocks::new(dir.path()).try_own("one").unwrap().expect("it is free");
            scope.spawn(move || {
                std::thread::sleep(BETWEEN);
                drop(sweeps);
            });
            // Patient enough for the thread to begin on a busy machine.
            let locks = FileLocks { patience: Duration::from_secs(60), ..FileLocks::new(dir.path()) };
            assert!(locks.try_own("one").unwrap().is_some());
        });
    }

    #[test]
    fn nobody_who_makes_a_lock_is_refused_for_a_sweep() {
        let dir = tempfile::tempdir().unwrap();
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    FileLocks::new(dir.path()).sweep();
                }
            });
            let free = (0..2_000).filter(|number| {
                let locks = FileLocks::new(dir.path());
                locks.try_own(&number.to_string()).unwrap().is_some()
            });
            let free = free.count();
            done.store(true, Ordering::SeqCst);
            assert_eq!(free, 2_000);
        });
    }

    #[test]
    fn never_two_owners_while_it_is_taken_and_let_go_in_turns() {
        let dir = tempfile::tempdir().unwrap();
        let operation = "one";
        let (owners, owned) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let locks = FileLocks::new(dir.path());
                    for _ in 0..2_000 {
                        if let Some(guard) = locks.try_own(operation).unwrap() {
                            assert_eq!(owners.fetch_add(1, Ordering::SeqCst), 0, "two owners");
                            owned.fetch_add(1, Ordering::SeqCst);
                            owners.fetch_sub(1, Ordering::SeqCst);
                            drop(guard);
                        }
                    }
                });
            }
        });
        assert!(owned.load(Ordering::SeqCst) > 100);
    }
}
