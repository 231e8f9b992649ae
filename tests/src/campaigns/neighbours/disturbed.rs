//! A program that is disturbed, and what it says of that.

use std::time::{Duration, Instant};

use slipway_testkit::Finished;

use super::super::grounds::{LIMIT, Seen};
use super::Neighbours;

/// How long a disturbed operation may take until it is known how things stand.
const KNOWN_WITHIN: Duration = Duration::from_secs(150);
/// A program that ends so soon after somebody changed what runs may have looked before that.
const LOOKED_BEFORE: Duration = Duration::from_secs(5);

/// What a program may say that did not get through: a code, and words one of which is in its sentence.
pub(super) type MaySay<'a> = (&'a str, &'a [&'a str]);

/// A command, and when something happens to it.
pub(super) struct Attacked<'a> {
    /// The words of the command.
    pub words: &'a [String],
    /// How long after its start.
    pub at: Duration,
    /// The host on which something else than Slipway changes what runs.
    pub changed: Option<&'a str>,
    /// What it may say.
    pub may_say: &'a [MaySay<'a>],
}

impl Neighbours {
    /// Runs a command and does `what` to it. Asserts that it says how things stand, in time.
    pub(super) fn disturbed(&self, attacked: &Attacked<'_>, what: impl FnOnce()) -> Finished {
        let before = self.grounds.seen();
        let mut program = self.grounds.start(attacked.words);
        std::thread::sleep(attacked.at);
        if !program.is_running().expect("a process") {
            let ended = program.wait(LIMIT).expect("it ends");
            assert_eq!(ended.code, 0, "nothing had happened yet: {}", ended.describe());
            self.assert_tells(&ended, &before, None, &[]);
            what();
            return ended;
        }
        self.met.set(self.met.get() + 1);
        what();
        let began = Instant::now();
        let ended = program.wait(LIMIT).expect("it ends");
        let took = began.elapsed();
        assert!(took < KNOWN_WITHIN, "known only after {took:?}: {}", ended.describe());
        let except = attacked.changed.filter(|_| took < LOOKED_BEFORE);
        self.assert_tells(&ended, &before, except, attacked.may_say);
        ended
    }

    /// Runs a command that nobody disturbs while it runs.
    pub(super) fn undisturbed(&self, words: &[&str], may_say: &[MaySay<'_>]) -> Finished {
        let before = self.grounds.seen();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let ended = self.grounds.start(&words).wait(LIMIT).expect("it ends");
        self.assert_tells(&ended, &before, None, may_say);
        ended
    }

    /// Asserts that what a program says helps and is true.
    pub(super) fn assert_tells(
        &self,
        ended: &Finished,
        before: &Seen,
        except: Option<&str>,
        may_say: &[MaySay<'_>],
    ) {
        assert_helps(ended, may_say);
        self.grounds.assert_tells_the_truth(ended, before, except, &ended.describe());
    }
}

/// Asserts that whatever went wrong is said in a sentence that names it, with what to do.
pub(super) fn assert_helps(ended: &Finished, may_say: &[MaySay<'_>]) {
    let told = ended.json().unwrap_or_else(|error| panic!("one document: {error}\n{}", ended.describe()));
    if ended.code == 0 {
        return;
    }
    let problem = told.get("problem").or_else(|| told.get("error"));
    let problem = problem.unwrap_or_else(|| panic!("what went wrong is said: {}", ended.describe()));
    let [code, message, hint] = ["code", "message", "hint"].map(|part| problem[part].as_str().unwrap_or(""));
    assert!(hint.len() > 10, "a hint that helps: {}", ended.describe());
    let (_, words) = may_say
        .iter()
        .find(|(known, _)| *known == code)
        .unwrap_or_else(|| panic!("{code} is not what happened: {}", ended.describe()));
    assert!(
        words.iter().any(|word| message.contains(word)),
        "one of {words:?} is said: {}",
        ended.describe()
    );
}
