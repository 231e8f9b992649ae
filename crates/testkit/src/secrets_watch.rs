//! Finds secrets that other processes can read: in argument lists and environments.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

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
pub struct SecretsWatch {
    stop: Arc<AtomicBool>,
    sampler: Option<JoinHandle<(BTreeSet<Sighting>, u64)>>,
}

/// Starts to look for `value` in all processes but this one, as often as the machine allows.
/// Root sees the environment of all of them, others only of their own.
pub fn watch_secrets(value: &str) -> SecretsWatch {
    let stop = Arc::new(AtomicBool::new(false));
    let (told, value) = (Arc::clone(&stop), value.to_owned());
    let sampler = std::thread::spawn(move || {
        let (mut seen, mut rounds) = (BTreeSet::new(), 0);
        loop {
            // Asked first, so that one whole round follows the end of what was watched.
            let last = told.load(Ordering::Relaxed);
            seen.extend(sightings(&value));
            rounds += 1;
            if last {
                return (seen, rounds);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    SecretsWatch { stop, sampler: Some(sampler) }
}

impl SecretsWatch {
    /// Ends the watch; answers with what was seen and how many times all processes were read.
    pub fn end(mut self) -> (Vec<Sighting>, u64) {
        self.stop.store(true, Ordering::Relaxed);
        let joined = self.sampler.take().and_then(|thread| thread.join().ok());
        let (seen, rounds) = joined.unwrap_or_default();
        (seen.into_iter().collect(), rounds)
    }
}

impl Drop for SecretsWatch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn sightings(value: &str) -> Vec<Sighting> {
    let own = std::process::id();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|pid| *pid != own)
        .filter_map(|pid| sighting(pid, value))
        .collect()
}

fn sighting(pid: u32, value: &str) -> Option<Sighting> {
    // In this order, and not without arguments: a process that is just becoming another program, or has just
    // ended, shows one and not the other, and nobody could say whose it is. What lives is seen the next time.
    let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
    let arguments = at_once(&format!("/proc/{pid}/cmdline")).filter(|all| !all.is_empty())?;
    let in_arguments = holds(&arguments, value);
    (in_arguments || holds(&environment, value)).then(|| Sighting {
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

fn holds(bytes: &[u8], value: &str) -> bool {
    !value.is_empty() && bytes.windows(value.len()).any(|window| window == value.as_bytes())
}
