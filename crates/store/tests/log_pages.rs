//! Parts of logs are what the stream of all lines says they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/sample.rs"]
mod sample;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use futures::StreamExt;
use proptest::prelude::*;
use sample::Sample;
use slipway_domain::ids::{OperationId, StepId};
use slipway_engine::ports::{
    Found, Heading, LogLine, LogPage, LogStore, MOST_FOUND, PageOf, Search, StepLines,
};
use slipway_store::Store;

/// As they stand in files; the first is none. A tab in a step is escaped there.
const STEPS: [&str; 4] = ["", "build", "host-1/up", "odd\\t\\\\step"];
/// Pieces of text, as people see them and as they stand in files.
const WORDS: [(&str, &str); 5] = [
    ("fine", "fine"),
    ("an Error", "an \x1b[1;31mError\x1b[0m"),
    ("ERROR: größe", "ERROR: größe"),
    ("two\nlines", "two\\nlines"),
    ("C:\\error", "C:\\\\er\x1b]0;no\x07ror"),
];
const TORN: [&[u8]; 5] =
    [b"2026-01-02T03:04\n", b"\n", b"cut\0\n", b"2026-01-02T03:04:05Z\tout\t\t\xff\n", b"no line\n"];

/// What happens to a log, or is asked of it.
#[derive(Debug, Clone)]
enum Act {
    /// Lines come, `turn` at a time of the same step.
    Lines { count: usize, turn: usize, width: usize },
    /// One line of many bytes.
    Long { step: usize, bytes: usize },
    /// A line that is none.
    Torn(usize),
    /// The beginning of a line; what comes next is its end.
    Begun { step: usize },
    /// The next segment begins.
    Segment,
    /// Somebody looks, from so many thousandths on.
    Look { step: Option<usize>, from: u64, limit: u64, word: &'static str },
}

fn act() -> impl Strategy<Value = Act> {
    let words = prop_oneof![Just("error"), Just("GRÖ"), Just("s\nL"), Just("fine 7"), Just("31m"), Just("")];
    let limit = prop_oneof![0..5_u64, 0..3_000_u64, Just(u64::MAX)];
    let look = (proptest::option::of(0..=STEPS.len()), 0..1_100_u64, limit, words)
        .prop_map(|(step, from, limit, word)| Act::Look { step, from, limit, word });
    let lines = (1..1_500_usize, 1..700_usize, 0..150_usize).prop_map(|(count, turn, width)| Act::Lines {
        count,
        turn,
        width,
    });
    prop_oneof![
        4 => lines,
        1 => (0..STEPS.len(), 200_000..1_300_000_usize).prop_map(|(step, bytes)| Act::Long { step, bytes }),
        1 => (0..TORN.len()).prop_map(Act::Torn),
        1 => (0..STEPS.len()).prop_map(|step| Act::Begun { step }),
        1 => Just(Act::Segment),
        3 => look,
    ]
}

/// A log that another program writes.
struct Written {
    dir: PathBuf,
    segment: u32,
    lines: usize,
}

impl Written {
    fn add(&mut self, bytes: &[u8]) {
        std::fs::create_dir_all(&self.dir).unwrap();
        let path = self.dir.join(format!("{:04}.log", self.segment));
        OpenOptions::new().create(true).append(true).open(path).unwrap().write_all(bytes).unwrap();
    }

    fn line(&mut self, step: usize, width: usize) -> String {
        let (number, (_, word)) = (self.lines, WORDS[self.lines % WORDS.len()]);
        self.lines += 1;
        format!(
            "2026-01-02T03:04:05.{number:09}Z\tout\t{}\t{word} {number}{}\n",
            STEPS[step],
            "x".repeat(width)
        )
    }

    fn lines(&mut self, count: usize, turn: usize, width: usize) {
        let lines: String = (0..count).map(|line| self.line(line / turn % STEPS.len(), width)).collect();
        self.add(lines.as_bytes());
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Lines { count, turn, width } => self.lines(*count, *turn, *width),
            Act::Long { step, bytes } => {
                let line = self.line(*step, *bytes);
                self.add(line.as_bytes());
            }
            Act::Torn(which) => self.add(TORN[*which]),
            Act::Begun { step } => {
                let line = self.line(*step, 0);
                self.add(line.trim_end().as_bytes());
            }
            Act::Segment => {
                self.segment += 1;
                self.add(b"");
            }
            Act::Look { .. } => {}
        }
    }
}

/// Step number `which` as the engine says it; one that never logs where there is no such.
fn step(which: usize) -> StepId {
    let name =
        STEPS.get(which).map_or("never".into(), |name| name.replace("\\t", "\t").replace("\\\\", "\\"));
    StepId(name)
}

/// Those of the lines that are of the step.
fn of<'a>(lines: &'a [LogLine], step: Option<&StepId>) -> Vec<&'a LogLine> {
    lines.iter().filter(|line| step.is_none() || line.step.as_ref() == step).collect()
}

