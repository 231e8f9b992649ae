//! What else goes on at the laptop and at the hosts: engines that are restarted, disks that fill up, clocks that are
//! wrong, people who work by hand.

mod by_hand;
mod clock;
mod copied;
mod engines;
mod full_disks;

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::Finished;

use super::grounds::{Grounds, LIMIT, SETTLED_WITHIN};
use super::{Campaign, Luck, Play};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "neighbours",
    title: "whatever else happens there, the state that is told is true, and the next deploy goes through",
    rounds: 120,
    set_up: || Neighbours::set().map(|play| Box::new(play) as Box<dyn Play>),
};

/// How long a disturbed operation may take until it is known how things stand.
const KNOWN_WITHIN: Duration = Duration::from_secs(150);

/// What happens. Each leaves the scene so that a deploy can go through.
const ALL: [fn(&mut Neighbours, &mut Luck) -> String; 12] = [
    engines::of_a_host,
    engines::of_the_laptop,
    full_disks::of_the_laptop,
    full_disks::of_a_host,
    clock::an_hour_off,
    by_hand::container_removed,
    by_hand::another_compose,
    by_hand::releases_deleted,
    by_hand::journal_truncated,
    copied::ledger_of_another_laptop,
    copied::back_to_an_older_ledger,
    by_hand::everything_ended,
];

/// The scene; the laptop's data and the hosts' own files are on small disks.
pub(super) struct Neighbours {
    grounds: Grounds,
    deploy: Duration,
    run: Duration,
}

impl Neighbours {
    fn set() -> Option<Self> {
        let mut grounds = Grounds::prepared("bad neighbours", 2, full_disks::make_small)?;
        grounds.forget_image(2);
        let deploy = grounds.span(&["deploy", "sandbox", "--release", "2"]);
        grounds.cook("Pie");
        let began = Instant::now();
        let told = grounds.scene.ok(&["run"]);
        let run = began.elapsed();
        grounds.learn(&told);
        Some(Self { grounds, deploy, run })
    }

    /// The words of a deploy that changes something, with an image to pull.
    fn deploy_words(&self, luck: &Luck) -> [String; 4] {
        let release = self.grounds.another("sandbox", luck.round);
        self.grounds.forget_image(release);
        ["deploy", "sandbox", "--release", &release.to_string()].map(str::to_owned)
    }

    /// Runs the words and does `what` after `at`. Asserts that it says how things stand, in time.
    fn disturbed(&self, words: &[String], at: Duration, what: impl FnOnce()) -> Finished {
        let program = self.grounds.start(words);
        std::thread::sleep(at);
        what();
        let began = Instant::now();
        let ended = program.wait(LIMIT).expect("it ends");
        let took = began.elapsed();
        assert!(took < KNOWN_WITHIN, "known only after {took:?}: {}", ended.describe());
        assert!([0, 1, 3, 4].contains(&ended.code), "{}", ended.describe());
        assert_helps(&ended);
        ended
    }

    /// Settles what was left open; it may be refused, with a sentence.
    fn resume(&self) -> Value {
        let (settled, code, took) = self.grounds.resume(&[]);
        assert!([0, 1, 3].contains(&code), "{settled:#}");
        assert!(took < SETTLED_WITHIN, "settled only after {took:?}: {settled:#}");
        settled
    }

    /// Asserts that status shows of each place what its engine runs, and says so where that is not what was deployed.
    fn assert_status_true(&self, why: &str) {
        let status = self.grounds.scene.status("sandbox");
        let api = &status["services"][0];
        let mut all = Vec::new();
        for place in api["places"].as_array().expect("places") {
            let runs = self.grounds.scene.running(place["name"].as_str().expect("a name"), "sandbox");
            let runs = runs.first().map(|(_, digest)| digest.clone());
            assert_eq!(place["digest"].as_str(), runs.as_deref(), "{status:#}\n{why}");
            all.push(runs);
        }
        let one = all.windows(2).all(|pair| pair[0] == pair[1]);
        assert!(one || api["digest"].is_null(), "places differ: {status:#}\n{why}");
        let told = api["release"].as_u64().and_then(|release| self.grounds.releases.get(&release));
        let as_told = all.iter().all(|digest| digest.as_ref() == told);
        let said = api["drift"].as_array().is_some_and(|drift| !drift.is_empty());
        let alarm = said || status["state"] == "failed" || status["state"] == "unknown";
        assert!(as_told || alarm, "it says that something is not as it was deployed: {status:#}\n{why}");
    }
}

impl Play for Neighbours {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let which = usize::try_from(luck.round - 1).unwrap_or_default() % ALL.len();
        let why = ALL[which](self, luck);
        let began = Instant::now();
        let settled = self.resume();
        let why = format!("{why}\nresumed: {settled:#}");
        self.assert_status_true(&why);
        let target = *self.grounds.releases.keys().nth(usize::from(luck.chance(50))).expect("releases");
        let words = ["deploy", "sandbox", "--release", &target.to_string()];
        let repaired = self.grounds.scene.slipway(&[&words[..], &["--json", "--yes"]].concat());
        assert_eq!(repaired.code, 0, "the next deploy goes through: {}\n{why}", repaired.describe());
        assert_eq!(self.grounds.runs("sandbox"), target, "{why}");
        self.grounds.assert_true("sandbox", &why);
        began.elapsed()
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }
}

/// Asserts that whatever went wrong is said in a sentence, with what to do.
fn assert_helps(ended: &Finished) {
    let told = ended.json().unwrap_or_else(|error| panic!("one document: {error}\n{}", ended.describe()));
    let problem = told.get("problem").or_else(|| told.get("error"));
    if ended.code != 0 {
        let problem = problem.unwrap_or_else(|| panic!("what went wrong is said: {}", ended.describe()));
        for part in ["message", "hint"] {
            let text = problem[part].as_str().unwrap_or_default();
            assert!(text.len() > 10, "a {part} that helps: {}", ended.describe());
        }
        assert_ne!(problem["code"], "internal", "{}", ended.describe());
    }
}
