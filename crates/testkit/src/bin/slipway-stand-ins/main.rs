//! The services that teams are told through, as a program: for machines that reach nothing but themselves. Prints where it
//! listens and goes on until it is ended. With `--keys` it takes what three lines of its standard input say, so that no list
//! of processes shows that: the token, the secret, the token of the git server.
#![allow(clippy::print_stdout)]

use std::io::Write;

use slipway_testkit::{StandInKeys, StandIns};

fn main() {
    match StandIns::start_with(keys()) {
        Ok(services) => {
            println!("{}", services.port());
            let _ = std::io::stdout().flush();
            loop {
                std::thread::park();
            }
        }
        Err(error) => {
            println!("{error}");
            std::process::exit(1);
        }
    }
}

fn keys() -> StandInKeys {
    if std::env::args().nth(1).as_deref() != Some("--keys") {
        return StandInKeys::default();
    }
    let mut lines = std::io::stdin().lines().map_while(Result::ok);
    let mut next = || lines.next().unwrap_or_default();
    StandInKeys { token: next(), secret: next(), git: next() }
}
