//! Plays the campaigns in full and says what came of them. `./dev soak` starts it.

// A program that starts processes, reads clocks and prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod report;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use slipway_testkit::root_or_explain;
use slipway_tests::campaigns::{Campaign, Order, Summary, Told, drive};

use arguments::Arguments;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(wrong) => {
            eprintln!("soak: {wrong}");
            return ExitCode::from(2);
        }
    };
    if !root_or_explain("campaigns") {
        return ExitCode::FAILURE;
    }
    // Now and not at the end: somebody may commit while this runs for hours.
    let commit = report::commit();
    let stop = interrupted();
    let played: Vec<(&Campaign, Summary)> = arguments
        .campaigns
        .iter()
        .map(|campaign| (*campaign, play(campaign, &arguments.order(campaign, &stop))))
        .collect();
    println!("\n{}", report::table(&commit, &played, &arguments));
    let good = played.iter().all(|(_, summary)| summary.is_good());
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Set by an interrupt: the rounds under way are played to their end, and the summary tells of what was played.
fn interrupted() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let set = stop.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        if runtime.is_ok_and(|runtime| runtime.block_on(tokio::signal::ctrl_c()).is_ok()) {
            eprintln!("soak: the rounds under way are played to their end");
            set.store(true, Ordering::Relaxed);
        }
    });
    stop
}

fn play(campaign: &Campaign, order: &Order) -> Summary {
    let rounds = order.rounds.len() as u64;
    eprintln!("── {}: {} ({rounds} rounds)", campaign.name, campaign.title);
    drive(campaign, order, &|told| match told {
        // Fifty lines at the most, however long it is.
        Told::Played(count) if count % (rounds / 50).max(1) == 0 => eprintln!("   {count} of {rounds}"),
        Told::Played(_) => {}
        Told::Failed(failure) => eprintln!("{}", report::failure(campaign, failure)),
    })
}
