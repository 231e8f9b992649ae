//! When a person is asked to unlock the keychain: not again at each look after they said no.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use slipway_domain::problem::{Code, Problem};

use super::{Unlocking, platform};

/// For how long what is only looked at brings up no prompt after a person dismissed one.
const REST: Duration = Duration::from_secs(60);

/// Why something is wanted of the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// A person wants it now, and expects to be asked.
    OfPerson,
    /// Something needs it, and may come again and again.
    ByTheWay,
}

/// Whether a prompt was dismissed, and when.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest(Arc<Mutex<Option<Instant>>>);

impl Rest {
    /// Asks with what may be done now about a keychain that is locked. Prompts come one after the other, so what waited for
    /// another's prompt knows what came of it.
    pub(super) fn ask<T>(
        &self,
        unlocking: Unlocking,
        wish: Wish,
        question: impl FnOnce(Unlocking) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        if unlocking == Unlocking::Never {
            return question(Unlocking::Never);
        }
        if wish == Wish::ByTheWay && self.holds(Instant::now()) {
            return question(Unlocking::Never).map_err(dismissed);
        }
        let answer = question(unlocking);
        let is_locked = answer.as_ref().is_err_and(|problem| problem.code == Code::KeychainLocked);
        // From the person's answer on, however long they took.
        *self.lock() = is_locked.then(Instant::now);
        answer
    }

    fn holds(&self, now: Instant) -> bool {
        self.lock().is_some_and(|since| now.saturating_duration_since(since) < REST)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A keychain that is still locked, and nobody was asked.
fn dismissed(problem: Problem) -> Problem {
    if problem.code != Code::KeychainLocked {
        return problem;
    }
    let message = format!("{} is locked, and its prompt was dismissed a moment ago", platform::NAME);
    Problem::new(Code::KeychainLocked, message)
        .hint("unlock it with the system's own program or in the window, or try again in a minute")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a keychain whose prompt is dismissed says, with whether it would have shown one.
    fn locked(asked: &mut Vec<Unlocking>) -> impl FnOnce(Unlocking) -> Result<(), Problem> {
        move |unlocking| {
            asked.push(unlocking);
            Err(Problem::new(Code::KeychainLocked, "it is locked"))
        }
    }

    #[test]
    fn after_a_no_only_a_persons_wish_brings_up_another_prompt() {
        use Unlocking::{ByPrompt, Never};
        let (rest, mut asked) = (Rest::default(), Vec::new());
        for wish in [Wish::ByTheWay, Wish::ByTheWay, Wish::OfPerson, Wish::ByTheWay] {
            let problem = rest.ask(ByPrompt, wish, locked(&mut asked)).unwrap_err();
            assert_eq!(problem.code, Code::KeychainLocked);
        }
        assert_eq!(asked, [ByPrompt, Never, ByPrompt, Never]);
        assert!(rest.holds(Instant::now()));
        assert!(!rest.holds(Instant::now() + REST), "a minute later a look asks again");
    }

    #[test]
    fn what_was_unlocked_meanwhile_and_other_problems_end_it() {
        let (rest, mut asked) = (Rest::default(), Vec::new());
        rest.ask(Unlocking::ByPrompt, Wish::ByTheWay, locked(&mut asked)).unwrap_err();
        let told = rest.ask(Unlocking::ByPrompt, Wish::ByTheWay, |_| Ok("read"));
        assert_eq!(told, Ok("read"), "it is asked all the same");
        rest.ask(Unlocking::ByPrompt, Wish::OfPerson, |_| Ok(())).unwrap();
        assert!(!rest.holds(Instant::now()));
        let silent = Problem::new(Code::KeychainSilent, "it says nothing");
        let told = rest.ask(Unlocking::ByPrompt, Wish::ByTheWay, |_| Err::<(), _>(silent.clone()));
        assert_eq!(told, Err(silent));
        assert!(!rest.holds(Instant::now()));
    }
}
