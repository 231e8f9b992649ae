//! `slipway logs`

use clap::Args;
use futures::StreamExt;
use slipway_api::log::LogLineDocument;
use slipway_domain::problem::{Code, Exit, Problem};
use slipway_engine::ports::{Filter, LogLine, LogStream};
use slipway_engine::project::Project;

use crate::context::Context;
use crate::{show, standard_output};

/// Shows what an operation's steps logged, or what running containers log.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway logs                          the newest operation's steps
  slipway logs 01a1fc88 -f              an operation, as it goes on
  slipway logs --env sandbox api -f     running containers")]
pub struct LogsArgs {
    /// An operation, the newest one if none is named; with --env a service
    what: Option<String>,
    /// The containers of a service in this environment
    #[arg(long, value_name = "ENVIRONMENT", requires = "what")]
    env: Option<String>,
    /// Go on as lines come
    #[arg(short, long)]
    follow: bool,
    /// Only the last lines of containers
    #[arg(long, value_name = "N", requires = "env")]
    tail: Option<u32>,
}

/// Executes it.
pub async fn execute(args: LogsArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let lines = match (&args.env, &args.what) {
        (Some(environment), Some(service)) => {
            let streams = project.container_logs(environment, service, args.tail, args.follow);
            merged(context.unless_stopped(streams).await?)
        }
        (_, operation) => operation_lines(&project, operation.as_deref(), args.follow).await?,
    };
    print(lines, context).await
}

type Lines = futures::stream::BoxStream<'static, (Option<String>, Result<LogLine, Problem>)>;

fn merged(streams: Vec<(String, LogStream)>) -> Lines {
    let named =
        streams.into_iter().map(|(place, lines)| lines.map(move |line| (Some(place.clone()), line)).boxed());
    futures::stream::select_all(named).boxed()
}

async fn operation_lines(project: &Project, operation: Option<&str>, follow: bool) -> Result<Lines, Problem> {
    let row = match operation {
        Some(id) => project.find_operation(id).await?,
        None => {
            let mut found = project.ledger.operations(project.name(), Filter::newest(1)).await?;
            found.pop().ok_or_else(|| Problem::new(Code::OperationNotFound, "nothing was done yet"))?
        }
    };
    // Headings are for whoever shows the parts of a step apart.
    let said = |line: &Result<LogLine, Problem>| !line.as_ref().is_ok_and(|line| line.heading);
    let lines = project.logs.read(row.operation.id, follow);
    let lines = lines.filter(move |line| futures::future::ready(said(line)));
    Ok(lines.map(|line| (None, line)).boxed())
}

async fn print(mut lines: Lines, context: &Context) -> Result<u8, Problem> {
    loop {
        let next = tokio::select! {
            next = lines.next() => next,
            () = context.interrupt.cancelled() => return Ok(Exit::Interrupted.number()),
        };
        let Some((place, line)) = next else { return Ok(0) };
        let line = line?;
        if context.global.json {
            show::json_line(&LogLineDocument::of(&line, place.as_deref()));
        } else {
            show::out(&for_people(&line, place));
        }
        if !standard_output::is_open() {
            return Ok(0);
        }
    }
}

/// `TIME STEP │ TEXT`, or the place where the line comes from a container.
fn for_people(line: &LogLine, place: Option<String>) -> String {
    let at = line.at.map_or_else(String::new, |at| format!("{} ", show::stamp(at)));
    let step = line.step.as_ref().map(ToString::to_string);
    let from = step.or(place).map_or_else(String::new, |from| format!("{from} │ "));
    format!("{at}{from}{}", line.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_when_and_where_it_was_written() {
        let at = "2026-01-05T09:00:00.25Z".parse().ok();
        let of_step = LogLine { at, step: Some("job/test".into()), ..LogLine::out("ok") };
        assert_eq!(for_people(&of_step, None), "2026-01-05T09:00:00Z job/test │ ok");
        let of_container = LogLine { at, ..LogLine::out("ready") };
        let told = for_people(&of_container, Some("host-1".into()));
        assert_eq!(told, "2026-01-05T09:00:00Z host-1 │ ready");
        assert_eq!(for_people(&LogLine::out("no clock"), Some("host-1".into())), "host-1 │ no clock");
    }
}
