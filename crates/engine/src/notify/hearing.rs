//! Hears what the runner tells, for whoever tells the team.

use std::sync::Arc;

use slipway_domain::ids::OperationId;
use slipway_domain::operation::Verdict;
use tokio::sync::{mpsc, watch};

use crate::ports::{Event, Events};

/// Something of which the team may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// The operation.
    pub operation: OperationId,
    /// How it stands; `None` of one that begins.
    pub standing: Option<Verdict>,
}

/// Passes events on, and those that the team may be told of to the herald as well.
pub struct Hearing {
    inner: Arc<dyn Events>,
    tell: mpsc::UnboundedSender<News>,
    work: Work,
}

/// What hears beside `inner`, where the news come out, and how much is left to do of them.
pub fn hear(inner: Arc<dyn Events>) -> (Hearing, Heard, Work) {
    let (tell, news) = mpsc::unbounded_channel();
    let work = Work::new();
    (Hearing { inner, tell, work: work.clone() }, Heard(news), work)
}

/// Where news come out. It ends once nobody can tell anything any more.
pub struct Heard(pub(super) mpsc::UnboundedReceiver<News>);

impl Events for Hearing {
    fn tell(&self, event: Event) {
        let news = match &event {
            Event::Opened { operation, .. } => Some(News { operation: *operation, standing: None }),
            Event::Closed { operation, verdict } => {
                Some(News { operation: *operation, standing: Some(*verdict) })
            }
            _ => None,
        };
        self.inner.tell(event);
        if let Some(news) = news {
            self.work.heard();
            if self.tell.send(news).is_err() {
                self.work.told();
            }
        }
    }
}

/// How much is left to do now: news that are in no outbox yet, and a round of delivery that is due or under way. The
/// first round is due from the beginning.
#[derive(Debug, Clone)]
pub struct Work(Arc<watch::Sender<Left>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Left {
    news: usize,
    round_due: bool,
    in_round: bool,
}

impl Work {
    fn new() -> Self {
        Self(Arc::new(watch::Sender::new(Left { news: 0, round_due: true, in_round: false })))
    }

    fn heard(&self) {
        self.0.send_modify(|left| left.news += 1);
    }

    /// News are in the outbox: a round that begins from now on delivers them.
    pub(super) fn told(&self) {
        self.0.send_modify(|left| {
            left.news = left.news.saturating_sub(1);
            left.round_due = true;
        });
    }

    /// Something is in the outbox that nobody was heard of.
    pub(super) fn round_is_due(&self) {
        self.0.send_modify(|left| left.round_due = true);
    }

    /// Waits until a round is due.
    pub(super) async fn due(&self) {
        // The sender is here, so the channel is open.
        let _ = self.0.subscribe().wait_for(|left| left.round_due).await;
    }

    pub(super) fn begin_round(&self) {
        self.0.send_modify(|left| {
            left.round_due = false;
            left.in_round = true;
        });
    }

    /// Whether another round is due.
    pub(super) fn end_round(&self) -> bool {
        self.0.send_modify(|left| left.in_round = false);
        self.0.borrow().round_due
    }

    /// Waits until nothing is left to do now.
    pub async fn done(&self) {
        let is_done = |left: &Left| left.news == 0 && !left.round_due && !left.in_round;
        // The sender is here, so the channel is open.
        let _ = self.0.subscribe().wait_for(is_done).await;
    }
}
