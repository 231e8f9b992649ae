//! Heartbeats: a lock's holder shows that it is there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use slipway_domain::ids::OperationId;
use slipway_engine::ports::{Command, Host};
use tokio::task::AbortHandle;

use crate::fence::{REFUSED, of_operation};
use crate::shell::prelude;
use crate::spot::Spot;

/// How often.
const EVERY: Duration = Duration::from_secs(20);

/// The heartbeats of the locks that this process holds. They end with it.
pub(crate) struct Heartbeats {
    every: Duration,
    beats: Mutex<BTreeMap<(String, String), Beat>>,
}

/// The heartbeat of one lock; it ends when this is dropped.
struct Beat {
    operation: OperationId,
    fence: u64,
    task: AbortHandle,
}

impl Drop for Beat {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Default for Heartbeats {
    fn default() -> Self {
        Self { every: EVERY, beats: Mutex::default() }
    }
}

impl Heartbeats {
    /// Shows signs of life for an operation's lock from now on; once per lock.
    pub fn start(&self, spot: &Spot, operation: OperationId, fence: u64, host: Arc<dyn Host>) {
        let mut beats = self.beats();
        let at = (spot.address.clone(), spot.directory.clone());
        let same = |known: &Beat| known.operation == operation && known.fence == fence;
        if beats.get(&at).is_some_and(|known| same(known) && !known.task.is_finished()) {
            return;
        }
        let task = tokio::spawn(beat(host, text(spot, operation, fence), self.every)).abort_handle();
        beats.insert(at, Beat { operation, fence, task });
    }

    /// No more signs of life for a lock that was given back.
    pub fn end(&self, spot: &Spot) {
        self.beats().remove(&(spot.address.clone(), spot.directory.clone()));
    }

    /// No more signs of life for an operation that nobody here is at any more.
    pub fn end_of(&self, operation: OperationId) {
        self.beats().retain(|_, beat| beat.operation != operation);
    }

