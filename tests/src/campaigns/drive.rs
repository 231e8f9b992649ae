//! Plays a campaign's rounds, on as many scenes at once as there are workers.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{Campaign, Luck, Play};

/// What is to be played.
pub struct Order {
    /// The rounds, each with the seed that it is drawn from.
    pub rounds: Vec<(u64, u64)>,
    /// How many scenes are at work at once.
    pub workers: u64,
    /// How long rounds are begun.
    pub within: Duration,
    /// Once it is set no round is begun any more.
    pub stop: Arc<AtomicBool>,
    /// Where a folder is made for each round that failed.
    pub evidence: Option<PathBuf>,
}

/// A round that failed.
pub struct Failure {
    /// What plays it again: `SEED:ROUND`.
    pub replay: String,
    /// What was wrong.
    pub what: String,
    /// Where its evidence is.
    pub kept: Option<PathBuf>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.replay, self.what)
    }
}

/// What came of a campaign.
#[derive(Default)]
pub struct Summary {
    /// How many rounds there were to play.
    pub wanted: u64,
    /// How many rounds were played.
    pub rounds: u64,
    /// Those that failed.
    pub failures: Vec<Failure>,
    /// The longest time from an attack to a settled state.
    pub slowest: Duration,
    /// How long all of it took.
    pub took: Duration,
    /// How many rounds met what the campaign is about, where that is left to chance.
    pub met: Option<u64>,
    /// What is worth a number, and how often it was.
    pub counted: BTreeMap<&'static str, u64>,
}

/// So many rounds tell whether chance is as it should be.
const TELLING: u64 = 20;

impl Summary {
    /// Whether it shows what the campaign is for: something was played, all of that went well, and it did not hit
    /// beside its mark again and again.
    pub fn is_good(&self) -> bool {
        self.failures.is_empty() && self.rounds > 0 && !self.is_beside_the_mark()
    }

    /// Whether hardly a round met what the campaign is about. A random moment is too late now and then; if it almost
    /// always is, nothing was shown.
    pub fn is_beside_the_mark(&self) -> bool {
        self.rounds >= TELLING && self.met.is_some_and(|met| met * 4 < self.rounds)
    }
}

/// What is told while a campaign is played.
pub enum Told<'a> {
    /// So many rounds are over.
    Played(u64),
    /// A round failed.
    Failed(&'a Failure),
}

/// Plays all rounds. A round that fails ends its scene; the next one begins on a fresh one.
pub fn drive(campaign: &Campaign, order: &Order, tell: &(dyn Fn(Told<'_>) + Sync)) -> Summary {
    let began = Instant::now();
    let (next, summary) = (AtomicUsize::new(0), Mutex::new(Summary::default()));
    let table = Table { campaign, order, tell, began, next, summary };
    std::thread::scope(|scope| {
        for _ in 0..order.workers {
            scope.spawn(|| table.work());
        }
    });
    let mut summary = table.summary.into_inner().expect("no worker panics");
    summary.took = began.elapsed();
    summary.wanted = order.rounds.len() as u64;
    summary
}

/// What the workers share.
struct Table<'a> {
    campaign: &'a Campaign,
    order: &'a Order,
    tell: &'a (dyn Fn(Told<'_>) + Sync),
    began: Instant,
    next: AtomicUsize,
    summary: Mutex<Summary>,
}

impl Table<'_> {
    /// Plays rounds on one scene after the other until there are none left.
    fn work(&self) {
        while let Some(first) = self.take() {
            let set_up = catch_unwind(AssertUnwindSafe(|| (self.campaign.set_up)()));
            match set_up {
                Ok(None) => return,
                Ok(Some(play)) => self.use_up(play, first),
                Err(panic) => self.fail(first, format!("no scene: {}", said(&*panic)), None),
            }
        }
    }

    fn take(&self) -> Option<(u64, u64)> {
        if self.began.elapsed() > self.order.within || self.order.stop.load(Ordering::Relaxed) {
            return None;
        }
        self.order.rounds.get(self.next.fetch_add(1, Ordering::Relaxed)).copied()
    }

    /// Plays rounds on a scene until one of them fails or there are none left.
    fn use_up(&self, mut play: Box<dyn Play>, first: (u64, u64)) {
        let (mut next, mut last) = (Some(first), first);
        while let Some(round) = next {
            let mut luck = Luck::of(self.campaign.name, round.0, round.1);
            let played = catch_unwind(AssertUnwindSafe(|| play.round(&mut luck)));
            match played {
                Ok(took) => self.count(took),
                Err(panic) => {
                    self.add(&*play);
                    self.summary.lock().expect("no worker panics").rounds += 1;
                    return self.fail(round, said(&*panic), Some(&*play));
                }
            }
            (next, last) = (self.take(), round);
        }
        self.add(&*play);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| play.end())) {
            self.fail(last, format!("at the end: {}", said(&*panic)), Some(&*play));
        }
    }

    fn count(&self, took: Duration) {
        let mut summary = self.summary.lock().expect("no worker panics");
        summary.rounds += 1;
        summary.slowest = summary.slowest.max(took);
        (self.tell)(Told::Played(summary.rounds));
    }

    /// Adds what a scene counted.
    fn add(&self, play: &dyn Play) {
        let mut summary = self.summary.lock().expect("no worker panics");
        if let Some(met) = play.met() {
            *summary.met.get_or_insert(0) += met;
        }
        for (what, times) in play.counted() {
            *summary.counted.entry(what).or_default() += times;
        }
    }

    /// Takes a failure down, also one that no round is counted for: a scene that was not put up or not left in order.
    fn fail(&self, round: (u64, u64), what: String, play: Option<&dyn Play>) {
        let folder = self.order.evidence.as_deref();
        let kept = folder.zip(play).and_then(|(folder, play)| self.keep(folder, round, &what, play));
        let failure = Failure { replay: format!("{}:{}", round.0, round.1), what, kept };
        (self.tell)(Told::Failed(&failure));
        self.summary.lock().expect("no worker panics").failures.push(failure);
    }

    fn keep(&self, folder: &Path, round: (u64, u64), what: &str, play: &dyn Play) -> Option<PathBuf> {
        let folder = folder.join(format!("{}-{}-{}", self.campaign.name, round.0, round.1));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).ok()?;
        std::fs::write(folder.join("what"), what).ok()?;
        catch_unwind(AssertUnwindSafe(|| play.keep(&folder))).ok()?;
        Some(folder)
    }
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
