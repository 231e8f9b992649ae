//! The orders in which images are shown.

use std::cmp::{Ordering, Reverse};

use serde::{Deserialize, Serialize};

use super::row::ImageRow;

/// What images are sorted by; the highest or newest comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By semantic version's precedence; images without one follow, by time.
    #[default]
    Semver,
    /// By build number; images without one follow, by time.
    Build,
    /// By the commit's time, or the image's own where that is not known.
    Time,
}

/// Sorts in place. Rows that are equal by `by` are in the order of their time, then of their digest.
pub fn sort(rows: &mut [ImageRow], by: Sort) {
    rows.sort_by(|a, b| {
        let first = match by {
            Sort::Semver => precedence(a, b),
            Sort::Build => Reverse(a.build_number).cmp(&Reverse(b.build_number)),
            Sort::Time => Ordering::Equal,
        };
        first.then_with(|| Reverse(time(a)).cmp(&Reverse(time(b)))).then_with(|| a.digest.cmp(&b.digest))
    });
}

/// Highest first. Build metadata says nothing about precedence (Semantic Versioning 2.0.0, 10).
fn precedence(a: &ImageRow, b: &ImageRow) -> Ordering {
    match (&a.semver, &b.semver) {
        (Some(a), Some(b)) => b.cmp_precedence(a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

fn time(row: &ImageRow) -> Option<jiff::Timestamp> {
    row.commit_time.or(row.created)
}
