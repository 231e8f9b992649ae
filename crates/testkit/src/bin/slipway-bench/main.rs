//! Measures `slipway` against the tools that people would otherwise use, one after the other in one run.
//!
//! `slipway-bench --slipway FOLDER [--rounds N] [CASE…]`: started by `cargo xtask bench`. Needs root, since
//! hosts are machines in network namespaces.

// A program that starts processes, reads clocks and prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod cases;
mod containers;
mod display;
mod measure;
mod picture;
mod report;

use std::process::ExitCode;

use slipway_testkit::{Result, TestkitError, root_or_explain};

use arguments::Arguments;
use cases::CASES;

fn main() -> ExitCode {
    match bench() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every goal was reached.
fn bench() -> Result<bool> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    if !root_or_explain("benchmarks") {
        return Err(TestkitError::new(
            "measuring needs root, for hosts in namespaces; say sudo cargo xtask bench",
        ));
    }
    let mut rows = Vec::new();
    for case in CASES.iter().filter(|case| arguments.wants(case.name)) {
        eprintln!("── {}: {}", case.name, case.title);
        for row in (case.measure)(&arguments)? {
            println!("{}", report::row(&row));
            rows.push(row);
        }
    }
    println!("\n{}", report::table(&rows));
    Ok(rows.iter().all(measure::Row::reached))
}
