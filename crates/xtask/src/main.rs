//! `cargo xtask COMMAND`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::process::ExitCode;

use slipway_xtask::{bench, check, generate, root};

const HELP: &str = "\
cargo xtask COMMAND

  generate   write the files that are made from code: schemas, pages, completions
  check      generated files are fresh; licences, bans and sources of dependencies; what is tracked
  bench      slipway against the tools that people use otherwise, which needs root, and the window in a
             browser: [CASE…] [--rounds N]; `window` is the window alone, `window-start` its program
             against a blank one
  help       this page";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_else(|| "help".to_owned());
    match command.as_str() {
        "generate" => generate(),
        "check" => check(),
        "bench" => bench(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        other => {
            eprintln!("{HELP}\n\nxtask: there is no command `{other}`.");
            ExitCode::from(2)
        }
    }
}

fn bench() -> ExitCode {
    match bench::run(&root(), std::env::args().skip(2)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> ExitCode {
    match generate::write(&root()) {
        Ok(written) if written.is_empty() => println!("Every generated file is as it should be."),
        Ok(written) => written.iter().for_each(|path| println!("wrote {path}")),
        Err(fault) => {
            eprintln!("xtask: {fault}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn check() -> ExitCode {
    let found = check::all(&root());
    found.notes.iter().for_each(|note| println!("note: {note}"));
    found.faults.iter().for_each(|fault| eprintln!("xtask: {fault}"));
    if found.faults.is_empty() {
        println!("Generated files, licences, bans, sources and tracked files are in order.");
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}
