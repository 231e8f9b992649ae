//! The one end-to-end binary: one link, and everything that holds of the whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod architecture;
mod cli;
mod contract;
mod crashes;
mod day2;
mod desktop;
mod failures;
mod journeys;
mod rules;
mod trust;
mod window;
