//! Notices that wait for their channels. Several programs may deliver at once: who claims a channel has it alone until its
//! lease runs out, and every claim is one transaction that no other comes between.

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;
use slipway_domain::config::Tongue;
use slipway_domain::ids::OperationId;
use slipway_domain::notification::Notice;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Claimed, Letter, Outbox, Outstanding};
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::decode::Columns;
use super::{SqliteLedger, Writing, statements as sql};

#[async_trait]
impl Outbox for SqliteLedger {
    async fn put(&self, project: &str, letters: &[Letter]) -> Result<(), Problem> {
        if letters.is_empty() {
            return Ok(());
        }
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        for letter in letters {
            let query = sqlx::query(sql::PUT_LETTER)
                .bind(letter.id.as_bytes().as_slice())
                .bind(project)
                .bind(&letter.channel)
                .bind(id(letter))
                .bind(letter.occasion().as_str())
                .bind(kept(&letter.notice)?)
                .bind(letter.held)
                .bind(letter.due.as_millisecond());
            query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
            if letter.says_more {
                let query = sqlx::query(sql::DROP_STARTED)
                    .bind(project)
                    .bind(&letter.channel)
                    .bind(id(letter))
                    .bind(letter.due.as_millisecond());
                query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
            }
        }
        writing.commit().await.map_err(|why| self.unwritten(why))
    }

