//! How a build goes: what BuildKit reports, told to people.

use std::collections::HashMap;

use bollard_buildkit_proto::google::protobuf::Timestamp;
use bollard_buildkit_proto::moby::buildkit::v1::{StatusResponse, Vertex, VertexLog, VertexStatus};
use slipway_domain::how_far::HowFar;
use slipway_domain::text_lines::TextLines;

use crate::last_lines::LastLines;
use crate::step::Step;

/// Standard error, as BuildKit numbers it.
const STDERR: i64 = 2;

/// Something to pass on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// A line of the log.
    Line {
        /// The text.
        text: String,
        /// From standard error.
        error: bool,
    },
    /// How far it is.
    Tell(HowFar),
}

/// What failed, and what it said before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Failed {
    /// BuildKit's name for it.
    pub(crate) name: String,
    /// Why.
    pub(crate) error: String,
    /// Its last lines.
    pub(crate) lines: Vec<String>,
    /// The line of them that most likely says why.
    pub(crate) last_word: Option<String>,
}

/// Everything reported so far.
#[derive(Default)]
pub(crate) struct Progress {
    works: HashMap<String, Work>,
    failed: Option<String>,
}

#[derive(Default)]
struct Work {
    name: String,
    step: Option<Step>,
    begun: bool,
    ended: bool,
    error: String,
    out: TextLines,
    err: TextLines,
    last: LastLines,
}

impl Progress {
    /// Takes a report in.
    pub(crate) fn take(&mut self, report: StatusResponse) -> Vec<Said> {
        let mut said = Vec::new();
        for vertex in report.vertexes {
            said.extend(self.vertex(vertex));
        }
        said.extend(report.statuses.into_iter().filter_map(sending));
        for log in report.logs {
            said.extend(self.works.entry(log.vertex.clone()).or_default().log(log));
        }
        for warning in report.warnings {
            let text = format!("warning: {}", String::from_utf8_lossy(&warning.short));
            said.push(Said::Line { text, error: true });
        }
        said
    }

    fn vertex(&mut self, vertex: Vertex) -> Vec<Said> {
        let work = self.works.entry(vertex.digest.clone()).or_default();
        if !vertex.error.is_empty() && self.failed.is_none() {
            self.failed = Some(vertex.digest.clone());
        }
        work.vertex(vertex)
    }

    /// What failed first, with what it said until now.
    pub(crate) fn failed(&mut self) -> Option<Failed> {
        let work = self.works.get_mut(self.failed.as_ref()?)?;
        work.rest();
        Some(Failed {
            name: work.name.clone(),
            error: work.error.clone(),
            lines: work.last.shown(),
            last_word: work.last.last_word(),
        })
    }
}

impl Work {
    fn vertex(&mut self, vertex: Vertex) -> Vec<Said> {
        self.step = Step::parse(&vertex.name);
        self.name = vertex.name;
        if !vertex.error.is_empty() {
            self.error = vertex.error;
        }
        let Some(step) = self.step.clone() else { return Vec::new() };
        let mut said = Vec::new();
        if !self.begun && (vertex.started.is_some() || vertex.cached) {
            self.begun = true;
            let cached = if vertex.cached { " (cached)" } else { "" };
            said.push(Said::Tell(step.far()));
            said.push(line(format!("{step}{cached}")));
        }
        if let (Some(started), Some(completed), false) = (&vertex.started, &vertex.completed, self.ended) {
            self.ended = true;
            said.extend(self.rest());
            let failed = if self.error.is_empty() { "done" } else { "failed" };
            if !vertex.cached {
                said.push(line(format!(
                    "step {} {failed} after {:.1} s",
                    step.label,
                    seconds(started, completed)
                )));
            }
        }
        said
    }

    fn log(&mut self, log: VertexLog) -> Vec<Said> {
        let error = log.stream == STDERR;
        let lines = if error { self.err.push(&log.msg) } else { self.out.push(&log.msg) };
        lines.into_iter().map(|text| self.keep(text, error)).collect()
    }

    fn rest(&mut self) -> Vec<Said> {
        let rest = [(self.out.finish(), false), (self.err.finish(), true)];
        rest.into_iter().filter_map(|(text, error)| text.map(|text| self.keep(text, error))).collect()
    }

    fn keep(&mut self, text: String, error: bool) -> Said {
        self.last.add(&text, error);
        let label = self.step.as_ref().map_or(self.name.as_str(), |step| &step.label);
        Said::Line { text: format!("[{label}] {text}"), error }
    }
}

fn line(text: String) -> Said {
    Said::Line { text, error: false }
}

fn sending(status: VertexStatus) -> Option<Said> {
    let sending = status.id.starts_with("transferring context") && status.current > 0;
    sending.then(|| Said::Tell(HowFar::Sending { size: format!("{:.1} MB", status.current as f64 / 1e6) }))
}

fn seconds(from: &Timestamp, to: &Timestamp) -> f64 {
    let whole = (to.seconds - from.seconds) as f64;
    (whole + f64::from(to.nanos - from.nanos) / 1e9).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Option<Timestamp> {
        Some(Timestamp { seconds, nanos: 0 })
    }

    fn vertex(error: &str, completed: Option<Timestamp>) -> StatusResponse {
        let vertex = Vertex {
            digest: "d".into(),
            name: "[2/3] RUN make".into(),
            started: at(1),
            completed,
            error: error.into(),
            ..Vertex::default()
        };
        StatusResponse { vertexes: vec![vertex], ..StatusResponse::default() }
    }

    fn begun(step: &str, instruction: &str) -> Said {
        Said::Tell(HowFar::Building { step: step.into(), instruction: instruction.into() })
    }

    fn log(text: &str, stream: i64) -> StatusResponse {
        let log = VertexLog { vertex: "d".into(), stream, msg: text.into(), ..VertexLog::default() };
        StatusResponse { logs: vec![log], ..StatusResponse::default() }
    }

    #[test]
    fn a_step_is_told_logged_and_its_last_lines_are_kept() {
        let mut progress = Progress::default();
        let said = progress.take(vertex("", None));
        assert_eq!(said, [begun("2/3", "RUN make"), line("step 2/3 RUN make".into())]);
        assert!(progress.take(vertex("", None)).is_empty());
        assert!(progress.take(log("half ", 1)).is_empty());
        assert_eq!(progress.take(log("a line\n", 1)), [line("[2/3] half a line".into())]);
        progress.take(log("no end", 2));
        let said = progress.take(vertex("exit code: 2", at(3)));
        assert_eq!(said[0], Said::Line { text: "[2/3] no end".into(), error: true });
        assert_eq!(said[1], line("step 2/3 failed after 2.0 s".into()));
        let failed = progress.failed().unwrap();
        assert_eq!(failed.lines, ["half a line", "no end"]);
        assert_eq!(failed.last_word.as_deref(), Some("no end"));
        assert_eq!((failed.name.as_str(), failed.error.as_str()), ("[2/3] RUN make", "exit code: 2"));
    }
}
