//! What is said of a keychain that cannot be asked: what happened, and what to do.

use slipway_domain::credential::{CredentialId, PartsError};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::KeychainState;

use crate::clerk::LIMIT;

/// What to do where there is no keychain and may be none.
const ELSEWHERE: &str = "on a machine without a desktop, choose an encrypted file: SLIPWAY_KEYCHAIN=file:PATH, with its \
                         key on a descriptor that SLIPWAY_KEYCHAIN_KEY_FD numbers or in SLIPWAY_KEYCHAIN_KEY";

/// Why a keychain in that state was not asked, or gave no answer. `None` of one that can be used.
pub(crate) fn of_state(state: KeychainState, keychain: &str) -> Option<Problem> {
    let problem = match state {
        KeychainState::Unlocked => return None,
        KeychainState::Locked => Problem::new(Code::KeychainLocked, format!("{keychain} is locked")),
        KeychainState::NoBus => Problem::new(
            Code::KeychainUnavailable,
            "there is no session bus here, by which programs that keep secrets are reached",
        )
        .hint(format!("run Slipway in a desktop's session; {ELSEWHERE}")),
        KeychainState::NoService => Problem::new(
            Code::KeychainUnavailable,
            "no program that keeps secrets answers on the session bus",
        )
        .hint(format!("start one, such as gnome-keyring or KWallet; {ELSEWHERE}")),
        KeychainState::NoCollection => Problem::new(
            Code::KeychainEmpty,
            "the program that keeps secrets has no keychain to keep them in, so it cannot tell which credentials there are",
        ),
        KeychainState::Silent => silent(keychain),
    };
    Some(problem)
}

/// There was no answer in time.
pub(crate) fn silent(keychain: &str) -> Problem {
    let message = format!("{keychain} was asked and did not answer within {} s", LIMIT.as_secs());
    Problem::new(Code::KeychainSilent, message)
}

/// It refused, in its own words, which hold no value.
pub(crate) fn refused(keychain: &str, why: &str) -> Problem {
    Problem::new(Code::CredentialsFailed, format!("{keychain} did not do what it was asked: {why}"))
        .hint("look at it with the system's own program for keychains, and try again")
}

/// What it holds under a credential's name is none.
pub(crate) fn not_a_credential(keychain: &str, id: &CredentialId, why: &PartsError) -> Problem {
    let message = format!("what {keychain} holds as {} is not what Slipway puts there: {why}", id.name());
    Problem::new(Code::CredentialsFailed, message)
        .hint(format!("put it there again: `slipway credentials rotate {}`", id.name()))
}

/// A credential that lies there in pieces lacks some of them.
pub(crate) fn damaged(keychain: &str) -> Problem {
    let message = format!("{keychain} holds that credential in pieces, and not all of them are there");
    Problem::new(Code::CredentialsFailed, message).hint("put it there again: `slipway credentials rotate`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_that_cannot_be_used_says_something_of_its_own_and_what_to_do() {
        use KeychainState::{Locked, NoBus, NoCollection, NoService, Silent};
        let told = [NoBus, NoService, NoCollection, Locked, Silent].map(|state| {
            let problem = of_state(state, "the login keychain").unwrap();
            assert!(problem.hint.is_some(), "{state:?}");
            problem.message
        });
        for (index, message) in told.iter().enumerate() {
            assert!(!told[..index].contains(message), "{message}");
        }
        assert_eq!(of_state(KeychainState::Unlocked, "the login keychain"), None);
    }
}
