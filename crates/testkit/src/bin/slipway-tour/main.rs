//! Takes the sample service from a commit to two hosts and back, and narrates each step.
//!
//! `slipway-tour --state FOLDER --slipway PROGRAM [--pulled IMAGE]`: started by `./dev run`. It uses the
//! Docker Engine that `docker` finds, and takes down everything that it put up, and the image that was
//! pulled for it.

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
    stage.take_down();
    walked?;
    narrator::say(steps::AFTERWARDS);
    Ok(())
}

struct Arguments {
    state: PathBuf,
    slipway: PathBuf,
    pulled: Option<String>,
}

impl Arguments {
    fn read(words: impl Iterator<Item = String>) -> Result<Self> {
        let words: Vec<String> = words.collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (first, rest) = words.split_at_checked(4).unwrap_or_default();
        let pulled = match rest {
            [] => None,
            ["--pulled", image] => Some((*image).to_owned()),
            _ => return Err(usage()),
        };
        match first {
            ["--state", state, "--slipway", slipway] => {
                Ok(Self { state: state.into(), slipway: slipway.into(), pulled })
            }
            _ => Err(usage()),
        }
    }
}

fn usage() -> TestkitError {
    TestkitError::new("usage: slipway-tour --state FOLDER --slipway PROGRAM [--pulled IMAGE]")
}
