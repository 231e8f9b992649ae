//! How fast a log goes through the redactor: prints a row and fails below the goal. Started by `cargo xtask bench redact`.

#![allow(clippy::print_stdout, reason = "a row for whoever reads what was measured")]

use std::process::ExitCode;
use std::time::Instant;

use slipway_domain::redact::Redactor;
use slipway_fixtures::build_log::{BuildLog, Luck};

const SIZE: usize = 200 << 20;
/// In megabytes per second.
const GOAL: f64 = 200.0;
/// As a connection to an engine hands a log out.
const PIECE: usize = 32 << 10;
/// How often each way is measured; the middle one counts.
const ROUNDS: usize = 3;
/// One line in so many holds a secret.
const TELLING: usize = 1_000;

fn main() -> ExitCode {
    let mut luck = Luck::new(3);
    let secrets = secrets(&mut luck);
    let log = log(&secrets, &mut luck);
    let redactor = Redactor::new(&secrets);
    let rows = [
        ("line by line", measured(&log, || lines(&redactor, &log))),
        ("in pieces of 32 KB", measured(&log, || pieces(&redactor, &log))),
    ];
    for (how, speed) in rows {
        let (size, count) = (log.len() >> 20, secrets.len());
        println!(
            "| a log of {size} MB through the redactor, {count} secrets, {how} | {speed:.0} MB/s | ≥ {GOAL:.0} MB/s |"
        );
    }
    if rows.iter().all(|(_, speed)| *speed >= GOAL) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Passwords, tokens and addresses, a weak one, and two keys of many lines.
fn secrets(luck: &mut Luck) -> Vec<String> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let starts = ["ghp_", "glpat-", "AKIA", "xoxb-", "sk_live_", "npm_", "pypi-", "", "", "", "", ""];
    let mut secrets: Vec<String> = starts.iter().map(|start| luck.text(start, alphabet, 36)).collect();
    secrets.extend((0..4).map(|_| luck.hex(40)));
    secrets.push(format!("postgres://app:{}@db.internal:5432/app", luck.text("", alphabet, 16)));
    secrets.push("test".to_owned());
    secrets.extend((0..2).map(|_| key(luck, alphabet)));
    secrets
}

fn key(luck: &mut Luck, alphabet: &str) -> String {
    let lines: Vec<String> = (0..26).map(|_| luck.text("", alphabet, 64)).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

fn log(secrets: &[String], luck: &mut Luck) -> String {
    // A stretch is made up and repeated: making up all of it would take longer than what is measured.
    let mut lines = BuildLog::new(1);
    let mut stretch = String::new();
    while stretch.len() < SIZE / 10 {
        stretch.push_str(&lines.line());
        if luck.below(TELLING) == 0 {
            stretch.push_str(&secrets[luck.below(secrets.len())]);
        }
        stretch.push('\n');
    }
    stretch.repeat(SIZE.div_ceil(stretch.len()))
}

/// The middle of some rounds, in megabytes per second.
fn measured(log: &str, work: impl Fn() -> usize) -> f64 {
    let mut speeds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            // Looked at, so that it is done.
            assert!(std::hint::black_box(work()) > 0, "nothing came out");
            log.len() as f64 / f64::from(1 << 20) / began.elapsed().as_secs_f64()
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    speeds[ROUNDS / 2]
}

/// As logs of steps are redacted.
fn lines(redactor: &Redactor, log: &str) -> usize {
    log.lines().map(|line| redactor.redact(line).len()).sum()
}

/// As streams are.
fn pieces(redactor: &Redactor, log: &str) -> usize {
    let mut stream = redactor.redacting();
    let passed: usize = log.as_bytes().chunks(PIECE).map(|piece| stream.push(piece).len()).sum();
    passed + stream.flush().len()
}
