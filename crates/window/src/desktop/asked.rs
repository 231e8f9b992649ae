//! Questions that nobody at the window can see: the desktop is told of each once.

use futures::StreamExt;
use slipway_api::window::event::Event;
use slipway_api::window::questions::Asks;
use slipway_api::window::settings::Notifications;
use slipway_api::window::topic::Topic;
use tokio::sync::mpsc;

use super::language::Tongue;
use super::notice::Notice;
use super::{Desktop, words};
use crate::asking::Question;
use crate::showing::Showing;

/// Where a click on it leads: the question is asked over any screen.
const LEADS: &str = "/credentials";

impl Desktop {
    /// Tells of questions until nobody takes it or the session is gone.
    pub(super) async fn tell_questions(self, tell: mpsc::UnboundedSender<Notice>) {
        let Some(mut events) = self.session().map(|session| session.listen()) else { return };
        let mut last = 0;
        while let Some(event) = events.next().await {
            if !is_of_questions(&event) {
                continue;
            }
            let Some(session) = self.session() else { return };
            let newest = session.inner.asking.open().into_iter().rfind(|one| one.number > last);
            let Some(newest) = newest else { continue };
            last = newest.number;
            let chosen = session.inner.settings.settings().notifications;
            let notice = of(&newest, chosen, &session.showing(), self.tongue(&session));
            if notice.is_some_and(|notice| tell.send(notice).is_err()) {
                return;
            }
        }
    }
}

fn is_of_questions(event: &Event) -> bool {
    match event {
        Event::Changed { topics } => topics.contains(&Topic::Questions),
        Event::Lost => true,
        _ => false,
    }
}

/// What is told of a question; `None` where somebody sees it, or nobody wants to be told anything.
fn of(question: &Question, chosen: Notifications, showing: &Showing, tongue: Tongue) -> Option<Notice> {
    let is_seen = showing.in_front && showing.path.is_some();
    if is_seen || chosen == Notifications::None {
        return None;
    }
    Some(Notice {
        title: words::asks(tongue).to_owned(),
        body: match &question.asks {
            Asks::Credentials { credentials } => {
                credentials.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
            }
            Asks::Ssh { prompt, .. } => prompt.clone(),
        },
        leads: Some(LEADS.to_owned()),
        buttons: Vec::new(),
        stays: true,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_api::window::questions::SshWants;

    use super::*;

    fn question() -> Question {
        let asks = Asks::Ssh { prompt: "Enter passphrase:".into(), wants: SshWants::Secret };
        Question { number: 1, operation: None, asks }
    }

    #[test]
    fn only_what_nobody_sees_is_told() {
        let told = |path: Option<&str>, in_front, chosen| {
            let showing = Showing { path: path.map(str::to_owned), in_front };
            of(&question(), chosen, &showing, Tongue::English)
        };
        assert_eq!(told(Some("/board"), true, Notifications::All), None);
        assert_eq!(told(None, true, Notifications::None), None);
        for (path, in_front) in [(None, true), (Some("/board"), false)] {
            let notice = told(path, in_front, Notifications::Failures).unwrap();
            assert_eq!((notice.body.as_str(), notice.stays), ("Enter passphrase:", true));
        }
    }
}
