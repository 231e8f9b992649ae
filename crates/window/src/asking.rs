//! What is asked of the person at the window while something is executed. Whoever asks waits until it is answered, or
//! gives up by being dropped.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use async_trait::async_trait;
use slipway_api::window::credentials::CredentialName;
use slipway_api::window::questions::{Asks, SshWants};
use slipway_api::window::topic::Topic;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Confirmation, NobodyToAsk, Prompts, Said, Use, Wants};
use tokio::sync::oneshot;

use crate::session::{Inner, Session};

/// How long whoever only looks at something waits for an answer: what is looked at besides must not wait with it.
const PATIENCE: Duration = Duration::from_secs(180);

/// The questions that nobody has answered yet, by their numbers.
#[derive(Default)]
pub(crate) struct Asking {
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    last: u64,
    open: BTreeMap<u64, Open>,
}

struct Open {
    operation: Option<OperationId>,
    asks: Asks,
    answer: oneshot::Sender<Reply>,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Reply {
    /// Yes or no.
    pub yes: bool,
    /// What was typed, where a text is wanted.
    pub text: Option<Secret>,
}

/// A question as it stands.
pub(crate) struct Question {
    /// Its number.
    pub number: u64,
    /// The operation that waits.
    pub operation: Option<OperationId>,
    /// What is asked.
    pub asks: Asks,
}

impl Asking {
    /// Those that are open, the one that has waited longest first.
    pub fn open(&self) -> Vec<Question> {
        let one = |(number, open): (&u64, &Open)| Question {
            number: *number,
            operation: open.operation,
            asks: open.asks.clone(),
        };
        self.lock().open.iter().map(one).collect()
    }

    /// Answers a question. `false` where nobody waits for the answer any more.
    pub fn answer(&self, number: u64, reply: Reply) -> bool {
        let open = self.lock().open.remove(&number);
        open.is_some_and(|open| open.answer.send(reply).is_ok())
    }

    fn add(&self, operation: Option<OperationId>, asks: Asks) -> (u64, oneshot::Receiver<Reply>) {
        let (answer, answered) = oneshot::channel();
        let mut all = self.lock();
        all.last += 1;
        let number = all.last;
        all.open.insert(number, Open { operation, asks, answer });
        (number, answered)
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question that is asked until this is dropped: whoever asks may give up.
struct Asked<'s> {
    session: &'s Session,
    number: u64,
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.session.inner.asking.lock().open.remove(&self.number);
        self.session.changed(vec![Topic::Questions]);
    }
}

impl Session {
    /// Asks the person at the window, and waits for the answer.
    pub(crate) async fn ask(&self, operation: Option<OperationId>, asks: Asks) -> Option<Reply> {
        let (number, answered) = self.inner.asking.add(operation, asks);
        let asked = Asked { session: self, number };
        self.changed(vec![Topic::Questions]);
        let reply = answered.await.ok();
        drop(asked);
        reply
    }
}

/// The person at the window, asked about credentials that are used only after a yes, and what SSH wants to know. A project
/// has one, and the session has the project, so this keeps no session.
pub(crate) struct Person {
    session: Weak<Inner>,
}

impl Person {
    pub fn new(session: &Session) -> Self {
        Self { session: session.weak() }
    }
}

#[async_trait]
impl Confirmation for Person {
    async fn confirm(&self, what: &Use) -> Result<bool, Problem> {
        let Some(session) = self.session.upgrade().map(Session::from) else {
            return NobodyToAsk.confirm(what).await;
        };
        let credentials = what.credentials.iter().map(|known| CredentialName::from(&known.id)).collect();
        let asked = session.ask(what.operation, Asks::Credentials { credentials });
        let reply = match what.operation {
            // Somebody has begun it and waits.
            Some(_) => asked.await,
            None => tokio::time::timeout(PATIENCE, asked).await.map_err(|_| unanswered(what))?,
        };
        reply.map(|reply| reply.yes).ok_or_else(nobody)
    }
}

#[async_trait]
impl Prompts for Person {
    async fn prompt(&self, prompt: &str, wants: Wants) -> Result<Said, Problem> {
        let Some(session) = self.session.upgrade().map(Session::from) else { return Err(nobody()) };
        let wants = match wants {
            Wants::Confirmation => SshWants::Confirmation,
            Wants::Secret => SshWants::Secret,
            Wants::Nothing => SshWants::Nothing,
        };
        let reply = session.ask(None, Asks::Ssh { prompt: prompt.to_owned(), wants }).await;
        let Some(Reply { yes, text }) = reply else { return Err(nobody()) };
        Ok(match (yes, wants) {
            (false, _) => Said::No,
            (true, SshWants::Secret) => {
                let text = text.unwrap_or_else(|| Secret::new(""));
                slipway_app::remember(&text);
                Said::Text(text)
            }
            (true, SshWants::Confirmation | SshWants::Nothing) => Said::Yes,
        })
    }
}

/// The person is elsewhere.
fn unanswered(what: &Use) -> Problem {
    let minutes = PATIENCE.as_secs() / 60;
    let message = format!("nobody said within {minutes} min whether {} may be used", what.named());
    Problem::new(Code::ConfirmationNeeded, message).hint("look again, and answer the question in the window")
}

/// The window is gone.
fn nobody() -> Problem {
    Problem::new(Code::Internal, "a question was answered by nobody")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    async fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        (folder, session)
    }

    fn asks() -> Asks {
        Asks::Ssh { prompt: "Enter passphrase:".into(), wants: SshWants::Secret }
    }

    async fn first_number(session: &Session) -> u64 {
        loop {
            if let Some(question) = session.inner.asking.open().first() {
                return question.number;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    #[tokio::test]
    async fn whoever_asks_waits_for_the_answer_which_counts_once() {
        let (_folder, session) = session().await;
        let asker = session.clone();
        let waiting = tokio::spawn(async move { asker.ask(None, asks()).await });
        let number = first_number(&session).await;
        let reply = || Reply { yes: true, text: Some(Secret::new("hunter22")) };
        assert!(!format!("{:?}", reply()).contains("hunter22"));
        assert!(session.inner.asking.answer(number, reply()));
        let answered = waiting.await.unwrap().unwrap();
        assert_eq!((answered.yes, answered.text.unwrap().expose()), (true, "hunter22"));
        assert!(!session.inner.asking.answer(number, reply()), "it was answered");
        assert!(session.inner.asking.open().is_empty());
    }

    #[tokio::test]
    async fn what_is_typed_for_ssh_comes_to_ssh_and_a_no_is_none() {
        let (_folder, session) = session().await;
        for (yes, typed) in [(true, Some("hunter22")), (false, None)] {
            let person = Person::new(&session);
            let waiting =
                tokio::spawn(async move { person.prompt("Enter passphrase:", Wants::Secret).await });
            let number = first_number(&session).await;
            let reply = Reply { yes, text: typed.map(Secret::new) };
            assert!(session.inner.asking.answer(number, reply));
            let said = match waiting.await.unwrap().unwrap() {
                Said::Text(text) => Some(text.expose().to_owned()),
                Said::Yes | Said::No => None,
            };
            assert_eq!(said.as_deref(), typed);
        }
    }

    #[tokio::test]
    async fn who_gives_up_asks_nothing_any_more() {
        let (_folder, session) = session().await;
        let asker = session.clone();
        let waiting = tokio::spawn(async move { asker.ask(None, asks()).await });
        let number = first_number(&session).await;
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        assert!(session.inner.asking.open().is_empty());
        assert!(!session.inner.asking.answer(number, Reply { yes: true, text: None }));
    }
}
