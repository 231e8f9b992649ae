//! What was done.

use slipway_engine::ports::OperationRow;

use super::{out, person, table::table};

/// Prints a table of operations, newest first.
pub fn print(operations: &[OperationRow]) {
    let row = |row: &OperationRow| {
        vec![
            row.started_at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            row.operation.kind.as_str().to_owned(),
            row.operation.environment.clone().unwrap_or_else(|| "-".to_owned()),
            row.release.map_or_else(|| "-".to_owned(), |number| format!("#{number}")),
            row.verdict.map_or("open", |verdict| verdict.as_str()).to_owned(),
            person(&row.operation.actor).to_owned(),
            row.operation.id.to_string(),
        ]
    };
    if operations.is_empty() {
        return out("Nothing was done yet; `slipway run` makes the first release.");
    }
    let rows: Vec<Vec<String>> = operations.iter().map(row).collect();
    out(&table(&["WHEN (UTC)", "WHAT", "WHERE", "RELEASE", "VERDICT", "WHO", "OPERATION"], &rows));
}
