//! What was told of credentials and of the keychain, which tell nobody when they change: another program may put one
//! there, and a keychain is locked by itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

use slipway_domain::credential::Known;
use slipway_engine::ports::KeychainState;

/// What was answered last; nothing of what nobody asked for.
#[derive(Default)]
pub(crate) struct Told {
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    known: Option<Vec<Known>>,
    state: Option<KeychainState>,
    /// The keychain is asked now. One that does not answer takes long to say so.
    asking: bool,
}

impl Told {
    /// An answer was made of these.
    pub fn known(&self, known: Vec<Known>) {
        self.lock().known = Some(known);
    }

    /// An answer told this state.
    pub fn state(&self, state: KeychainState) {
        self.lock().state = Some(state);
    }

    /// Whether somebody was told of credentials.
    pub fn has_known(&self) -> bool {
        self.lock().known.is_some()
    }

    /// Whether these are others than those that were told.
    pub fn is_other(&self, known: &[Known]) -> bool {
        self.lock().known.as_deref().is_some_and(|told| told != known)
    }

    /// Begins to ask the keychain, if somebody was told its state and nobody asks already.
    pub fn begin_asking(&self) -> bool {
        let mut all = self.lock();
        let begins = all.state.is_some() && !all.asking;
        all.asking |= begins;
        begins
    }

    /// The keychain was asked. Whether it is in another state than was told.
    pub fn end_asking(&self, state: KeychainState) -> bool {
        let mut all = self.lock();
        all.asking = false;
        all.state.replace(state).is_some_and(|told| told != state)
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keychain_is_asked_by_one_at_a_time_once_its_state_was_told() {
        let told = Told::default();
        assert!(!told.begin_asking(), "nobody wants to know");
        told.state(KeychainState::Locked);
        assert!(told.begin_asking());
        assert!(!told.begin_asking(), "it is asked already");
        assert!(told.end_asking(KeychainState::Unlocked), "it is another state");
        assert!(told.begin_asking());
        assert!(!told.end_asking(KeychainState::Unlocked));
    }

    #[test]
    fn other_credentials_are_those_that_were_not_told() {
        let told = Told::default();
        assert!(!told.is_other(&[]), "nobody asked");
        told.known(Vec::new());
        assert!(told.has_known());
        assert!(!told.is_other(&[]));
    }
}
