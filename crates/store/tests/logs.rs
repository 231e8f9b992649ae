//! Logs while they are written and afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "common/sample.rs"]
mod sample;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use futures::StreamExt;
use sample::Sample;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use slipway_engine::ports::{LogLine, LogStore, MOST_FOUND, PageOf, Search};
use slipway_store::Store;

async fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).await.unwrap();
    (dir, store)
}

async fn read(logs: &dyn LogStore, operation: OperationId, follow: bool) -> Vec<LogLine> {
    logs.read(operation, follow).map(Result::unwrap).collect().await
}

fn segment(dir: &tempfile::TempDir, operation: OperationId, number: u32) -> PathBuf {
    dir.path().join(format!("logs/{operation}/{number:04}.log"))
}

#[tokio::test]
async fn lines_come_back_in_order_with_time_step_and_stream() {
    let (_dir, store) = store().await;
    let (logs, run, other) = (store.logs(), Sample::run(1).id(), Sample::run(2).id());
    let mut lines = vec![LogLine::out("first"), LogLine::err("two\nlines\t\\"), LogLine::out("")];
    lines[1].step = Some("build".into());
    lines[2].at = Some("2026-01-02T03:04:05.000000006Z".parse().unwrap());
    for line in &lines {
        logs.write(run, line.clone());
    }
    logs.write(other, LogLine::out("elsewhere"));
    let mut found = read(&*logs, run, false).await;
    assert!(found.iter().all(|line| line.at.is_some()), "the store sets the time");
    (found[0].at, found[1].at) = (None, None);
    assert_eq!(found, lines);
    assert_eq!(read(&*logs, Sample::run(3).id(), false).await, []);
}

#[tokio::test]
async fn following_ends_when_the_operation_is_closed_and_misses_nothing() {
    let (dir, store) = store().await;
    let run = Sample::run(1);
    store.ledger().append(vec![run.opened()]).await.unwrap();
    store.logs().write(run.id(), LogLine::out("0"));
    // As another program would: a store of its own on the same directory.
    let reader = Store::open(dir.path()).await.unwrap();
    let id = run.id();
    let follower = tokio::spawn(async move { read(&*reader.logs(), id, true).await });
    for number in 1..20 {
        tokio::time::sleep(Duration::from_millis(30)).await;
        store.logs().write(id, LogLine::out(number.to_string()));
    }
    assert!(!follower.is_finished(), "the operation is open");
    store.ledger().append(vec![run.closed(Verdict::Failed)]).await.unwrap();
    store.logs().write(id, LogLine::out("after the end"));
    let found = tokio::time::timeout(Duration::from_secs(5), follower).await.unwrap().unwrap();
    let texts: Vec<String> = found.into_iter().map(|line| line.text).collect();
    let expected: Vec<String> =
        (0..20).map(|number| number.to_string()).chain(["after the end".into()]).collect();
    assert_eq!(texts, expected);
}

#[tokio::test]
async fn following_an_operation_that_nobody_knows_ends() {
    let (_dir, store) = store().await;
    let logs = store.logs();
    let reading = read(&*logs, Sample::run(1).id(), true);
    assert_eq!(tokio::time::timeout(Duration::from_secs(3), Box::pin(reading)).await.unwrap(), []);
}

#[tokio::test]
async fn a_torn_line_is_passed_over_and_the_next_program_goes_on() {
    let (dir, store) = store().await;
    let run = Sample::run(1).id();
    store.logs().write(run, LogLine::out("whole"));
    store.logs().flush(run).await.unwrap();
    drop(store);
    let file = segment(&dir, run, 1);
    let mut torn = std::fs::read(&file).unwrap();
    torn.extend_from_slice(b"2026-01-02T03:04:0");
    std::fs::write(&file, torn).unwrap();
    let next = Store::open(dir.path()).await.unwrap();
    assert_eq!(read(&*next.logs(), run, false).await.len(), 1);
    next.logs().write(run, LogLine::out("after the crash"));
    let texts: Vec<String> =
        read(&*next.logs(), run, false).await.into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["whole", "after the crash"]);
}

