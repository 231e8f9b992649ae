//! Opens the ledger's file: cheap where it is up to date, careful where it is new, old or not ours.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use slipway_domain::problem::{Code, Problem};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use tokio::time::Instant;

use super::{Writing, rebuild, statements as sql};
use crate::failure::NOTHING_LOST;
use crate::{directory, failure};

/// Embedded; forward only.
static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// `PRAGMA application_id` of a ledger: "Slip".
const APPLICATION: i64 = 1_399_613_808;

/// The oldest SQLite whose write-ahead log is trusted here.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// How long a write waits for another program's.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections to the ledger at `path`, which is made or migrated first where that is needed.
pub async fn pool(path: &Path) -> Result<SqlitePool, Problem> {
    let pool = SqlitePoolOptions::new().max_connections(4).test_before_acquire(false);
    let pool = pool.connect_lazy_with(options(path));
    if !is_ready(path, &pool).await? {
        set_up(path).await?;
    }
    Ok(pool)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        // In KiB: the default of 2 MB is read over and over when lists are long.
        .pragma("cache_size", "-32768")
        .row_buffer_size(1000)
        // On macOS `fsync` leaves what it is told of in the disk's own memory; elsewhere these say nothing.
        .pragma("fullfsync", "1")
        .pragma("checkpoint_fullfsync", "1")
        .disable_statement_logging()
}

/// Whether the file is there with exactly the migrations that this version knows. The connection that
/// looks stays in the pool: an up-to-date file is opened once.
async fn is_ready(path: &Path, pool: &SqlitePool) -> Result<bool, Problem> {
    match path.metadata() {
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(false),
        Err(why) => return Err(unreachable(path, &why)),
        // Another program makes it just now, or was ended while it did.
        Ok(file) if file.len() == 0 => return Ok(false),
        Ok(_) => {}
    }
    let mut connection = pool.acquire().await.map_err(|why| failure::unread(path, &why))?;
    examine(path, &mut connection).await
}

fn unreachable(path: &Path, why: &std::io::Error) -> Problem {
    let message = format!("The ledger {} cannot be reached: {why}.", path.display());
    Problem::new(Code::LedgerFailed, message)
}

async fn examine(path: &Path, connection: &mut SqliteConnection) -> Result<bool, Problem> {
    let failed = |why| failure::unread(path, &why);
    let linked: String =
        sqlx::query_scalar(sql::SQLITE_VERSION).fetch_one(&mut *connection).await.map_err(failed)?;
    refuse_old_sqlite(&linked)?;
    let application: i64 =
        sqlx::query_scalar(sql::APPLICATION_ID).fetch_one(&mut *connection).await.map_err(failed)?;
    if application != APPLICATION {
        let tables: i64 =
            sqlx::query_scalar(sql::HAS_TABLES).fetch_one(&mut *connection).await.map_err(failed)?;
        // An empty file is what a program leaves that was ended while it made its ledger.
        return if tables == 0 { Ok(false) } else { Err(failure::foreign(path)) };
    }
    let applied: Vec<i64> =
        sqlx::query_scalar(sql::MIGRATIONS).fetch_all(&mut *connection).await.map_err(failed)?;
    compare(path, &applied)
}

/// Begins to write, unless a newer Slipway has changed the format since this program opened the file.
pub async fn begin(path: &Path, pool: &SqlitePool) -> Result<Writing, Problem> {
    let failed = |why| failure::unwritten(path, &why);
    let mut transaction = pool.begin_with(sql::BEGIN_WRITE).await.map_err(failed)?;
    let applied: Vec<i64> =
        sqlx::query_scalar(sql::MIGRATIONS).fetch_all(&mut *transaction).await.map_err(failed)?;
    compare(path, &applied)?;
    Ok(transaction)
}

/// Whether the migrations that the file has had are all there are.
fn compare(path: &Path, applied: &[i64]) -> Result<bool, Problem> {
    let known = MIGRATIONS.iter().map(|migration| migration.version);
    let newest = known.max().unwrap_or_default();
    match applied.iter().rev().find(|version| !MIGRATIONS.version_exists(**version)) {
        Some(unknown) => Err(failure::newer(path, *unknown, newest)),
        None => Ok(applied.len() == MIGRATIONS.iter().count()),
    }
}

fn refuse_old_sqlite(linked: &str) -> Result<(), Problem> {
    let parts: Vec<u32> = linked.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() >= OLDEST_SQLITE.as_slice() {
        return Ok(());
    }
    let message = format!("This Slipway was built with SQLite {linked}, which is older than 3.51.3.");
    Err(Problem::new(Code::LedgerFailed, message).hint("install a build of Slipway from its own releases"))
}

/// Makes or migrates the file. One program at a time: switching to the write-ahead log cannot wait in SQLite.
async fn set_up(path: &Path) -> Result<(), Problem> {
    let _turn = setup_lock(path.with_extension("setup")).await?;
    // SQLite gives its companion files the rights of this one.
    let made = directory::private().append(true).open(path);
    made.map_err(|why| cannot_write(path, &why))?;
    let mut connection = connect_for_setup(path).await?;
    // Another program may have done it while this one waited.
    if !examine(path, &mut connection).await? {
        migrate(path, &mut connection).await?;
    }
    connection.close().await.map_err(|why| failure::unwritten(path, &why))
}

/// Waits for programs that look at the file just now, which SQLite itself does not do here.
async fn connect_for_setup(path: &Path) -> Result<SqliteConnection, Problem> {
    let options = options(path).journal_mode(SqliteJournalMode::Wal);
    let begun = Instant::now();
    loop {
        match options.connect().await {
            Err(why) if failure::is_busy(&why) && begun.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            result => return result.map_err(|why| failure::unwritten(path, &why)),
        }
    }
}

/// Brings the file to this version's format, with everything derived, or leaves it as it is.
async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<(), Problem> {
    let begun = connection.begin_with(sql::BEGIN_WRITE).await;
    let mut transaction = begun.map_err(|why| failure::unwritten(path, &why))?;
    MIGRATIONS.run_direct(None, &mut *transaction, false).await.map_err(|why| match why {
        MigrateError::Execute(why) | MigrateError::ExecuteMigration(why, _) => failure::unwritten(path, &why),
        other => failure::unreadable(path, "a format", other),
    })?;
    rebuild::rebuild(path, &mut transaction).await?;
    transaction.commit().await.map_err(|why| failure::unwritten(path, &why))
}

async fn setup_lock(path: PathBuf) -> Result<std::fs::File, Problem> {
    let waited = tokio::task::spawn_blocking(move || {
        let file = directory::private().append(true).open(&path).map_err(|why| cannot_write(&path, &why))?;
        file.lock().map_err(|why| cannot_write(&path, &why))?;
        Ok(file)
    });
    waited.await.map_err(|why| Problem::new(Code::Internal, why.to_string()))?
}

fn cannot_write(path: &Path, why: &std::io::Error) -> Problem {
    let message = format!("The ledger needs to write {} and cannot: {why}. {NOTHING_LOST}", path.display());
    Problem::new(Code::LedgerFailed, message)
}
