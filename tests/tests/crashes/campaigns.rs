//! A few rounds of each campaign of `./dev soak`, and those that failed once.

use slipway_tests::campaigns::{again, short};

#[test]
fn killed_at_random_moments() {
    short("kills", 6);
}

#[test]
fn cancelled_at_random_moments() {
    short("cancels", 6);
}

#[test]
fn resumed_again_and_again() {
    short("resumes", 3);
}

#[test]
fn two_deploys_at_once() {
    short("races", 6);
}

#[test]
fn programs_on_one_data_directory() {
    short("programs", 4);
}

#[test]
fn two_laptops_that_run_at_once() {
    short("build_numbers", 4);
}

#[test]
fn a_laptop_that_wakes_up_after_a_take_over() {
    short("take_overs", 4);
}

#[test]
fn a_ledger_that_is_made_migrated_or_written() {
    short("openings", 60);
}

/// 4: a disk of a host that fills up while the lock is taken. 5: the laptop's clock is an hour slow.
#[test]
fn a_full_disk_and_a_slow_clock() {
    again("neighbours", 3, 4, 2);
}

#[test]
fn links_that_die() {
    short("network", 6);
}
