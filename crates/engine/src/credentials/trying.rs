//! Trying a credential, and noting what came of it.

use slipway_domain::credential::{Known, Tested};
use slipway_domain::problem::{Code, Problem};

use super::Wallet;
use crate::ports::{Trials, Tried};

impl Wallet {
    /// Tries a credential where it is for, and notes what came of it. Where nobody knows how, it is only read.
    /// It may have been replaced since it was read: trying all of them takes a while.
    pub async fn test(&self, known: &Known, trials: &Trials) -> Result<Tested, Problem> {
        let known = self.anew(known).await?;
        let parts = self.read(&known).await?;
        let tried = match trials.get(&known.id.kind) {
            Some(trial) => trial.attempt(&known, &parts).await?,
            None => Tried::there(format!("it is in {}; nothing tries it", self.keychain.name())),
        };
        let tested = Tested { at: self.clock.now(), works: tried.works, said: tried.said };
        self.note_of(&known, &|now| Known { tested: Some(tested.clone()), ..now }).await?;
        Ok(tested)
    }
}

/// The problem that a credential was not accepted, if it was not.
pub fn rejected(known: &Known, tested: &Tested) -> Option<Problem> {
    let id = &known.id;
    let message = format!("{} {} ({}) was not accepted: {}", id.kind, id.name(), id.scope, tested.said);
    let hint = format!("put a new value there: `slipway credentials rotate {}`", id.name());
    (tested.works == Some(false)).then(|| Problem::new(Code::CredentialRejected, message).hint(hint))
}
