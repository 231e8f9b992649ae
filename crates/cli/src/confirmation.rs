//! The person at the terminal, asked about credentials that are used only after a yes.

use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Confirmation, Event, Events, NobodyToAsk, Use};
use tokio_util::sync::CancellationToken;

use crate::terminal;

/// Asks on the terminal. `--yes` answers plans and never this: whoever wants no question keeps the credential without one.
pub struct AtTerminal {
    screen: Arc<dyn Events>,
    interrupt: CancellationToken,
}

impl AtTerminal {
    /// Whoever looks at `screen`, which leaves the terminal alone meanwhile.
    pub fn new(screen: Arc<dyn Events>, interrupt: CancellationToken) -> Self {
        Self { screen, interrupt }
    }
}

#[async_trait]
impl Confirmation for AtTerminal {
    async fn confirm(&self, what: &Use) -> Result<bool, Problem> {
        if !terminal::can_ask() {
            return NobodyToAsk.confirm(what).await;
        }
        let verb = if what.credentials.len() == 1 { "asks" } else { "ask" };
        self.screen.tell(Event::Asks { text: format!("{} {verb} before each use", what.named()) });
        let answer = terminal::confirm("May it be used?", &self.interrupt).await;
        self.screen.tell(Event::Answered);
        match answer {
            Ok(()) => Ok(true),
            // Stopping the program is no answer.
            Err(problem) if self.interrupt.is_cancelled() => Err(problem),
            Err(_) => Ok(false),
        }
    }
}
