//! What the engine tells while this process executes something, passed on to the window.

use std::sync::Weak;

use slipway_api::window::event::Event as WindowEvent;
use slipway_engine::ports::{Event, Events};

use crate::session::{Inner, Session};

/// Hears for one project. The session has the project, so this keeps no session.
pub(crate) struct Hearing {
    session: Weak<Inner>,
}

impl Hearing {
    pub fn new(session: &Session) -> Self {
        Self { session: session.weak() }
    }
}

impl Events for Hearing {
    fn tell(&self, event: Event) {
        let Some(session) = self.session.upgrade().map(Session::from) else { return };
        match event {
            Event::Opened { operation, .. } => session.inner.operations.opened(operation),
            Event::Closed { operation, .. } => session.inner.operations.closed(operation),
            Event::Told { operation, step, text, far } => {
                session.inner.operations.told(operation, &step, &far);
                let (operation, step) = (operation.to_string(), step.to_string());
                session.tell(WindowEvent::Told { operation, step, text, far });
            }
            // The ledger says that steps begin and end, the log how far it has grown; nobody can be asked on a terminal.
            Event::Began { .. }
            | Event::Ended { .. }
            | Event::Logged { .. }
            | Event::Asks { .. }
            | Event::Answered => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashMap;
    use std::time::Duration;

    use slipway_domain::how_far::HowFar;
    use slipway_domain::ids::{OperationId, StepId};
    use slipway_domain::operation::Verdict;

    use super::*;

    #[tokio::test]
    async fn who_hears_does_not_keep_the_session() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let (hearing, weak) = (Hearing::new(&session), session.weak());
        drop(session);
        // The watch has it for a moment each time it looks.
        for _ in 0..100 {
            if weak.upgrade().is_none() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(weak.upgrade().is_none());
        hearing.tell(Event::Answered);
    }

    #[tokio::test]
    async fn what_the_engine_opened_is_executed_here_until_it_is_closed_whoever_knew_its_id() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let (hearing, operation) = (Hearing::new(&session), OperationId(uuid::Uuid::now_v7()));
        hearing.tell(Event::Opened { operation, title: "run #12, again".into() });
        assert!(session.inner.operations.has(operation));
        let (step, far) = (StepId::from("host-1/pull"), HowFar::Pulling { percent: 40 });
        hearing.tell(Event::Told { operation, step: step.clone(), text: far.to_string(), far: far.clone() });
        assert_eq!(session.inner.operations.words(operation), HashMap::from([(step, far)]));
        hearing.tell(Event::Closed { operation, verdict: Verdict::Succeeded });
        assert!(!session.inner.operations.has(operation));
        assert!(session.inner.operations.words(operation).is_empty());
    }
}
