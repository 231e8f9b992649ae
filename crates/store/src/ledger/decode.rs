//! From rows to what they say.

use std::path::Path;
use std::str::FromStr;

use jiff::Timestamp;
use serde::Deserialize;
use slipway_domain::entry::Entry;
use slipway_domain::ids::{Key, OperationId, StepId};
use slipway_domain::operation::{Kind, Operation, Verdict};
use slipway_domain::plan::PlanHash;
use slipway_domain::problem::Problem;
use slipway_engine::ports::OperationRow;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::failure;

/// An operation as `operation_columns!` puts it into JSON.
type Stored = (
    String,
    Uuid,
    Kind,
    Option<String>,
    String,
    Option<Uuid>,
    String,
    String,
    Option<String>,
    Option<String>,
    Timestamp,
    Option<i64>,
    Option<Timestamp>,
    Option<Verdict>,
    Option<String>,
);

type Result<T> = std::result::Result<T, Problem>;

/// Reads columns by their place and names the file in what it says of one that cannot be read.
pub struct Columns<'a> {
    path: &'a Path,
    row: &'a SqliteRow,
}

impl<'a> Columns<'a> {
    /// The columns of a row of the ledger at `path`.
    pub fn of(path: &'a Path, row: &'a SqliteRow) -> Self {
        Self { path, row }
    }

    fn unreadable(&self, index: usize, why: impl std::fmt::Display) -> Problem {
        use sqlx::Column;
        let name = self.row.columns().get(index).map_or("", |column| column.name());
        failure::unreadable(self.path, &format!("a value in column `{name}`"), why)
    }

    /// A text.
    pub fn text(&self, index: usize) -> Result<&'a str> {
        self.row.try_get(index).map_err(|why| self.unreadable(index, why))
    }

    /// A text that may be absent.
    pub fn maybe_text(&self, index: usize) -> Result<Option<&'a str>> {
        self.row.try_get(index).map_err(|why| self.unreadable(index, why))
    }

    /// A whole number.
    pub fn number(&self, index: usize) -> Result<i64> {
        self.row.try_get(index).map_err(|why| self.unreadable(index, why))
    }

    /// An id that may be absent.
    pub fn maybe_id(&self, index: usize) -> Result<Option<Uuid>> {
        let bytes: Option<&[u8]> = self.row.try_get(index).map_err(|why| self.unreadable(index, why))?;
        bytes.map(Uuid::from_slice).transpose().map_err(|why| self.unreadable(index, why))
    }

    /// An id.
    pub fn id(&self, index: usize) -> Result<Uuid> {
        self.maybe_id(index)?.ok_or_else(|| self.unreadable(index, "it is empty"))
    }

    /// JSON.
    pub fn json<T: for<'de> Deserialize<'de>>(&self, index: usize) -> Result<T> {
        serde_json::from_str(self.text(index)?).map_err(|why| self.unreadable(index, why))
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&self, index: usize) -> Result<T> {
        self.text(index)?.parse().map_err(|why| self.unreadable(index, why))
    }

    fn owned(&self, index: usize) -> Result<Option<String>> {
        Ok(self.maybe_text(index)?.map(str::to_owned))
    }
}

/// An entry and its `seq`, from `entry_columns!`.
pub fn entry(columns: &Columns<'_>) -> Result<(i64, Entry)> {
    let attempt = u32::try_from(columns.number(6)?).map_err(|why| columns.unreadable(6, why))?;
    let entry = Entry {
        id: columns.id(1)?,
        project: columns.text(2)?.to_owned(),
        environment: columns.owned(3)?,
        operation: columns.maybe_id(4)?.map(OperationId),
        step: columns.owned(5)?.map(StepId),
        attempt,
        key: columns.owned(7)?.map(Key),
        actor: columns.text(8)?.to_owned(),
        device: columns.text(9)?.to_owned(),
        at: columns.parsed(10)?,
        body: columns.json(11)?,
    };
    Ok((columns.number(0)?, entry))
}

/// An operation, from `operation_columns!` as the first column.
pub fn operation(columns: &Columns<'_>) -> Result<OperationRow> {
    let stored: Stored = columns.json(0)?;
    let (project, id, kind, environment, plan, parent, actor, origin, reason, request_key, ..) = stored;
    let (.., started_at, release, ended_at, verdict, problem) = stored;
    Ok(OperationRow {
        operation: Operation {
            project,
            id: OperationId(id),
            kind,
            environment,
            plan: PlanHash(plan),
            parent: parent.map(OperationId),
            actor,
            origin,
            reason,
            request_key,
        },
        started_at,
        release: release.map(i64::cast_unsigned),
        ended_at,
        verdict,
        problem,
    })
}
