//! How a job ended, as the end of its output says it.

use futures::StreamExt;
use serde_json::json;
use slipway_domain::entry::Evidence;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;

use super::JobArgs;
use super::driver::{Word, split};
use crate::ports::{ContainerEngine, FoundContainer, LogStream};

/// So many lines are looked at first.
const LAST: u32 = 200;

/// So many of them are shown.
const SHOWN: usize = 20;

/// The newest that the driver of a job said; `log` gives the last so many lines of its output, or all. What a step left
/// running may go on to talk until the container is gone, so where the last lines hold nothing of it, all are read.
async fn newest_word(log: impl Fn(Option<u32>) -> LogStream) -> Result<Option<Word>, Problem> {
    let mut newest = None;
    for tail in [Some(LAST), None] {
        let mut lines = log(tail);
        while let Some(line) = lines.next().await {
            newest = split(&line?.text).1.or(newest);
        }
        if newest.is_some() {
            break;
        }
    }
    Ok(newest)
}

/// That nobody knows how a job ended whose container did so with the code 0: its last step was not heard to end well. The
/// code alone says little: Docker 24.0 shows it for whatever ran when its machine went down (moby#45788).
pub async fn unheard(
    args: &JobArgs,
    engine: &dyn ContainerEngine,
    name: &str,
) -> Result<Option<Problem>, Problem> {
    let newest = newest_word(|tail| engine.logs(name, tail, false)).await?;
    Ok(cut_off(args, newest, name))
}

fn cut_off(args: &JobArgs, newest: Option<Word>, name: &str) -> Option<Problem> {
    let last = args.steps.len().checked_sub(1)?;
    let step = match newest {
        Some(Word::End(step, 0)) if step == last => return None,
        Some(Word::End(step, 0)) => step + 1,
        Some(Word::Begin(step) | Word::End(step, _)) => step,
        None => 0,
    };
    let step = args.steps.get(step).map_or("", |step| &step.name);
    let message = format!(
        "nobody knows how job {} ended: its container is over, and nothing says that step “{step}” came to its end",
        args.job
    );
    let hint = format!(
        "its machine may have been switched off, or the disk of its engine is full; after `docker rm {name}`, `slipway resume` runs the job again"
    );
    Some(Problem::new(Code::OutcomeUnknown, message).hint(hint))
}

/// What is observed of a job that ended with another code than 0.
pub async fn failure(
    args: &JobArgs,
    engine: &dyn ContainerEngine,
    container: &FoundContainer,
) -> Result<Observed, Problem> {
    let code = container.exit_code.unwrap_or(-1);
    let mut lines = Vec::new();
    let mut log = engine.logs(&container.name, Some(LAST), false);
    while let Some(line) = log.next().await {
        lines.push(line?.text);
    }
    let said = read(&lines);
    let step = said.failed_step.and_then(|index| args.steps.get(index));
    let name = step.map_or_else(|| "its container".to_owned(), |step| format!("step “{}”", step.name));
    let message = format!("job {} failed: {name} ended with exit code {code}", args.job);
    let evidence =
        |what: &str, text: String| Evidence { place: None, service: None, what: what.into(), text };
    Ok(Observed::Different {
        fact: json!({ "job": args.job, "exit_code": code }),
        problem: Problem::new(Code::JobFailed, message).hint("`slipway logs` shows everything that it said"),
        evidence: vec![
            evidence("exit code", code.to_string()),
            evidence("last lines", said.last_lines.join("\n")),
        ],
    })
}

/// What the end of a job's output says of its failure.
struct Ending {
    /// The step that was under way or ended with another code than 0.
    failed_step: Option<usize>,
    /// The last lines that are not the driver's.
    last_lines: Vec<String>,
}

/// Reads the end of a job's output.
fn read(lines: &[String]) -> Ending {
    let newest = lines.iter().rev().find_map(|line| split(line).1);
    let failed_step = newest.map(|(Word::Begin(step) | Word::End(step, _))| step);
    let own: Vec<&str> = lines.iter().filter_map(|line| split(line).0).collect();
    let from = own.len().saturating_sub(SHOWN);
    Ending { failed_step, last_lines: own[from..].iter().map(|line| (*line).to_owned()).collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ports::LogLine;
    use crate::steps::job::StepArgs;

    fn job(steps: &[&str]) -> JobArgs {
        let step = |name: &&str| StepArgs {
            name: (*name).to_owned(),
            run: "true".into(),
            directory: None,
            env: BTreeMap::new(),
            limit: None,
        };
        JobArgs {
            job: "test".into(),
            image: "base:1".into(),
            tree: "t".into(),
            env: BTreeMap::new(),
            steps: steps.iter().map(step).collect(),
            inputs: Vec::new(),
            artifacts: Vec::new(),
            secrets: Vec::new(),
        }
    }

    /// The last so many lines, as an engine gives them.
    fn log(lines: &[&str], tail: Option<u32>) -> LogStream {
        let from = tail.map_or(0, |tail| lines.len().saturating_sub(tail as usize));
        let lines: Vec<_> = lines[from..].iter().map(|line| Ok(LogLine::out(*line))).collect();
        futures::stream::iter(lines).boxed()
    }

    /// The step of which nobody knows whether it ended.
    async fn unknown(steps: &[&str], lines: &[&str]) -> Option<String> {
        let newest = newest_word(|tail| log(lines, tail)).await.unwrap();
        let problem = cut_off(&job(steps), newest, "slipway-1")?;
        assert_eq!(problem.code, Code::OutcomeUnknown);
        assert!(problem.hint.as_deref().is_some_and(|hint| hint.contains("`docker rm slipway-1`")));
        Some(problem.message.split(['“', '”']).nth(1).unwrap_or_default().to_owned())
    }

    #[tokio::test]
    async fn a_job_that_was_not_heard_to_end_is_not_done() {
        let (begin, end) = ("\u{1e}slipway begin 0", "half a line\u{1e}slipway end 0 0");
        let (next, over) = ("\u{1e}slipway begin 1", "\u{1e}slipway end 1 0");
        assert_eq!(unknown(&["one"], &[begin, "ok", end]).await, None);
        assert_eq!(unknown(&["one", "two"], &[begin, end, next, over]).await, None);
        assert_eq!(unknown(&["one"], &[begin, "ok"]).await.as_deref(), Some("one"));
        assert_eq!(unknown(&["one"], &[]).await.as_deref(), Some("one"));
        for lines in [vec![begin, end], vec![begin, end, next, "under way"]] {
            assert_eq!(unknown(&["one", "two"], &lines).await.as_deref(), Some("two"), "{lines:?}");
        }
    }

    #[tokio::test]
    async fn what_was_left_running_and_talks_on_hides_no_end() {
        let mut lines = vec!["\u{1e}slipway begin 0", "\u{1e}slipway end 0 0"];
        lines.extend(vec!["still here"; LAST as usize + 1]);
        assert_eq!(unknown(&["one"], &lines).await, None);
    }

    #[test]
    fn the_failed_step_and_its_last_lines_are_found() {
        let lines: Vec<String> = [
            "\u{1e}slipway begin 0",
            "ok",
            "\u{1e}slipway end 0 0",
            "\u{1e}slipway begin 1",
            "boom\u{1e}slipway end 1 3",
        ]
        .map(String::from)
        .to_vec();
        let ending = read(&lines);
        assert_eq!(ending.failed_step, Some(1));
        assert_eq!(ending.last_lines, ["ok", "boom"]);
    }
}
