//! What people are told when the ledger's file cannot be used.

use std::io::ErrorKind;
use std::path::Path;

use slipway_domain::problem::{Code, Problem};

// SQLite's primary result codes (sqlite.org/rescode.html).
const BUSY: u32 = 5;
const READONLY: u32 = 8;
const IOERR: u32 = 10;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const CANTOPEN: u32 = 14;
const NOTADB: u32 = 26;

/// What stands at the end of every message about a write that did not happen.
pub const NOTHING_LOST: &str = "Nothing that was recorded before is lost; this was not recorded.";

/// SQLite's primary result code, if the error is SQLite's.
fn code(error: &sqlx::Error) -> Option<u32> {
    let extended: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}

/// Whether another program uses the file just now.
pub fn is_busy(error: &sqlx::Error) -> bool {
    code(error) == Some(BUSY)
}

/// That the ledger at `path` could not be written.
pub fn unwritten(path: &Path, error: &sqlx::Error) -> Problem {
    told(path, error, NOTHING_LOST)
}

/// That the ledger at `path` could not be opened or read. Nothing was to be recorded, and what it still holds is not
/// known.
pub fn unread(path: &Path, error: &sqlx::Error) -> Problem {
    told(path, error, LEFT)
}

fn told(path: &Path, error: &sqlx::Error, end: &str) -> Problem {
    let path = path.display();
    let (message, hint) = match code(error) {
        Some(FULL) => (format!("The disk that holds the ledger {path} is full. {end}"), FREE_SPACE),
        Some(READONLY) => (format!("The ledger {path} is read-only. {end}"), RIGHTS),
        // SQLite writes beside a ledger that it only reads.
        Some(CANTOPEN) => (format!("The ledger {path} cannot be opened for writing: {error}. {end}"), RIGHTS),
        Some(NOTADB) => (format!("{path} is no ledger: it is not a SQLite database. {LEFT}"), SET_ASIDE),
        Some(CORRUPT) => (format!("The ledger {path} is damaged: {error}. {LEFT}"), SET_ASIDE),
        Some(BUSY) => (format!("Another program held the ledger {path} for over 10 s. {end}"), AGAIN),
        Some(IOERR) => {
            (format!("The disk that holds the ledger {path} failed or is full: {error}. {end}"), DISK)
        }
        _ => (format!("The ledger {path} could not be used: {error}. {end}"), DISK),
    };
    Problem::new(Code::LedgerFailed, message).hint(hint)
}

const LEFT: &str = "It was left as it is.";
const FREE_SPACE: &str = "free some space, then run the same again; `slipway resume` settles what was open";
const RIGHTS: &str =
    "make the data directory writable, or choose another with --data-dir; then run the same again";
const SET_ASIDE: &str = "put back a copy of the file, or move it aside: a new ledger then begins, and the \
                         journals on the hosts still hold what was deployed";
const AGAIN: &str = "run it again when the other program is done";
const DISK: &str = "check the disk and the rights of the data directory, then run the same again";

/// A lock that cannot be taken.
pub fn lock(path: &Path, why: &std::io::Error) -> Problem {
    let message = format!("The lock {} cannot be taken: {why}. Nothing was begun.", path.display());
    let hint = match why.kind() {
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => RIGHTS,
        ErrorKind::StorageFull => FREE_SPACE,
        _ => DISK,
    };
    Problem::new(Code::LedgerFailed, message).hint(hint)
}

/// A row of the ledger that this version cannot read.
pub fn unreadable(path: &Path, what: &str, why: impl std::fmt::Display) -> Problem {
    let message = format!("The ledger {} holds {what} that cannot be read: {why}. {LEFT}", path.display());
    Problem::new(Code::LedgerFailed, message).hint(SET_ASIDE)
}

/// The file belongs to another program.
pub fn foreign(path: &Path) -> Problem {
    let message = format!("{} is the database of another program and no ledger. {LEFT}", path.display());
    Problem::new(Code::LedgerFailed, message).hint("choose another directory with --data-dir")
}

/// The file was written by a newer Slipway.
pub fn newer(path: &Path, found: i64, known: i64) -> Problem {
    let message =
        format!("The ledger {} has format {found}; this Slipway knows up to {known}. {LEFT}", path.display());
    Problem::new(Code::LedgerNewer, message).details(serde_json::json!({ "found": found, "known": known }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_that_is_not_from_sqlite_names_the_path() {
        let told = unwritten(Path::new("/data/ledger.db"), &sqlx::Error::PoolTimedOut);
        assert_eq!(told.code, Code::LedgerFailed);
        assert!(told.message.contains("/data/ledger.db"), "{told}");
    }

    #[test]
    fn only_what_was_to_be_recorded_was_not() {
        let told = |problem: fn(&Path, &sqlx::Error) -> Problem| {
            problem(Path::new("/data/ledger.db"), &sqlx::Error::PoolTimedOut).message
        };
        assert!(told(unwritten).ends_with(NOTHING_LOST), "{}", told(unwritten));
        assert!(told(unread).ends_with(LEFT), "{}", told(unread));
    }
}
