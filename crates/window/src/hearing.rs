//! What the engine tells while this process executes something, passed on to the window.

use slipway_api::window::event::Event as WindowEvent;
use slipway_engine::ports::{Event, Events};

use crate::session::Session;

/// Hears for one project.
pub(crate) struct Hearing {
    session: Session,
}

impl Hearing {
    pub fn new(session: Session) -> Self {
        Self { session }
    }
}

impl Events for Hearing {
    fn tell(&self, event: Event) {
        match event {
            Event::Opened { operation, .. } => self.session.inner.operations.opened(operation),
            Event::Told { operation, step, text } => self.session.tell(WindowEvent::Told {
                operation: operation.to_string(),
                step: step.to_string(),
                text,
            }),
            // The ledger says that steps begin and end, the log how far it has grown; nobody can be asked on a terminal.
            Event::Began { .. }
            | Event::Ended { .. }
            | Event::Logged { .. }
            | Event::Closed { .. }
            | Event::Asks { .. }
            | Event::Answered => {}
        }
    }
}
