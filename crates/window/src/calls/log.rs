//! Lines of an operation's log, a page at a time, and where a text stands in it.

use slipway_api::window::operation::{
    LogArgs, LogDocument, LogLineRow, SaveLogArgs, SavedLogDocument, SearchArgs, SearchDocument,
};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{LogLine, LogStore, MOST_FOUND, PageOf, Search};

use crate::answer::{Answered, done};
use crate::session::Session;

/// The most lines of a page.
const MOST: u64 = 5000;

/// A page of lines.
pub(crate) async fn log(session: &Session, args: LogArgs) -> Answered<LogDocument> {
    let project = session.project(&args.project).await?;
    let operation = project.find_operation(&args.operation).await?.operation.id;
    follow(session, &*project.logs, operation).await?;
    // What is still open now may have written its last lines when the page is read, and is told to have.
    let ended = project.find_operation(&operation.to_string()).await?.verdict.is_some();
    if ended {
        session.inner.followed.end(operation);
    }
    let wanted = PageOf { step: args.step.map(Into::into), from: args.from, limit: args.limit.min(MOST) };
    let page = project.logs.page(operation, &wanted).await?;
    let lines = page.lines.into_iter().map(line).collect();
    done(LogDocument { total: page.total, from: page.from, lines, ended })
}

/// Has the log watched, from before the page is read: a line is in the page or is told, never neither.
async fn follow(session: &Session, logs: &dyn LogStore, operation: OperationId) -> Result<(), Problem> {
    session.inner.followed.follow(operation, logs.count(operation).await?);
    Ok(())
}

fn line(line: LogLine) -> LogLineRow {
    LogLineRow {
        at: line.at.map(|at| at.as_millisecond()),
        alarm: is_alarm(&line),
        step: line.step.map(|step| step.to_string()),
        error: line.error,
        text: line.text,
    }
}

/// Where a text stands.
pub(crate) async fn search(session: &Session, args: SearchArgs) -> Answered<SearchDocument> {
    let project = session.project(&args.project).await?;
    let row = project.find_operation(&args.operation).await?;
    let operation = row.operation.id;
    if args.errors {
        return done(errors(&*project.logs, operation, args.step, &args.text).await?);
    }
    let wanted = Search { step: args.step.map(Into::into), text: args.text };
    let found = project.logs.find(operation, &wanted).await?;
    done(SearchDocument { lines: found.lines, total: found.total })
}

/// The lines that read like the telling of an error and have a text in them.
async fn errors(
    logs: &dyn LogStore,
    operation: OperationId,
    step: Option<String>,
    text: &str,
) -> Result<SearchDocument, Problem> {
    let text = text.to_lowercase();
    let mut found = SearchDocument { lines: Vec::new(), total: 0 };
    let mut wanted = PageOf { step: step.map(Into::into), from: 0, limit: MOST };
    loop {
        let page = logs.page(operation, &wanted).await?;
        for (number, line) in (page.from..).zip(&page.lines) {
            if is_alarm(line) && line.text.to_lowercase().contains(&text) {
                found.total += 1;
                if found.lines.len() < MOST_FOUND {
                    found.lines.push(number);
                }
            }
        }
        wanted.from = page.from + page.lines.len() as u64;
        if page.lines.is_empty() || wanted.from >= page.total {
            return Ok(found);
        }
    }
}

/// A heading has words of the file, and tells of nothing.
fn is_alarm(line: &LogLine) -> bool {
    !line.heading && reads_like_an_error(&line.text)
}

/// Words that begin or end the telling of an error in what programs print.
const ALARMS: [&str; 9] =
    ["error", "fatal", "panic", "failed", "failure", "exception", "denied", "refused", "cannot"];

/// Whether a line tells of an error: one of the words stands in it, and nothing beside it says that there was none.
pub(crate) fn reads_like_an_error(text: &str) -> bool {
    let lower = text.to_lowercase();
    let parts = lower.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    let is_alarm = |word: &str| {
        let singular = word.trim_end_matches('s');
        ALARMS.iter().any(|alarm| word.starts_with(alarm) || singular.ends_with(alarm))
    };
    let before = |at: usize| at.checked_sub(1).map_or("", |at| words[at]);
    let denied = |at: usize| matches!(before(at), "0" | "no") || words.get(at + 1) == Some(&"0");
    let lacks = words.windows(2).any(|pair| pair == ["no", "such"]);
    lacks || (0..words.len()).any(|at| is_alarm(words[at]) && !denied(at))
}

/// Keeps a log as a file among the person's downloads.
pub(crate) async fn save(session: &Session, args: SaveLogArgs) -> Answered<SavedLogDocument> {
    let project = session.project(&args.project).await?;
    let operation = project.find_operation(&args.operation).await?.operation.id;
    let mut file = slipway_app::downloads::File::create(&format!("{}-{operation}.log", args.project))?;
    let mut wanted = PageOf { step: args.step.map(Into::into), from: 0, limit: MOST };
    loop {
        let page = project.logs.page(operation, &wanted).await?;
        let lines = page.lines.iter().map(|line| match line.at.filter(|_| args.times) {
            Some(at) => format!("{at} {}", line.text),
            None => line.text.clone(),
        });
        file.add(lines)?;
        wanted.from = page.from + page.lines.len() as u64;
        if page.lines.is_empty() || wanted.from >= page.total {
            break;
        }
    }
    let (path, lines) = (file.keep()?.display().to_string(), wanted.from);
    done(SavedLogDocument { path, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_no_alarm_whatever_it_is_called() {
        let line = LogLine::out("[2/3] Check failures");
        assert!(is_alarm(&line));
        assert!(!is_alarm(&LogLine { heading: true, ..line }));
    }

    #[test]
    fn what_tells_of_an_error_is_told_from_what_tells_of_none() {
        for text in [
            "error: no such file",
            "FATAL could not open",
            "java.lang.NullPointerException",
            "2 tests failed",
            "dial tcp: lookup mongodb: no such host",
            "cannot open the store",
        ] {
            assert!(reads_like_an_error(text), "{text}");
        }
        for text in ["0 errors", "failures: 0", "no errors found", "all is well"] {
            assert!(!reads_like_an_error(text), "{text}");
        }
    }
}
