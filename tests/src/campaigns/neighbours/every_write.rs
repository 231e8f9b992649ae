//! Disks that have room for so many writes and no more: whichever is the first that finds none, it is said of what.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use slipway_testkit::Finished;

use super::disturbed::MaySay;
use super::full_disks::{data_root, empty, fill_but};
use super::{Luck, Neighbours};
use crate::campaigns::grounds::{Grounds, LIMIT, Seen};
use crate::campaigns::{Campaign, Play};

/// How many amounts of free room each way is tried with.
const AMOUNTS: u64 = 60;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "full_disks",
    title: "whichever write finds the disk full, that is said, and with room again everything is settled",
    rounds: WAYS.len() as u64 * AMOUNTS,
    set_up: || Neighbours::set().map(|all| Box::new(EveryWrite { all, stopped: 0 }) as Box<dyn Play>),
};

/// Whose disk has no room, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A deploy, and the disk with the laptop's own data.
    Deploy,
    /// A run, and the same disk.
    Run,
    /// A deploy, and the disk with a host's own files.
    Host(&'static str),
    /// A deploy whose image is there, so that nothing is refused before, and the disk with the data of a host's engine.
    Engine(&'static str),
}

const WAYS: [Way; 5] =
    [Way::Deploy, Way::Run, Way::Host("host-1"), Way::Host("host-2"), Way::Engine("host-1")];

impl Way {
    /// How many pages more there are with each amount, so that the last is enough. The ledger appends several with each
    /// of its writes and an engine takes several for a container; a host's smallest file takes one.
    fn stride(self) -> u64 {
        match self {
            Self::Deploy => 6,
            Self::Run | Self::Engine(_) => 4,
            Self::Host(_) => 1,
        }
    }
}

/// A disk of a host.
struct Disk {
    host: &'static str,
    folder: PathBuf,
    /// What may be said of it when it is full.
    codes: &'static [&'static str],
}

struct EveryWrite {
    all: Neighbours,
    /// How many commands found no room.
    stopped: u64,
}

impl EveryWrite {
    /// Runs the way's command where so many pages are free.
    fn play(&mut self, way: Way, pages: u64, luck: &Luck) -> Finished {
        let words = self.words(way, luck);
        let before = self.all.grounds.seen();
        let ended = match way {
            Way::Deploy | Way::Run => self.at_the_laptop(&words, pages, &before),
            Way::Host(name) => {
                let folder = self.all.grounds.scene.host(name).home().join(".slipway");
                let codes = &["disk_short", "host_command_failed"];
                self.at_a_host(&Disk { host: name, folder, codes }, &words, pages, &before)
            }
            Way::Engine(name) => {
                let folder = data_root(self.all.grounds.scene.host(name).engine());
                let codes = &["disk_short", "host_command_failed", "verify_failed"];
                self.at_a_host(&Disk { host: name, folder, codes }, &words, pages, &before)
            }
        };
        self.stopped += u64::from(ended.code != 0);
        if way == Way::Run {
            ended.json().iter().for_each(|told| self.all.grounds.learn_if_made(told));
        }
        ended
    }

    fn words(&self, way: Way, luck: &Luck) -> Vec<String> {
        let grounds = &self.all.grounds;
        match way {
            Way::Run => {
                grounds.cook(&format!("Dish {}", luck.round));
                vec!["run".to_owned()]
            }
            Way::Engine(name) => {
                let release = grounds.another("sandbox", luck.round);
                grounds.pull_by_hand(name, release);
                ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned).to_vec()
            }
            Way::Deploy | Way::Host(_) => self.all.deploy_words(luck).to_vec(),
        }
    }

    fn at_the_laptop(&self, words: &[String], pages: u64, before: &Seen) -> Finished {
        let laptop = &self.all.grounds.scene.laptop;
        laptop.root_sh(&fill_but(laptop.data(), pages)).expect("a shell").success().expect("a full disk");
        let ended = self.go(words);
        // Not even reading is possible without any room: the ledger's index in shared memory is a file there.
        laptop.root_sh(&empty(laptop.data())).expect("a shell").success().expect("room again");
        let may_say: [MaySay<'_>; 3] =
            [("ledger_failed", &["full"]), ("disk_short", &["full"]), ("file_failed", &["space"])];
        self.all.assert_tells(&ended, before, None, &may_say);
        ended
    }

    fn at_a_host(&self, disk: &Disk, words: &[String], pages: u64, before: &Seen) -> Finished {
        let (host, names) = (self.all.grounds.scene.host(disk.host), [disk.host]);
        host.root_sh(&fill_but(&disk.folder, pages)).expect("a shell").success().expect("a full disk");
        let ended = self.go(words);
        // What was begun there goes on without the program, and is not to find room in the middle.
        self.all.grounds.wait_until_idle(&ended.describe());
        host.root_sh(&empty(&disk.folder)).expect("a shell").success().expect("room again");
        let may_say: Vec<MaySay<'_>> = disk.codes.iter().map(|code| (*code, &names[..])).collect();
        self.all.assert_tells(&ended, before, None, &may_say);
        ended
    }

    fn go(&self, words: &[String]) -> Finished {
        self.all.grounds.start(words).wait(LIMIT).expect("it ends")
    }
}

impl Play for EveryWrite {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let turn = luck.round - 1;
        let way = WAYS[usize::try_from(turn).unwrap_or_default() % WAYS.len()];
        let amount = turn / WAYS.len() as u64 % AMOUNTS;
        let pages = amount * way.stride();
        let ended = self.play(way, pages, luck);
        let why = format!("{way:?} with {pages} pages free\n{}", ended.describe());
        let began = Instant::now();
        if way == Way::Run {
            let settled = self.all.resume();
            self.all.grounds.learn_if_made(&settled);
        }
        self.all.repair(luck, &why);
        // Every write in between is the first that finds no room with some amount.
        assert!(amount != 0 || ended.code != 0, "there is something to write\n{why}");
        assert!(amount != AMOUNTS - 1 || ended.code == 0, "the last amount is enough for all of it\n{why}");
        began.elapsed()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.all.grounds)
    }

    fn counted(&self) -> Vec<(&'static str, u64)> {
        vec![("commands that found no room", self.stopped)]
    }
}