    async fn claim(
        &self,
        project: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Claimed>, Problem> {
        let now = now.as_millisecond();
        // Looked at before the ledger is locked for writing: almost always there is nothing.
        let claimable = || sqlx::query_scalar::<_, String>(sql::CLAIMABLE_CHANNEL).bind(project).bind(now);
        let looked = claimable().fetch_optional(&self.pool).await.map_err(|why| self.unread(why))?;
        if looked.is_none() {
            return Ok(None);
        }
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        let found = claimable().fetch_optional(&mut *writing).await.map_err(|why| self.unread(why))?;
        let Some(channel) = found else { return Ok(None) };
        let query = sqlx::query(sql::LEASE_CHANNEL).bind(project).bind(&channel).bind(until.as_millisecond());
        query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
        let query = sqlx::query(sql::DUE_LETTERS).bind(project).bind(&channel).bind(now);
        let rows = query.fetch_all(&mut *writing).await.map_err(|why| self.unread(why))?;
        let letters = rows.iter().map(|row| self.letter(&channel, row)).collect::<Result<Vec<_>, _>>()?;
        let query = sqlx::query_scalar(sql::CHANNEL_FAILURES).bind(project).bind(&channel);
        let failures: i64 = query.fetch_one(&mut *writing).await.map_err(|why| self.unread(why))?;
        let thread = match letters.first() {
            None => None,
            Some(first) => {
                let query = sqlx::query_scalar(sql::THREAD).bind(project).bind(&channel).bind(id(first));
                let kept: Option<String> =
                    query.fetch_optional(&mut *writing).await.map_err(|why| self.unread(why))?;
                kept.and_then(|text| serde_json::from_str(&text).ok())
            }
        };
        writing.commit().await.map_err(|why| self.unwritten(why))?;
        let failures = u32::try_from(failures).unwrap_or(u32::MAX);
        Ok(Some(Claimed { channel, letters, thread, failures, lease: until }))
    }

    async fn next(&self, project: &str) -> Result<Option<Timestamp>, Problem> {
        let query = sqlx::query_scalar(sql::NEXT_LETTER).bind(project);
        let next: Option<i64> = query.fetch_one(&self.pool).await.map_err(|why| self.unread(why))?;
        Ok(next.and_then(|at| Timestamp::from_millisecond(at).ok()))
    }

    async fn arrived(
        &self,
        project: &str,
        claimed: &Claimed,
        letters: &[Uuid],
        thread: Option<&Value>,
        free: Timestamp,
    ) -> Result<(), Problem> {
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        self.settle(&mut writing, letters, "arrived", None, free).await?;
        let about = claimed.letters.iter().find(|letter| letters.contains(&letter.id));
        if let (Some(thread), Some(letter)) = (thread, about) {
            let query = sqlx::query(sql::KEEP_THREAD)
                .bind(project)
                .bind(&claimed.channel)
                .bind(id(letter))
                .bind(thread.to_string())
                .bind(free.as_millisecond());
            query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
        }
        self.free(&mut writing, project, claimed, free, 0).await?;
        writing.commit().await.map_err(|why| self.unwritten(why))
    }

    async fn given_up(
        &self,
        project: &str,
        claimed: &Claimed,
        letters: &[Uuid],
        why: &str,
        free: Timestamp,
    ) -> Result<(), Problem> {
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        self.settle(&mut writing, letters, "given_up", Some(why), free).await?;
        self.free(&mut writing, project, claimed, free, 0).await?;
        writing.commit().await.map_err(|why| self.unwritten(why))
    }

    async fn put_off(
        &self,
        project: &str,
        claimed: &Claimed,
        why: &str,
        free: Timestamp,
    ) -> Result<(), Problem> {
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        let query = sqlx::query(sql::LETTERS_WHY).bind(project).bind(&claimed.channel).bind(why);
        query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
        self.free(&mut writing, project, claimed, free, claimed.failures.saturating_add(1)).await?;
        writing.commit().await.map_err(|why| self.unwritten(why))
    }

    async fn waits(&self, project: &str, claimed: &Claimed, free: Timestamp) -> Result<(), Problem> {
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        self.free(&mut writing, project, claimed, free, claimed.failures).await?;
        writing.commit().await.map_err(|why| self.unwritten(why))
    }

    async fn take_turn(
        &self,
        robot: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, Problem> {
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        let query = sqlx::query_scalar(sql::ROBOT_IS_FREE).bind(robot);
        let free: Option<i64> = query.fetch_optional(&mut *writing).await.map_err(|why| self.unread(why))?;
        // A clock that was put back makes nobody wait longer than for one message.
        let longest = until.as_millisecond();
        if let Some(free) = free.filter(|free| (now.as_millisecond() + 1..=longest).contains(free)) {
            return Ok(Timestamp::from_millisecond(free).ok());
        }
        let query = sqlx::query(sql::TAKE_ROBOT).bind(robot).bind(longest);
        query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
        writing.commit().await.map_err(|why| self.unwritten(why))?;
        Ok(None)
    }

    async fn tidy(&self, project: &str, oldest: Timestamp, forgotten: Timestamp) -> Result<(), Problem> {
        let oldest = oldest.as_millisecond();
        let query = sqlx::query_scalar(sql::OLD_LETTERS).bind(project).bind(oldest);
        let old: i64 = query.fetch_one(&self.pool).await.map_err(|why| self.unread(why))?;
        let query = sqlx::query_scalar(sql::SETTLED_LETTERS).bind(project).bind(forgotten.as_millisecond());
        let settled: i64 = query.fetch_one(&self.pool).await.map_err(|why| self.unread(why))?;
        if old == 0 && settled == 0 {
            return Ok(());
        }
        let _turn = self.writing.lock().await;
        let mut writing = self.begin().await?;
        let query = sqlx::query(sql::GIVE_UP_LETTERS).bind(project).bind(oldest);
        query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
        for statement in [sql::DROP_LETTERS, sql::DROP_THREADS] {
            let query = sqlx::query(statement).bind(project).bind(forgotten.as_millisecond());
            query.execute(&mut *writing).await.map_err(|why| self.unwritten(why))?;
        }
        writing.commit().await.map_err(|why| self.unwritten(why))
    }

    async fn outstanding(&self, project: &str, now: Timestamp) -> Result<Vec<Outstanding>, Problem> {
        let query = sqlx::query(sql::PENDING_LETTERS).bind(project).bind(now.as_millisecond());
        let pending = query.fetch_all(&self.pool).await.map_err(|why| self.unread(why))?;
        let query = sqlx::query(sql::LETTERS_GIVEN_UP).bind(project);
        let given_up = query.fetch_all(&self.pool).await.map_err(|why| self.unread(why))?;
        let all = pending.iter().map(|row| (row, false)).chain(given_up.iter().map(|row| (row, true)));
        let mut all = all.map(|(row, gone)| self.missing(row, gone)).collect::<Result<Vec<_>, _>>()?;
        all.sort_by_key(|one| one.since);
        Ok(all)
    }

    async fn told_up_to(&self, project: &str) -> Result<Option<u64>, Problem> {
        let query = sqlx::query_scalar(sql::TOLD).bind(project);
        let place: Option<i64> = query.fetch_optional(&self.pool).await.map_err(|why| self.unread(why))?;
        Ok(place.map(i64::cast_unsigned))
    }

    async fn tell_from(&self, project: &str, place: u64) -> Result<(), Problem> {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        let _turn = self.writing.lock().await;
        let query = sqlx::query(sql::TELL_FROM).bind(project).bind(place);
        query.execute(&self.pool).await.map_err(|why| self.unwritten(why))?;
        Ok(())
    }
}

impl SqliteLedger {
    async fn settle(
        &self,
        writing: &mut Writing,
        letters: &[Uuid],
        state: &str,
        why: Option<&str>,
        at: Timestamp,
    ) -> Result<(), Problem> {
        for letter in letters {
            let query = sqlx::query(sql::SETTLE_LETTER)
                .bind(letter.as_bytes().as_slice())
                .bind(state)
                .bind(at.as_millisecond())
                .bind(why);
            query.execute(&mut **writing).await.map_err(|why| self.unwritten(why))?;
        }
        Ok(())
    }

    async fn free(
        &self,
        writing: &mut Writing,
        project: &str,
        claimed: &Claimed,
        free: Timestamp,
        failures: u32,
    ) -> Result<(), Problem> {
        let query = sqlx::query(sql::FREE_CHANNEL)
            .bind(project)
            .bind(&claimed.channel)
            .bind(free.as_millisecond())
            .bind(failures)
            .bind(claimed.lease.as_millisecond());
        query.execute(&mut **writing).await.map_err(|why| self.unwritten(why))?;
        Ok(())
    }

    fn letter(&self, channel: &str, row: &SqliteRow) -> Result<Letter, Problem> {
        let columns = Columns::of(&self.path, row);
        Ok(Letter {
            id: columns.id(0)?,
            channel: channel.to_owned(),
            notice: columns.json(1)?,
            held: columns.number(2)? != 0,
            due: Timestamp::from_millisecond(columns.number(3)?).unwrap_or_default(),
            says_more: false,
        })
    }

    fn missing(&self, row: &SqliteRow, given_up: bool) -> Result<Outstanding, Problem> {
        let columns = Columns::of(&self.path, row);
        let notice: Notice = columns.json(1)?;
        Ok(Outstanding {
            channel: columns.text(0)?.to_owned(),
            title: notice.title(Tongue::English),
            since: Timestamp::from_millisecond(columns.number(2)?).unwrap_or_default(),
            why: columns.maybe_text(3)?.map(str::to_owned),
            given_up,
        })
    }
}

/// The operation that a letter is about, as bytes; zeros where it is about none.
fn id(letter: &Letter) -> Vec<u8> {
    super::encode::id(letter.operation().unwrap_or(OperationId(Uuid::nil())))
}

fn kept(notice: &Notice) -> Result<String, Problem> {
    serde_json::to_string(notice)
        .map_err(|why| Problem::new(Code::Internal, format!("A notice cannot be kept: {why}.")))
}