fn page(lines: &[LogLine], wanted: &PageOf) -> LogPage {
    let lines = of(lines, wanted.step.as_ref());
    let (from, limit) = (wanted.from as usize, usize::try_from(wanted.limit).unwrap());
    let wanted = lines.iter().skip(from).take(limit).map(|line| (*line).clone());
    LogPage { total: lines.len() as u64, from: from.min(lines.len()) as u64, lines: wanted.collect() }
}

fn find(lines: &[LogLine], wanted: &Search) -> Found {
    let seen = |line: &LogLine| {
        let shown = WORDS.map(|(shown, stands)| (shown, stands.replace("\\n", "\n").replace("\\\\", "\\")));
        shown.into_iter().fold(line.text.clone(), |text, (shown, stands)| text.replace(&stands, shown))
    };
    let text = wanted.text.to_lowercase();
    let numbered = of(lines, wanted.step.as_ref()).into_iter().zip(0..);
    let found: Vec<u64> = numbered
        .filter(|(line, _)| seen(line).to_lowercase().contains(&text))
        .map(|(_, number)| number)
        .collect();
    Found { total: found.len() as u64, lines: found.into_iter().take(MOST_FOUND).collect() }
}

fn steps(lines: &[LogLine]) -> Vec<StepLines> {
    let mut steps: Vec<StepLines> = Vec::new();
    for (line, first) in lines.iter().zip(0..) {
        let Some(step) = &line.step else { continue };
        let known = steps.iter().position(|known| known.step == *step).unwrap_or_else(|| {
            steps.push(StepLines { step: step.clone(), first, lines: 0, headings: Vec::new() });
            steps.len() - 1
        });
        let known = &mut steps[known];
        let (number, text) = (known.lines, line.text.clone());
        let at = line.at.filter(|_| line.heading);
        known.headings.extend(at.map(|at| Heading { line: number, at, text }));
        known.lines += 1;
    }
    steps
}

async fn all(logs: &dyn LogStore, operation: OperationId) -> Vec<LogLine> {
    logs.read(operation, false).map(Result::unwrap).collect().await
}

/// Everything that can be asked says what the lines of the stream say.
async fn compare(logs: &dyn LogStore, operation: OperationId, step: Option<StepId>, act: (u64, u64, &str)) {
    let (thousandths, limit, text) = act;
    let lines = all(logs, operation).await;
    let from = of(&lines, step.as_ref()).len() as u64 * thousandths / 1_000;
    let wanted = PageOf { step: step.clone(), from, limit };
    // Not with `assert_eq`: nobody reads what differs among megabytes.
    assert!(logs.page(operation, &wanted).await.unwrap() == page(&lines, &wanted), "{wanted:?}");
    let wanted = Search { step, text: text.into() };
    assert!(logs.find(operation, &wanted).await.unwrap() == find(&lines, &wanted), "{wanted:?}");
    assert_eq!(logs.count(operation).await.unwrap(), lines.len() as u64);
    assert_eq!(logs.steps(operation).await.unwrap(), steps(&lines));
}

async fn play(acts: &[Act]) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).await.unwrap();
    let (logs, operation) = (store.logs(), Sample::run(1).id());
    let mut log = Written { dir: dir.path().join(format!("logs/{operation}")), segment: 1, lines: 0 };
    for act in acts {
        log.act(act);
        if let Act::Look { step: which, from, limit, word } = act {
            compare(&*logs, operation, which.map(step), (*from, *limit, word)).await;
        }
    }
    for which in [None, Some(1), Some(2), Some(3)] {
        compare(&*logs, operation, which.map(step), (0, u64::MAX, "error")).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_a_log_agree_with_its_stream_while_it_grows(acts in prop::collection::vec(act(), 1..16)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(&acts));
    }
}

#[tokio::test]
async fn what_was_just_logged_is_there_also_for_another_program() {
    let dir = tempfile::tempdir().unwrap();
    let (store, other) = (Store::open(dir.path()).await.unwrap(), Store::open(dir.path()).await.unwrap());
    let (logs, run) = (store.logs(), Sample::run(1).id());
    let asked = PageOf { step: Some("build".into()), from: 1, limit: 10 };
    let nothing = LogPage { total: 0, from: 0, lines: vec![] };
    assert_eq!(logs.page(run, &asked).await.unwrap(), nothing, "before there is a file");
    for number in 1..=3_u64 {
        logs.write(run, LogLine { step: Some("build".into()), ..LogLine::out(number.to_string()) });
        logs.write(run, LogLine::err("of no step"));
        assert_eq!(logs.count(run).await.unwrap(), 2 * number);
        let page = logs.page(run, &asked).await.unwrap();
        let texts: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!((page.total, texts), (number, ["2", "3"][..number as usize - 1].to_vec()));
        assert_eq!(other.logs().page(run, &asked).await.unwrap(), page);
    }
    assert_eq!(other.logs().count(Sample::run(2).id()).await.unwrap(), 0);
}
