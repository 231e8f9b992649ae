//! A few rounds of each campaign of `./dev soak`, and those that failed once.

use slipway_tests::campaigns::{again, short};

#[test]
fn killed_at_random_moments() {
    // In the second a job's container was made, not started, and made again; in the third a sign of life that was on
    // its way when its lock was given back stayed behind on the host.
    again("kills", &[(1, 1), (51, 35), (151, 92), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)]);
}

#[test]
fn cancelled_at_random_moments() {
    // In the second a job's container was being created and stayed behind; in the third the container that came back
    // kept the name that it has while it is replaced.
    again("cancels", &[(1, 1), (31, 25), (41, 11), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)]);
}

/// A plain container that is put there, a script, a pause, first deploys that are taken back, a restart; then a script
/// and a container that are taken back to what was there before.
#[test]
fn crashed_in_other_steps() {
    again("other_steps", &[(1, 12), (1, 33), (1, 37), (1, 57), (1, 72), (1, 78), (1, 98), (1, 106)]);
}

/// A plan that is approved, and a failed deployment that is taken back when somebody says so, or stays when it is
/// cancelled.
#[test]
fn crashed_while_people_are_waited_for() {
    again("gates", &[(1, 4), (1, 17), (1, 28)]);
}

#[test]
fn resumed_again_and_again() {
    short("resumes", 2);
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
    // Asleep at the pull, which said that the lock was gone and not who had taken over; then while it tidied up, which
    // was taken for taking back; then between the locks of two hosts, of which the second let it in once more.
    again("take_overs", &[(5, 2), (5, 5), (91, 82), (91, 153), (5, 8)]);
}

#[test]
fn a_ledger_that_is_made_migrated_or_written() {
    short("openings", 60);
}

#[test]
fn bad_neighbours() {
    let (engine_of_a_host, releases_deleted) = ((1, 1), (1, 8));
    let full_disk_at_the_lock = (3, 4);
    let clock_an_hour_slow = (3, 5);
    let engine_stopped_while_a_run_cleans_up = (21, 2);
    let (ledger_of_another_laptop, an_older_ledger, everything_ended) = ((1, 10), (1, 11), (1, 12));
    let (full_disk_of_an_engine, full_disk_of_the_laptops_engine) = ((1, 13), (1, 14));
    let at_hosts = [engine_of_a_host, releases_deleted, full_disk_at_the_lock, full_disk_of_an_engine];
    let at_the_laptop =
        [clock_an_hour_slow, engine_stopped_while_a_run_cleans_up, full_disk_of_the_laptops_engine];
    let ledgers = [ledger_of_another_laptop, an_older_ledger];
    again("neighbours", &[&at_hosts[..], &at_the_laptop, &ledgers, &[everything_ended]].concat());
}

/// The laptop's, a host's and that of its engine, without any room at all.
#[test]
fn disks_without_room() {
    again("full_disks", &[(903, 1), (903, 3), (903, 5)]);
}

/// Each way once; then packets that vanish, and answers that are lost, while containers are watched. The last look at
/// a place that does not answer began just before patience was over and went on for 20 s, so that it was told after
/// more than two minutes. 151:25, 31 and 39 failed of the same in the same two ways, and each takes two minutes again.
#[test]
fn links_that_die() {
    again("network", &[(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (151, 43), (151, 33)]);
}

#[test]
fn a_laptop_that_naps() {
    short("naps", 1);
}
