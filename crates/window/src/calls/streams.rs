//! Lines of running containers as they come, and what is said to streams that are open.

use std::time::Duration;

use futures::StreamExt;
use futures::stream::select_all;
use slipway_api::done::DoneDocument;
use slipway_api::error::ErrorDocument;
use slipway_api::log::LogLineDocument;
use slipway_api::window::environment::{ContainerLogsArgs, StreamArgs, StreamDocument, StreamInput};
use slipway_api::window::event::{Event, StreamOutput};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{LogLine, LogStream};
use tokio_stream::StreamExt as _;
use tokio_util::sync::CancellationToken;

use crate::answer::{Answered, done};
use crate::session::Session;

/// The lines before the first that are shown.
const TAIL: u32 = 500;
/// Lines that come within this go to the window together.
const TOGETHER: Duration = Duration::from_millis(40);
/// The most lines that go together.
const MOST: usize = 2000;
/// How long after so many the next ones go. What logs without end is held up, and nobody who listens falls behind.
const PAUSE: Duration = Duration::from_millis(20);

/// Opens what running containers log.
pub(crate) async fn container_logs(session: &Session, args: ContainerLogsArgs) -> Answered<StreamDocument> {
    let project = session.project(&args.project).await?;
    let mut logs = project.container_logs(&args.environment, &args.service, Some(TAIL), true).await?;
    if let Some(place) = &args.place {
        logs.retain(|(name, _)| name == place);
    }
    let (stream, closed) = session.inner.streams.open();
    tokio::spawn(pass_on(session.clone(), stream, logs, closed));
    done(StreamDocument { stream })
}

async fn pass_on(session: Session, stream: u64, logs: Vec<(String, LogStream)>, closed: CancellationToken) {
    let named = logs.into_iter().map(|(place, lines)| {
        let document = move |mut line: LogLine| {
            line.text = slipway_app::redacted(&line.text).into_owned();
            LogLineDocument::of(&line, Some(&place))
        };
        StreamExt::map(lines, move |line| line.map(&document)).boxed()
    });
    let together = select_all(named).chunks_timeout(MOST, TOGETHER);
    let mut together = std::pin::pin!(together);
    // One for all lines: it takes longer than it is from one to the next.
    let mut unheard = std::pin::pin!(session.is_unheard());
    let mut problem = None;
    while problem.is_none() {
        let next = tokio::select! {
            next = StreamExt::next(&mut together) => next,
            () = closed.cancelled() => return,
            // A page that is gone closes nothing.
            () = &mut unheard => {
                session.inner.streams.close(stream);
                return;
            }
        };
        let Some(lines) = next else { break };
        let has_more = lines.len() == MOST;
        let (lines, failed): (Vec<_>, Vec<_>) = lines.into_iter().partition(Result::is_ok);
        let lines = lines.into_iter().flatten().collect();
        session.tell(Event::Stream { stream, output: StreamOutput::Lines { lines } });
        problem = failed.into_iter().find_map(Result::err);
        if has_more {
            tokio::time::sleep(PAUSE).await;
        }
    }
    session.inner.streams.close(stream);
    let problem =
        problem.map(|problem: Problem| ErrorDocument::from(&slipway_app::redacted_problem(problem)).error);
    session.tell(Event::Stream { stream, output: StreamOutput::Ended { code: None, problem } });
}

/// Says something to an open stream, or closes it.
pub(crate) async fn stream(session: &Session, args: StreamArgs) -> Answered<DoneDocument> {
    let (streams, number) = (&session.inner.streams, args.stream);
    if args.what == StreamInput::Close {
        streams.close(number);
        return done(DoneDocument { done: format!("stream {number} is closed") });
    }
    match streams.say(number, args.what).await {
        true => done(DoneDocument { done: format!("stream {number} has it") }),
        false => Err(Problem::new(Code::Usage, format!("stream {number} takes no input"))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn what_logs_without_end_is_held_up_and_told_whole() {
        const PIECES: u32 = 3;
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let mut heard = session.listen();
        let (stream, closed) = session.inner.streams.open();
        let wanted = PIECES as usize * MOST;
        let lines = (0..wanted).map(|number| Ok(LogLine::out(number.to_string())));
        let logs = vec![("host-1".to_owned(), futures::stream::iter(lines).boxed())];
        let begun = Instant::now();
        pass_on(session.clone(), stream, logs, closed).await;
        assert!(begun.elapsed() >= PIECES * PAUSE, "{:?}", begun.elapsed());
        let mut told = 0;
        loop {
            match StreamExt::next(&mut heard).await.unwrap() {
                Event::Stream { output: StreamOutput::Lines { lines }, .. } => told += lines.len(),
                Event::Stream { output: StreamOutput::Ended { .. }, .. } => break,
                _ => {}
            }
        }
        assert_eq!(told, wanted);
    }
}
