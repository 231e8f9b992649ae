//! Takes the sample service from a commit to two hosts and back, and narrates each step.
//!
//! `slipway-tour --state FOLDER --slipway PROGRAM [--window PROGRAM] [--pulled IMAGE]`: started by
//! `./dev run`. It uses the Docker Engine that `docker` finds, ends in the window where it is given one,
//! and takes down everything that it put up, and the image that was pulled for it.

// A program that narrates: starting processes and printing is its work.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod narrator;
mod registry;
mod stage;
mod steps;
mod sweeper;
mod walk;

use std::path::PathBuf;
use std::process::ExitCode;

use slipway_testkit::{Result, TestkitError};

fn main() -> ExitCode {
    match tour() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            narrator::fail(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn tour() -> Result<()> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let stage = stage::Stage::put_up(&arguments.state, arguments.pulled)?;
    let walked = walk::walk(&stage, &arguments.slipway, steps::STEPS);
    let walked = walked.and_then(|()| arguments.window.map_or(Ok(()), |window| walk::show(&stage, &window)));
    stage.take_down();
    walked?;
    narrator::say(steps::AFTERWARDS);
    Ok(())
}

struct Arguments {
    state: PathBuf,
    slipway: PathBuf,
    window: Option<PathBuf>,
    pulled: Option<String>,
}

impl Arguments {
    fn read(words: impl Iterator<Item = String>) -> Result<Self> {
        let words: Vec<String> = words.collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (first, rest) = words.split_at_checked(4).unwrap_or_default();
        let ["--state", state, "--slipway", slipway] = first else { return Err(usage()) };
        let (mut window, mut pulled) = (None, None);
        for option in rest.chunks(2) {
            match option {
                ["--window", program] => window = Some(PathBuf::from(program)),
                ["--pulled", image] => pulled = Some((*image).to_owned()),
                _ => return Err(usage()),
            }
        }
        Ok(Self { state: state.into(), slipway: slipway.into(), window, pulled })
    }
}

fn usage() -> TestkitError {
    TestkitError::new(
        "usage: slipway-tour --state FOLDER --slipway PROGRAM [--window PROGRAM] [--pulled IMAGE]",
    )
}
