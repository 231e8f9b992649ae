//! `kill -9` while the ledger is made, migrated or written. Needs neither hosts nor root.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use slipway_testkit::{Repository, Sample, SampleValues};
use sqlx::{Connection, Executor, SqliteConnection};
use tempfile::TempDir;

use super::{Campaign, Luck, Play};
use crate::direct;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "openings",
    title: "a ledger whose program is killed while it makes, migrates or writes it is whole",
    rounds: 1000,
    set_up: || Some(Box::new(Openings::set())),
};

const FIRST_FORMAT: &str = include_str!("../../../crates/store/tests/common/first_format.sql");

/// What writes an entry and speaks to nobody.
const HOLD: [&str; 5] = ["hold", "sandbox", "--reason", "soak", "--json"];

/// What a data directory may hold when nobody is at work in it.
const FILES: [&str; 5] = ["ledger.db", "ledger.db-shm", "ledger.db-wal", "ledger.setup", "operations"];

struct Openings {
    folder: TempDir,
    runtime: tokio::runtime::Runtime,
    /// How long [`HOLD`] takes where there is no ledger yet.
    span: Duration,
}

impl Openings {
    fn set() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Repository::create(folder.path()).expect("a repository");
        Sample::recipes()
            .copy_to(folder.path(), &SampleValues::for_registry("127.0.0.1:5055"))
            .expect("the sample");
        repository.commit("Begin").expect("a commit");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let began = Instant::now();
        let mut openings = Self { folder, runtime, span: Duration::ZERO };
        openings.hold();
        openings.span = began.elapsed();
        openings
    }

    fn hold(&self) {
        let held = direct::slipway(self.folder.path(), &HOLD);
        assert_eq!(held.code, 0, "{}", held.describe());
    }

    /// Starts [`HOLD`] and kills it after `at`.
    fn killed(&self, at: Duration) {
        let mut command = direct::command(self.folder.path(), &HOLD);
        let mut program =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("slipway starts");
        std::thread::sleep(at);
        program.kill().expect("a kill");
        program.wait().expect("it ends");
    }

    /// Runs SQL on the ledger, and returns how many entries it has, and what SQLite thinks of its own file.
    fn ask(&self, change: &'static str) -> (i64, String) {
        let ledger = format!("sqlite://{}", self.folder.path().join("data/ledger.db").display());
        self.runtime.block_on(async {
            let mut connection = SqliteConnection::connect(&ledger).await.expect("the ledger");
            connection.execute(change).await.expect("a change");
            let entries = sqlx::query_scalar("SELECT count(*) FROM entries");
            let entries = entries.fetch_one(&mut connection).await.expect("entries");
            let whole = sqlx::query_scalar("PRAGMA integrity_check");
            let whole = whole.fetch_one(&mut connection).await.expect("a check");
            connection.close().await.expect("the ledger");
            (entries, whole)
        })
    }
}

impl Play for Openings {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let data = self.folder.path().join("data");
        let state = *luck.one_of(&["none", "older", "there"]);
        let before = match state {
            "none" => {
                std::fs::remove_dir_all(&data).expect("no data");
                0
            }
            "older" => self.ask(FIRST_FORMAT).0,
            _ => self.ask("SELECT 1").0,
        };
        let at = luck.moment(self.span);
        self.killed(at);
        let began = Instant::now();
        self.hold();
        let took = began.elapsed();
        let why = format!("the ledger was {state}, killed after {at:?}");
        let (after, whole) = self.ask("SELECT 1");
        assert_eq!(whole, "ok", "{why}");
        assert!([before + 1, before + 2].contains(&after), "{before} entries became {after}: {why}");
        let names = std::fs::read_dir(&data).expect("the data").map(|file| file.expect("a file").file_name());
        let strange: BTreeSet<_> = names.filter(|name| !FILES.iter().any(|known| name == known)).collect();
        assert!(strange.is_empty(), "{strange:?} was left: {why}");
        took
    }

    fn keep(&self, folder: &Path) {
        let _ = std::process::Command::new("cp").arg("-a").arg(self.folder.path()).arg(folder).status();
    }
}
