//! Disks that have room for so many writes and no more: whichever is the first that finds none, it is said of what.

use std::time::{Duration, Instant};

use super::full_disks::{empty, fill_but};
use super::{Luck, Neighbours};
use crate::campaigns::grounds::{Grounds, LIMIT};
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
#[derive(Debug, Clone, Copy)]
enum Way {
    /// A deploy, and the disk with the laptop's own data.
    Deploy,
    /// A run, and the same disk.
    Run,
    /// A deploy, and the disk with a host's own files.
    Host(&'static str),
}

const WAYS: [Way; 4] = [Way::Deploy, Way::Run, Way::Host("host-1"), Way::Host("host-2")];

impl Way {
    /// How many pages more there are with each amount. The ledger appends several with each of its writes, a host's
    /// smallest file takes one.
    fn stride(self) -> u64 {
        if matches!(self, Self::Host(_)) { 1 } else { 4 }
    }
}

struct EveryWrite {
    all: Neighbours,
    /// How many commands found no room.
    stopped: u64,
}

impl EveryWrite {
    /// Runs the way's command where so many pages are free. Returns what it told.
    fn play(&mut self, way: Way, pages: u64, luck: &Luck) -> String {
        let all = &mut self.all;
        if matches!(way, Way::Run) {
            all.grounds.cook(&format!("Dish {}", luck.round));
        }
        let words =
            if matches!(way, Way::Run) { vec!["run".to_owned()] } else { all.deploy_words(luck).to_vec() };
        let before = all.grounds.seen();
        let go = || all.grounds.start(&words).wait(LIMIT).expect("it ends");
        let scene = &all.grounds.scene;
        let ended = if let Way::Host(name) = way {
            let (host, names) = (scene.host(name), [name]);
            let files = host.home().join(".slipway");
            host.root_sh(&fill_but(&files, pages)).expect("a shell").success().expect("a full disk");
            let ended = go();
            host.root_sh(&empty(&files)).expect("a shell").success().expect("room again");
            all.assert_tells(
                &ended,
                &before,
                None,
                &[("disk_short", &names), ("host_command_failed", &names)],
            );
            ended
        } else {
            let (laptop, data) = (&scene.laptop, scene.laptop.data());
            laptop.root_sh(&fill_but(data, pages)).expect("a shell").success().expect("a full disk");
            let ended = go();
            // Not even reading is possible without any room: the ledger's index in shared memory is a file there.
            laptop.root_sh(&empty(data)).expect("a shell").success().expect("room again");
            let may_say =
                [("ledger_failed", &["full"][..]), ("disk_short", &["full"]), ("file_failed", &["space"])];
            all.assert_tells(&ended, &before, None, &may_say);
            ended
        };
        self.stopped += u64::from(ended.code != 0);
        ended
            .json()
            .iter()
            .filter(|_| matches!(way, Way::Run))
            .for_each(|told| all.grounds.learn_if_made(told));
        format!("{way:?} with {pages} pages free\n{}", ended.describe())
    }
}

impl Play for EveryWrite {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let turn = luck.round - 1;
        let way = WAYS[usize::try_from(turn).unwrap_or_default() % WAYS.len()];
        let pages = turn / WAYS.len() as u64 % AMOUNTS * way.stride();
        let why = self.play(way, pages, luck);
        let began = Instant::now();
        if matches!(way, Way::Run) {
            let settled = self.all.resume();
            self.all.grounds.learn_if_made(&settled);
        }
        self.all.repair(luck, &why);
        began.elapsed()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.all.grounds)
    }

    fn counted(&self) -> Vec<(&'static str, u64)> {
        vec![("commands that found no room", self.stopped)]
    }
}
