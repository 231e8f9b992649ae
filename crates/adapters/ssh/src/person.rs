//! The person whom `ssh` may ask.

use std::fmt;
use std::sync::Arc;

use slipway_engine::ports::{Event, Events, Prompts, Silent};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Somebody whom `ssh` may ask for host keys, passwords and passphrases, for one host after the other.
#[derive(Clone)]
pub struct Person {
    screen: Arc<dyn Events>,
    /// Where questions are seen, if not at a terminal.
    prompts: Option<Arc<dyn Prompts>>,
    /// Whoever asks holds it. It says whether the person has left.
    left: Arc<Mutex<bool>>,
}

impl Person {
    /// Whoever looks at `screen` on this program's terminal, and hears when to leave it alone.
    pub fn new(screen: Arc<dyn Events>) -> Self {
        Self { screen, prompts: None, left: Arc::default() }
    }

    /// Whoever sees questions elsewhere, such as in the window.
    pub fn elsewhere(prompts: Arc<dyn Prompts>) -> Self {
        Self { screen: Arc::new(Silent), prompts: Some(prompts), left: Arc::default() }
    }

    /// Where questions are seen, if not at a terminal.
    pub(crate) fn prompts(&self) -> Option<Arc<dyn Prompts>> {
        self.prompts.clone()
    }

    /// Waits until the person is asked nothing else, and says why they will be now. `None` when they have left.
    pub(crate) async fn turn(&self, why: String) -> Option<Turn> {
        let left = self.left.clone().lock_owned().await;
        if *left {
            return None;
        }
        self.screen.tell(Event::Asks { text: why });
        Some(Turn { screen: self.screen.clone(), left })
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person")
    }
}

/// The right to ask. Gives the terminal back when dropped.
pub(crate) struct Turn {
    screen: Arc<dyn Events>,
    left: OwnedMutexGuard<bool>,
}

impl Turn {
    /// The person would rather stop than answer: whoever waits for a turn gets none.
    pub(crate) fn leave(mut self) {
        *self.left = true;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.screen.tell(Event::Answered);
    }
}