/// The window executes an operation up to its gate, a terminal carries it on, and then the window again.
#[tokio::test]
async fn lines_come_after_those_of_another_program_that_went_on_meanwhile() {
    let (dir, store) = store().await;
    let (logs, run) = (store.logs(), Sample::run(1).id());
    logs.write(run, LogLine::out("1"));
    logs.flush(run).await.unwrap();
    let another = std::fs::read(segment(&dir, run, 1)).unwrap();
    let torn = [another.as_slice(), b"2026-01-02T03:04:0"].concat();
    std::fs::write(segment(&dir, run, 1), torn).unwrap();
    std::fs::write(segment(&dir, run, 2), another).unwrap();
    logs.write(run, LogLine::out("2"));
    let texts = |lines: Vec<LogLine>| lines.into_iter().map(|line| line.text).collect::<Vec<_>>();
    let page = logs.page(run, &PageOf { step: None, from: 0, limit: 9 }).await.unwrap();
    assert_eq!(texts(page.lines), ["1", "1", "2"]);
    assert_eq!(texts(read(&*logs, run, false).await), ["1", "1", "2"]);
}

#[tokio::test]
async fn what_was_written_is_there_when_the_store_was_dropped() {
    let (dir, store) = store().await;
    let run = Sample::run(1).id();
    for number in 0..1_000 {
        store.logs().write(run, LogLine::out(number.to_string()));
    }
    drop(store);
    assert_eq!(read(&*Store::open(dir.path()).await.unwrap().logs(), run, false).await.len(), 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_million_lines_stream_over_several_segments() {
    let (dir, store) = store().await;
    let (logs, run) = (store.logs(), Sample::run(1).id());
    let text = "0123456789".repeat(4);
    let writing = Instant::now();
    for number in 0..1_000_000_u32 {
        logs.write(run, LogLine::out(format!("{text} {number}")));
        if number % 100_000 == 0 {
            logs.flush(run).await.unwrap();
        }
    }
    logs.flush(run).await.unwrap();
    let (writing, reading) = (writing.elapsed(), Instant::now());
    let mut stream = logs.read(run, false);
    let mut expected = 0_u32;
    while let Some(line) = stream.next().await {
        let (_, number) = line.as_ref().unwrap().text.rsplit_once(' ').unwrap();
        assert_eq!(number.parse::<u32>().unwrap(), expected);
        expected += 1;
    }
    assert_eq!(expected, 1_000_000);
    println!("written in {writing:?}, read in {:?}", reading.elapsed());
    assert!(segment(&dir, run, 5).exists() && !segment(&dir, run, 7).exists());
    assert!(std::fs::metadata(segment(&dir, run, 1)).unwrap().len() < 16 * 1024 * 1024 + 200);
    assert!(reading.elapsed() < Duration::from_secs(60), "even unoptimised on a busy machine");
    answers_from_the_middle(&*logs, run).await;
}

/// Of the million lines, without reading them all again for each.
async fn answers_from_the_middle(logs: &dyn LogStore, run: OperationId) {
    let begun = Instant::now();
    assert_eq!(logs.count(run).await.unwrap(), 1_000_000);
    println!("counted in {:?}", begun.elapsed());
    let begun = Instant::now();
    for from in (0..1_000_000).step_by(9_973) {
        let page = logs.page(run, &PageOf { step: None, from, limit: 2 }).await.unwrap();
        let numbers = page.lines.iter().map(|line| line.text.rsplit_once(' ').unwrap().1.parse().unwrap());
        assert_eq!(numbers.collect::<Vec<u64>>(), [from, from + 1]);
    }
    let hundred = begun.elapsed();
    println!("a hundred pages in {hundred:?}");
    assert!(hundred < Duration::from_secs(10), "even unoptimised on a busy machine");
    let begun = Instant::now();
    let found = logs.find(run, &Search { step: None, text: "9 9".into() }).await.unwrap();
    println!("found in {:?}", begun.elapsed());
    let first: Vec<u64> = [9].into_iter().chain(90..100).chain(900..1_000).collect();
    assert_eq!((found.total, &found.lines[..111], found.lines.len()), (111_111, &first[..], MOST_FOUND));
}
