//! Finds secrets that other processes can read: in argument lists, environments and shared memory.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::spellings::spellings;

/// No argument list is longer (in bytes): Linux gives them a quarter of the largest stack, and 6 MiB at the most.
const LONGEST: usize = 6 << 20;

/// A process that held the value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Its process id.
    pub pid: u32,
    /// Whether the value was in its argument list; else it was in its environment.
    pub in_arguments: bool,
    /// Its argument list, words separated by blanks.
    pub command: String,
}

/// Samples every process until [`SecretsWatch::end`].
#[derive(Debug)]
pub struct SecretsWatch(Sampler<Sighting>);

/// Samples what lies in the shared memory of every machine until [`SharedMemoryWatch::end`].
#[derive(Debug)]
pub struct SharedMemoryWatch(Sampler<PathBuf>);

/// Starts to look for `value`, as it is and in base64, in all processes but this one, as often as the machine allows.
/// Root sees the environment of all of them, others only of their own.
pub fn watch_secrets(value: &str) -> SecretsWatch {
    watch_all_secrets(&[value])
}

/// The same for several values at once, none of which is told from another.
pub fn watch_all_secrets(values: &[&str]) -> SecretsWatch {
    let spellings = spellings_of(values);
    SecretsWatch(Sampler::start(move || sightings(&spellings)))
}

/// Starts to look for the values, as they are and in base64, in `/dev/shm` as each process sees it.
pub fn watch_shared_memory(values: &[&str]) -> SharedMemoryWatch {
    let spellings = spellings_of(values);
    SharedMemoryWatch(Sampler::start(move || in_shared_memory(&spellings)))
}

impl SecretsWatch {
    /// Ends the watch; answers with what was seen and how many times all processes were read.
    pub fn end(mut self) -> (Vec<Sighting>, u64) {
        self.0.end()
    }
}

impl SharedMemoryWatch {
    /// Ends the watch; answers with the files that held a value and how many times all were read.
    pub fn end(mut self) -> (Vec<PathBuf>, u64) {
        self.0.end()
    }
}

/// Takes samples on a thread until it is ended.
#[derive(Debug)]
struct Sampler<T> {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<(BTreeSet<T>, u64)>>,
}

impl<T: Ord + Send + 'static> Sampler<T> {
    fn start(look: impl Fn() -> Vec<T> + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let (mut seen, mut rounds) = (BTreeSet::new(), 0);
            loop {
                // Asked first, so that one whole round follows the end of what was watched.
                let last = told.load(Ordering::Relaxed);
                seen.extend(look());
                rounds += 1;
                if last {
                    return (seen, rounds);
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        Self { stop, thread: Some(thread) }
    }

    fn end(&mut self) -> (Vec<T>, u64) {
        self.stop.store(true, Ordering::Relaxed);
        let joined = self.thread.take().and_then(|thread| thread.join().ok());
        let (seen, rounds) = joined.unwrap_or_default();
        (seen.into_iter().collect(), rounds)
    }
}

impl<T> Drop for Sampler<T> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Of an empty value there is nothing to find.
fn spellings_of(values: &[&str]) -> Vec<String> {
    values.iter().filter(|value| !value.is_empty()).flat_map(|value| spellings(value)).collect()
}

/// The processes that there are, but this one.
fn processes() -> Vec<u32> {
    let own = std::process::id();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.filter(|pid| *pid != own).collect()
}

fn sightings(spellings: &[String]) -> Vec<Sighting> {
    processes().into_iter().filter_map(|pid| sighting(pid, spellings)).collect()
}

/// The files in shared memory that hold one of the spellings, of each machine once: each has mounts of its own.
fn in_shared_memory(spellings: &[String]) -> Vec<PathBuf> {
    let (mut machines, mut found) = (BTreeSet::new(), Vec::new());
    for pid in processes() {
        let mounts = std::fs::read_link(format!("/proc/{pid}/ns/mnt")).ok();
        if mounts.is_some_and(|mounts| machines.insert(mounts)) {
            files_with(Path::new(&format!("/proc/{pid}/root/dev/shm")), spellings, &mut found);
        }
    }
    found
}

fn files_with(folder: &Path, spellings: &[String], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_with(&path, spellings, found),
            Ok(kind)
                if kind.is_file() && std::fs::read(&path).is_ok_and(|bytes| holds(&bytes, spellings)) =>
            {
                found.push(path);
            }
            _ => {}
        }
    }
}

fn sighting(pid: u32, spellings: &[String]) -> Option<Sighting> {
    // In this order, and not without arguments: a process that is just becoming another program, or has just
    // ended, shows one and not the other, and nobody could say whose it is. What lives is seen the next time.
    let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
    let arguments = at_once(&format!("/proc/{pid}/cmdline")).filter(|all| !all.is_empty())?;
    let in_arguments = holds(&arguments, spellings);
    (in_arguments || holds(&environment, spellings)).then(|| Sighting {
        pid,
        in_arguments,
        command: String::from_utf8_lossy(&arguments).replace('\0', " ").trim().to_owned(),
    })
}

/// What a file of `/proc` says, in one call: of two calls each may answer for another program.
fn at_once(path: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![0; LONGEST];
    let length = File::open(path).and_then(|mut file| file.read(&mut bytes)).ok()?;
    bytes.truncate(length);
    Some(bytes)
}

fn holds(bytes: &[u8], spellings: &[String]) -> bool {
    spellings.iter().any(|one| bytes.windows(one.len()).any(|window| window == one.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_folder_is_found_as_it_is_and_in_base64() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("below");
        std::fs::create_dir(&below).unwrap();
        std::fs::write(folder.path().join("plain"), "key n0t-so-s3cret").unwrap();
        std::fs::write(below.join("encoded"), "a2V5IG4wdC1zby1zM2NyZXQgZW5k").unwrap();
        std::fs::write(below.join("other"), "n0t-so-secret").unwrap();
        let mut found = Vec::new();
        files_with(folder.path(), &spellings_of(&["n0t-so-s3cret"]), &mut found);
        found.sort();
        assert_eq!(found, [below.join("encoded"), folder.path().join("plain")]);
        assert!(spellings_of(&[""]).is_empty());
    }
}
