//! Releases, and the images that they consist of.

use slipway_domain::problem::Problem;
use slipway_domain::release::{Release, ServiceRelease};
use slipway_engine::ports::Ingredients;
use sqlx::sqlite::SqliteRow;

use super::decode::Columns;
use super::{SqliteLedger, statements as sql};
use crate::failure;

/// The newest releases of a project, newest first.
pub async fn newest(ledger: &SqliteLedger, project: &str, limit: u32) -> Result<Vec<Release>, Problem> {
    decode(ledger, sqlx::query(sql::RELEASES).bind(project).bind(limit).fetch_all(&ledger.pool).await)
}

/// Those with numbers from `first` to `last`, newest first.
pub async fn between(
    ledger: &SqliteLedger,
    project: &str,
    first: u64,
    last: u64,
) -> Result<Vec<Release>, Problem> {
    let query = sqlx::query(sql::RELEASES_BETWEEN).bind(project);
    let query = query.bind(first.cast_signed()).bind(last.cast_signed());
    decode(ledger, query.fetch_all(&ledger.pool).await)
}

/// Those of which a service has that version, newest first.
pub async fn with_version(
    ledger: &SqliteLedger,
    project: &str,
    version: &str,
) -> Result<Vec<Release>, Problem> {
    let query = sqlx::query_as(sql::SPANS_OF_VERSION).bind(project).bind(version);
    let spans: Vec<(i64, i64)> = query.fetch_all(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    let mut found = Vec::new();
    for (first, last) in spans {
        found.extend(between(ledger, project, first.cast_unsigned(), last.cast_unsigned()).await?);
    }
    found.retain(|release: &Release| release.services.values().any(|service| service.version == version));
    found.sort_by_key(|release| std::cmp::Reverse(release.number));
    found.dedup_by_key(|release| release.number);
    Ok(found)
}

/// The newest of a branch.
pub async fn newest_of(
    ledger: &SqliteLedger,
    project: &str,
    branch: &str,
) -> Result<Option<Release>, Problem> {
    let query = sqlx::query(sql::NEWEST_OF_BRANCH).bind(project).bind(branch);
    Ok(decode(ledger, query.fetch_all(&ledger.pool).await)?.pop())
}

/// A service as the newest release has it that made it of the same.
pub async fn made_of(
    ledger: &SqliteLedger,
    project: &str,
    wanted: Ingredients<'_>,
) -> Result<Option<ServiceRelease>, Problem> {
    let query = sqlx::query_as(sql::IMAGES_MADE_OF).bind(project).bind(wanted.service);
    let query = query.bind(wanted.inputs).bind(wanted.repository).bind(wanted.dirty);
    let images: Vec<(String, String, i64)> =
        query.fetch_all(&ledger.pool).await.map_err(|why| ledger.unread(why))?;
    let Some((version, digest, _)) = images.into_iter().max_by_key(|(_, _, last)| *last) else {
        return Ok(None);
    };
    let digest =
        digest.parse().map_err(|why| failure::unreadable(&ledger.path, "the digest of an image", why))?;
    let (repository, inputs) = (wanted.repository.to_owned(), wanted.inputs.to_owned());
    Ok(Some(ServiceRelease { version, repository, digest, inputs }))
}

fn decode(ledger: &SqliteLedger, rows: Result<Vec<SqliteRow>, sqlx::Error>) -> Result<Vec<Release>, Problem> {
    let rows = rows.map_err(|why| ledger.unread(why))?;
    rows.iter().map(|row| Columns::of(&ledger.path, row).json(0)).collect()
}
