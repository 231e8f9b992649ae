//! The services that teams are told through, as a program: for machines that reach nothing but themselves. Prints where it
//! listens and goes on until it is ended.
#![allow(clippy::print_stdout)]

use std::io::Write;

use slipway_testkit::StandIns;

fn main() {
    match StandIns::start() {
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
