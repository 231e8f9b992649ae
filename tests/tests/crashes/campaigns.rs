//! A few rounds of each campaign of `./dev soak`, and those that failed once.

use slipway_tests::campaigns::{again, short};

#[test]
fn killed_at_random_moments() {
    // In the second a job's container was made, not started, and made again; in the third a sign of life that was on
    // its way when its lock was given back stayed behind on the host.
    again("kills", &[(1, 1), (51, 35), (151, 92)]);
}

#[test]
fn cancelled_at_random_moments() {
    // In the second a job's container was being created and stayed behind; in the third the container that came back
    // kept the name that it has while it is replaced.
    again("cancels", &[(1, 1), (31, 25), (41, 11)]);
}

/// A plain container that is put there, a script, first deploys that are taken back; then a script that is taken back to
/// what was there before.
#[test]
fn crashed_in_other_steps() {
    again("other_steps", &[(1, 12), (1, 33), (1, 57), (1, 98)]);
}

/// A plan that is approved, and a failed deployment that is taken back when somebody says so, or stays when it is
/// cancelled.
#[test]
fn crashed_while_people_are_waited_for() {
    again("gates", &[(1, 4), (1, 17), (1, 28)]);
}

#[test]
fn resumed_again_and_again() {
    short("resumes", 1);
}

#[test]
fn two_deploys_at_once() {
    short("races", 3);
}

#[test]
fn programs_on_one_data_directory() {
    short("programs", 2);
}

#[test]
fn two_laptops_that_run_at_once() {
    short("build_numbers", 2);
}

#[test]
fn a_laptop_that_wakes_up_after_a_take_over() {
    // Asleep at the pull, which said that the lock was gone and not who had taken over; then while it tidied up, which
    // was taken for taking back; then between the locks of two hosts, of which the second let it in once more.
    again("take_overs", &[(5, 2), (5, 5), (91, 82), (91, 153)]);
}

#[test]
fn a_ledger_that_is_made_migrated_or_written() {
    short("openings", 30);
}

#[test]
fn bad_neighbours() {
    let engine_of_a_host = (1, 1);
    let full_disk_at_the_lock = (3, 4);
    let clock_an_hour_slow = (3, 5);
    let engine_stopped_while_a_run_cleans_up = (21, 2);
    let full_disk_of_the_laptops_engine = (1, 14);
    let at_hosts = [engine_of_a_host, full_disk_at_the_lock];
    let at_the_laptop =
        [clock_an_hour_slow, engine_stopped_while_a_run_cleans_up, full_disk_of_the_laptops_engine];
    again("neighbours", &[&at_hosts[..], &at_the_laptop].concat());
}

/// The laptop's, a host's and that of its engine, without any room at all.
#[test]
fn disks_without_room() {
    again("full_disks", &[(903, 1), (903, 3), (903, 5)]);
}

/// Two ways; then packets that vanish while containers are watched. The last look at a place that does not answer began
/// just before patience was over and went on for 20 s, so that it was told after more than two minutes. 151:25, 31, 33
/// and 39 failed of the same, and each takes two minutes again.
#[test]
fn links_that_die() {
    again("network", &[(1, 1), (1, 4), (151, 43)]);
}

#[test]
fn a_laptop_that_naps() {
    short("naps", 1);
}
