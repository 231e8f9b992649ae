//! A container's output as lines with time stamps.

use std::sync::{Arc, Mutex};

use bollard::Docker;
use bollard::container::LogOutput;
use bollard::query_parameters::LogsOptions;
use futures::stream::{self, StreamExt};
use jiff::Timestamp;
use slipway_domain::text_lines::TextLines;
use slipway_engine::ports::{LogLine, LogStream};

use crate::dial::Endpoint;
use crate::engine::DockerEngine;
use crate::failure::problem;
use crate::missed_lines::Shown;

impl DockerEngine {
    pub(crate) fn container_logs(&self, name: &str, tail: Option<u32>, follow: bool) -> LogStream {
        let log = Log { docker: self.docker.clone(), endpoint: self.endpoint.clone(), name: name.to_owned() };
        let tail = tail.map_or_else(|| "all".to_owned(), |lines| lines.to_string());
        if !follow {
            return log.read(options(tail, false));
        }
        let shown = Arc::new(Mutex::new(Shown::default()));
        let noted = shown.clone();
        let followed = log.read(options(tail.clone(), true)).inspect(move |line| {
            if let (Ok(line), Ok(mut shown)) = (line, noted.lock()) {
                shown.add(line);
            }
        });
        followed.chain(stream::once(async move { log.missed(tail, shown) }).flatten()).boxed()
    }
}

fn options(tail: String, follow: bool) -> LogsOptions {
    LogsOptions { follow, stdout: true, stderr: true, timestamps: true, tail, ..Default::default() }
}

/// One container's log.
struct Log {
    docker: Docker,
    endpoint: Endpoint,
    name: String,
}

impl Log {
    fn read(&self, options: LogsOptions) -> LogStream {
        let (endpoint, name) = (self.endpoint.clone(), self.name.clone());
        let pieces =
            self.docker.logs(&self.name, Some(options)).boxed().map(Some).chain(stream::iter([None]));
        let lines = pieces.scan(Assembler::default(), move |assembler, piece| {
            let lines: Vec<_> = match piece {
                Some(Ok(output)) => assembler.push(output).into_iter().map(Ok).collect(),
                Some(Err(error)) => vec![Err(problem(&endpoint, &format!("read the log of {name}"), &error))],
                None => assembler.finish().into_iter().map(Ok).collect(),
            };
            futures::future::ready(Some(stream::iter(lines)))
        });
        lines.flatten().boxed()
    }

    /// What following did not show. A container that is gone meanwhile has nothing more to say.
    fn missed(&self, tail: String, shown: Arc<Mutex<Shown>>) -> LogStream {
        let since = shown.lock().ok().and_then(|shown| shown.since());
        let options = match since {
            Some(since) => LogsOptions {
                since: i32::try_from(since).unwrap_or_default(),
                ..options("all".to_owned(), false)
            },
            None => options(tail, false),
        };
        let missed = move |line: &Result<LogLine, _>| match (line, shown.lock()) {
            (Ok(line), Ok(mut shown)) => shown.missed(line),
            _ => false,
        };
        self.read(options).filter(move |line| futures::future::ready(missed(line))).boxed()
    }
}

/// Puts the two streams of a container together to lines, each for itself.
#[derive(Default)]
struct Assembler {
    out: Half,
    err: Half,
}

#[derive(Default)]
struct Half {
    at: Option<Timestamp>,
    lines: TextLines,
}

impl Assembler {
    /// The lines that a piece completes.
    fn push(&mut self, output: LogOutput) -> Vec<LogLine> {
        match output {
            LogOutput::StdErr { message } => self.err.push(&message, true),
            LogOutput::StdOut { message } | LogOutput::Console { message } => self.out.push(&message, false),
            LogOutput::StdIn { .. } => Vec::new(),
        }
    }

    /// What has no end yet.
    fn finish(&mut self) -> Vec<LogLine> {
        [self.out.finish(false), self.err.finish(true)].into_iter().flatten().collect()
    }
}

impl Half {
    fn push(&mut self, piece: &[u8], error: bool) -> Vec<LogLine> {
        let (at, piece) = split_stamp(piece);
        // A long line comes in several pieces, each with a time: the first one's counts.
        self.at = self.at.or(at);
        let lines = self.lines.push(piece);
        let stamp = self.at;
        if !lines.is_empty() {
            self.at = None;
        }
        lines.into_iter().map(|text| LogLine { at: stamp, error, ..LogLine::out(text) }).collect()
    }

    fn finish(&mut self, error: bool) -> Option<LogLine> {
        let text = self.lines.finish()?;
        Some(LogLine { at: self.at.take(), error, ..LogLine::out(text) })
    }
}

/// The time that a piece begins with, and the rest.
fn split_stamp(piece: &[u8]) -> (Option<Timestamp>, &[u8]) {
    let end = piece.iter().take(40).position(|byte| *byte == b' ');
    let stamp = end.and_then(|end| std::str::from_utf8(&piece[..end]).ok()?.parse().ok());
    match (stamp, end) {
        (Some(at), Some(end)) => (Some(at), &piece[end + 1..]),
        _ => (None, piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(text: &str) -> LogOutput {
        LogOutput::StdOut { message: text.to_owned().into() }
    }

    #[test]
    fn a_long_line_in_pieces_is_one_line_with_its_first_time() {
        let mut assembler = Assembler::default();
        assert!(assembler.push(out("2024-05-01T10:00:00.000000001Z part one ")).is_empty());
        let lines = assembler.push(out("2024-05-01T10:00:01.000000001Z part two\n"));
        assert_eq!(lines[0].text, "part one part two");
        assert_eq!(lines[0].at, Some("2024-05-01T10:00:00.000000001Z".parse().unwrap()));
        let next = assembler.push(out("2024-05-01T10:00:02Z x\n"));
        assert_eq!(next[0].at, Some("2024-05-01T10:00:02Z".parse().unwrap()));
    }

    #[test]
    fn the_two_streams_do_not_mix() {
        let mut assembler = Assembler::default();
        assembler.push(out("half "));
        let errors = assembler.push(LogOutput::StdErr { message: "bad\n".into() });
        assert_eq!(errors, [LogLine::err("bad")]);
        assert_eq!(assembler.push(out("line\nrest")), [LogLine::out("half line")]);
        assert_eq!(assembler.finish(), [LogLine::out("rest")]);
    }
}