    fn beats(&self) -> MutexGuard<'_, BTreeMap<(String, String), Beat>> {
        self.beats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One sign of life, if the lock is still ours; ends with [`REFUSED`] if it is not. Actions hold the file lock for as long
/// as they last, so that this cannot wait for it: a lock that was given back meanwhile is seen afterwards. The file is
/// called after the fence, so that what comes late costs the next holder nothing.
pub(crate) fn text(spot: &Spot, operation: OperationId, fence: u64) -> String {
    let own = of_operation(operation);
    format!("{}{own}F={fence} refused={REFUSED}\n{}", prelude(spot), include_str!("scripts/heartbeat.sh"))
}

/// Until the lock is another's. A host that cannot be reached now may be reached later.
async fn beat(host: Arc<dyn Host>, script: String, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        let ran = host.run(Command::new(script.clone()).limit(EVERY)).await;
        if ran.is_ok_and(|ran| ran.code == REFUSED) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use slipway_domain::problem::{Code, Problem};
    use slipway_engine::ports::{Duplex, Ran};
    use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

    use super::*;

    /// This machine with another home; tells how each command ended.
    struct Machine(tempfile::TempDir, UnboundedSender<i32>);

    #[async_trait]
    impl Host for Machine {
        fn address(&self) -> &str {
            "localhost-shell"
        }
        async fn reach(&self) -> Result<(), Problem> {
            Ok(())
        }
        async fn run(&self, command: Command) -> Result<Ran, Problem> {
            let mut sh = tokio::process::Command::new("sh");
            let out = sh.args(["-c", &command.script]).env("HOME", self.0.path()).output().await;
            let out = out.expect("a shell");
            let code = out.status.code().expect("a code");
            self.1.send(code).expect("somebody listens");
            Ok(Ran { code, stdout: out.stdout, stderr: out.stderr })
        }
        async fn run_lines(&self, _: Command, _: &(dyn Fn(String) + Send + Sync)) -> Result<Ran, Problem> {
            Err(Problem::new(Code::Internal, "not in this test"))
        }
        async fn dial(&self, _: Command) -> Result<Box<dyn Duplex>, Problem> {
            Err(Problem::new(Code::Internal, "not in this test"))
        }
        async fn connect(&self, _: &str, _: u16) -> Result<Box<dyn Duplex>, Problem> {
            Err(Problem::new(Code::Internal, "not in this test"))
        }
        async fn attach(&self, _: &str, _: bool) -> Result<i32, Problem> {
            Err(Problem::new(Code::Internal, "not in this test"))
        }
    }

    /// A machine on which a lock with that fence lies, where its files are, and how its commands end.
    fn machine(fence: u64) -> (Arc<Machine>, std::path::PathBuf, UnboundedReceiver<i32>) {
        let (tell, told) = unbounded_channel();
        let machine = Machine(tempfile::tempdir().expect("a folder"), tell);
        let own = machine.0.path().join(".slipway/recipes/sandbox/.slipway");
        std::fs::create_dir_all(&own).expect("a folder");
        lock(&own, operation(1), fence);
        (Arc::new(machine), own, told)
    }

    fn here() -> Spot {
        Spot::here("recipes", "sandbox")
    }

    fn lock(own: &std::path::Path, operation: OperationId, fence: u64) {
        let line = format!(
            "{{\"format\":1,\"since\":\"2026\",\"fence\":{fence},\"operation\":\"{operation}\",\"owner\":\"ann\"}}\n"
        );
        std::fs::write(own.join("lock"), line).expect("a lock");
    }

    /// The signs of life that lie there, each with the name of its file.
    fn heartbeats(own: &std::path::Path) -> Vec<(String, String)> {
        let files = std::fs::read_dir(own).expect("a folder").map(|entry| entry.expect("a file"));
        let named = files.map(|file| (file.file_name().to_string_lossy().into_owned(), file.path()));
        let beats = named.filter(|(name, _)| name.starts_with("heartbeat"));
        beats.map(|(name, path)| (name, std::fs::read_to_string(path).expect("a text"))).collect()
    }

    fn operation(number: u128) -> OperationId {
        OperationId(uuid::Uuid::from_u128(number))
    }

    /// How the commands end until nothing beats any more.
    async fn to_the_end(mut told: UnboundedReceiver<i32>) -> Vec<i32> {
        let all = async {
            let mut codes = Vec::new();
            while let Some(code) = told.recv().await {
                codes.push(code);
            }
            codes
        };
        tokio::time::timeout(Duration::from_secs(60), all).await.expect("it goes on for ever")
    }

    #[tokio::test]
    async fn a_lock_that_is_held_shows_signs_of_life_until_it_is_anothers() {
        let (host, own, mut told) = machine(7);
        std::fs::write(own.join("heartbeat.7"), "1000\n").expect("an old heartbeat");
        let beats = Heartbeats { every: Duration::from_millis(5), beats: Mutex::default() };
        let spot = here();
        beats.start(&spot, operation(1), 7, host);
        assert_eq!(told.recv().await, Some(0));
        let beat = std::fs::read_to_string(own.join("heartbeat.7")).expect("a heartbeat");
        let beat: i64 = beat.trim().parse().expect("Unix seconds");
        let now = jiff::Timestamp::now().as_second();
        assert!(beat > 1000 && beat <= now, "{beat} by the host's clock, and it is {now}");

        lock(&own, operation(1), 8);
        assert_eq!(to_the_end(told).await.last(), Some(&REFUSED), "it ends by itself");
    }

    #[tokio::test]
    async fn the_lock_of_another_operation_with_the_same_number_gets_no_signs_of_life() {
        let (host, own, told) = machine(7);
        lock(&own, operation(2), 7);
        let beats = Heartbeats { every: Duration::from_millis(5), beats: Mutex::default() };
        beats.start(&here(), operation(1), 7, host);
        assert_eq!(to_the_end(told).await, [REFUSED], "the first one is refused");
    }

    #[test]
    fn a_lock_that_is_given_back_in_the_middle_of_a_sign_of_life_leaves_none() {
        let others = ("heartbeat.8".to_owned(), "1000\n".to_owned());
        for (taken_again, left) in [(false, vec![]), (true, vec![others])] {
            let (machine, own, _) = machine(7);
            // Between looking at the lock and writing the sign of life the clock is asked.
            let clock = machine.0.path().join("date");
            let again = if taken_again { "echo '{\"fence\":8,' >lock; echo 1000 >heartbeat.8;" } else { "" };
            let script =
                format!("#!/bin/sh\ncd '{}'; rm -f lock heartbeat*; {again} echo 2000\n", own.display());
            std::fs::write(&clock, script).expect("a clock");
            let says = std::process::Command::new("sh")
                .args([
                    "-c",
                    &format!("date() {{ sh '{}'; }}\n{}", clock.display(), text(&here(), operation(1), 7)),
                ])
                .env("HOME", machine.0.path())
                .status();
            assert_eq!(says.expect("a shell").code(), Some(REFUSED));
            assert_eq!(heartbeats(&own), left, "another's sign of life stays as it is, ours does not stay");
        }
    }

    #[tokio::test]
    async fn a_lock_that_was_given_back_shows_no_signs_of_life() {
        let (host, _, mut told) = machine(7);
        let beats = Heartbeats { every: Duration::from_millis(5), beats: Mutex::default() };
        let spot = here();
        beats.start(&spot, operation(1), 7, host);
        assert_eq!(told.recv().await, Some(0));
        beats.end(&spot);
        to_the_end(told).await;
    }

    #[tokio::test]
    async fn an_operation_that_nobody_is_at_any_more_shows_no_signs_of_life() {
        let beats = Heartbeats { every: Duration::from_millis(5), beats: Mutex::default() };
        let (host, _, mut left) = machine(7);
        beats.start(&here(), operation(1), 7, host);
        let (host, stays_at, mut stays) = machine(7);
        let other = Spot { address: "other".to_owned(), ..here() };
        lock(&stays_at, operation(2), 7);
        beats.start(&other, operation(2), 7, host);
        assert_eq!((left.recv().await, stays.recv().await), (Some(0), Some(0)));
        beats.end_of(operation(1));
        to_the_end(left).await;
        assert_eq!(stays.recv().await, Some(0), "another operation's goes on");
    }
}
