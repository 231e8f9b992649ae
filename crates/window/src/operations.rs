//! What this process executes: begun by a call, carried on in the background, stopped when someone says so.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use slipway_api::window::plan::BegunDocument;
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{OperationId, StepId};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::deploy::{OperationResult, Request};
use slipway_engine::project::Project;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::session::Session;

/// What steps last said of how far they are.
pub(crate) type Words = HashMap<StepId, HowFar>;

/// The operations of this process.
#[derive(Default)]
pub(crate) struct Operations {
    running: Mutex<HashMap<OperationId, Running>>,
    /// Those that a call carries on itself, until it answers.
    in_calls: AtomicUsize,
    /// Those that the engine has opened here and does more for: also a run's second attempt, and what a call carries
    /// on itself, of which nobody knows the id before.
    heard: Mutex<HashMap<OperationId, Words>>,
}

struct Running {
    /// Told once the operation is in the ledger.
    opened: Option<oneshot::Sender<()>>,
}

impl Operations {
    /// The engine has opened an operation.
    pub fn opened(&self, operation: OperationId) {
        self.heard().insert(operation, Words::new());
        if let Some(told) = self.lock().get_mut(&operation).and_then(|one| one.opened.take()) {
            let _ = told.send(());
        }
    }

    /// The engine does no more for an operation.
    pub fn closed(&self, operation: OperationId) {
        self.heard().remove(&operation);
    }

    /// A step says how far it is.
    pub fn told(&self, operation: OperationId, step: &StepId, far: &HowFar) {
        if let Some(words) = self.heard().get_mut(&operation) {
            words.insert(step.clone(), far.clone());
        }
    }

    /// What an operation's steps last said, for whoever did not hear it; nothing of one that another process executes.
    pub fn words(&self, operation: OperationId) -> Words {
        self.heard().get(&operation).cloned().unwrap_or_default()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.lock().len() + self.in_calls.load(Ordering::SeqCst)
    }

    /// Those of which the ids are known, the oldest first.
    pub fn ids(&self) -> Vec<OperationId> {
        let mut ids: Vec<OperationId> = self.lock().keys().copied().collect();
        ids.extend(self.heard().keys().copied());
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether this process executes it.
    pub fn has(&self, operation: OperationId) -> bool {
        self.lock().contains_key(&operation) || self.heard().contains_key(&operation)
    }

    /// A call may execute something from now on, until the guard is dropped.
    pub fn in_call(&self) -> InCall<'_> {
        self.in_calls.fetch_add(1, Ordering::SeqCst);
        InCall(&self.in_calls)
    }

    /// `false` where it is there already.
    fn add(&self, operation: OperationId, opened: oneshot::Sender<()>) -> bool {
        let mut running = self.lock();
        let Entry::Vacant(place) = running.entry(operation) else { return false };
        place.insert(Running { opened: Some(opened) });
        true
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OperationId, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn heard(&self) -> MutexGuard<'_, HashMap<OperationId, Words>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call that may execute something.
pub(crate) struct InCall<'o>(&'o AtomicUsize);

impl Drop for InCall<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An operation that this process executes until this is dropped, however the work ends.
struct AtWork {
    session: Session,
    operation: OperationId,
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let operations = &self.session.inner.operations;
        operations.lock().remove(&self.operation);
        // Nothing is told of one that broke off.
        operations.closed(self.operation);
    }
}

impl Session {
    /// Begins an operation and returns once it is in the ledger; it goes on by itself. What keeps it from beginning is
    /// the error. A request whose key is known already is the operation that has it.
    pub(crate) async fn begin<Work, Done>(
        &self,
        key: Option<String>,
        reason: Option<String>,
        work: Work,
    ) -> Result<BegunDocument, Problem>
    where
        Work: FnOnce(Request) -> Done + Send + 'static,
        Done: Future<Output = Result<OperationResult, Problem>>,
    {
        let id = OperationId(Uuid::now_v7());
        let request =
            Request { id: Some(id), reason, key, interrupt: CancellationToken::new(), ..Request::default() };
        let ended = self.carry_on(id, move || work(request));
        match ended.await {
            Ok(()) => Ok(BegunDocument { operation: id.to_string() }),
            Err(problem) => match known(&problem) {
                Some(operation) => Ok(BegunDocument { operation }),
                None => Err(problem),
            },
        }
    }

    /// Executes in the background. Comes to an end once the operation is open, or with what kept it from that.
    pub(crate) async fn carry_on<Work, Done>(&self, operation: OperationId, work: Work) -> Result<(), Problem>
    where
        Work: FnOnce() -> Done + Send + 'static,
        Done: Future<Output = Result<OperationResult, Problem>>,
    {
        let (opened, is_open) = oneshot::channel();
        let (ended, has_ended) = oneshot::channel();
        if !self.inner.operations.add(operation, opened) {
            return Err(Problem::new(Code::OperationBusy, "this window executes it already"));
        }
        let at_work = AtWork { session: self.clone(), operation };
        let runtime = tokio::runtime::Handle::current();
        // A thread of its own: an operation may go on for hours, and is made where it is executed.
        tokio::task::spawn_blocking(move || {
            let result = runtime.block_on(work());
            drop(at_work);
            // What came of one that began stands in the ledger.
            let _ = ended.send(result.map(drop));
        });
        tokio::select! {
            biased;
            Ok(()) = is_open => Ok(()),
            Ok(result) = has_ended => result,
            else => Err(Problem::new(Code::Internal, "the operation broke off")),
        }
    }
}

/// The operation that a request with that key began before. What it began has changed since what a second one looks at.
pub(crate) async fn known_request(project: &Project, key: &str) -> Result<Option<BegunDocument>, Problem> {
    let known = project.ledger.requested(project.name(), key).await?;
    Ok(known.map(|operation| BegunDocument { operation: operation.to_string() }))
}

/// The operation that has the request's key already.
fn known(problem: &Problem) -> Option<String> {
    let same = problem.code == Code::OperationBusy;
    same.then(|| problem.details.get("operation")?.as_str().map(str::to_owned)).flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use std::time::Duration;

    use super::*;

    /// The session lives as long as its data directory.
    async fn session() -> (tempfile::TempDir, Session) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        (folder, session)
    }

    #[tokio::test]
    async fn work_that_panics_ends_its_call_and_is_no_longer_counted() {
        let (_folder, session) = session().await;
        let work = || async { panic!("a mistake") };
        let carried = session.carry_on(OperationId(Uuid::now_v7()), work);
        let refused = tokio::time::timeout(Duration::from_secs(10), carried).await.unwrap().unwrap_err();
        assert_eq!(refused.code, Code::Internal);
        while session.executing() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    #[tokio::test]
    async fn a_second_click_hides_nothing_of_what_the_first_began() {
        let (_folder, session) = session().await;
        let (id, stop) = (OperationId(Uuid::now_v7()), CancellationToken::new());
        let (hears, stopped) = (session.clone(), stop.clone());
        let work = move || async move {
            hears.inner.operations.opened(id);
            stopped.cancelled().await;
            Err(Problem::new(Code::Internal, "stopped"))
        };
        session.carry_on(id, work).await.unwrap();
        let refused = session.carry_on(id, || async { panic!("it runs twice") }).await.unwrap_err();
        assert_eq!(refused.code, Code::OperationBusy);
        let in_call = session.inner.operations.in_call();
        assert_eq!((session.executing(), session.inner.operations.has(id)), (2, true));
        assert_eq!(session.inner.operations.ids(), [id]);
        drop(in_call);
        stop.cancel();
        while session.executing() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
