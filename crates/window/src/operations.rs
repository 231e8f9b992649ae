//! What this process executes: begun by a call, carried on in the background, stopped when someone says so.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use slipway_api::window::plan::BegunDocument;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::deploy::{OperationResult, Request};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::session::Session;

/// The operations of this process.
#[derive(Default)]
pub(crate) struct Operations {
    running: Mutex<HashMap<OperationId, Running>>,
}

struct Running {
    /// Told once the operation is in the ledger.
    opened: Option<oneshot::Sender<()>>,
}

impl Operations {
    /// The engine has opened an operation.
    pub fn opened(&self, operation: OperationId) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(told) = running.get_mut(&operation).and_then(|one| one.opened.take()) {
            let _ = told.send(());
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether this process executes it.
    pub fn has(&self, operation: OperationId) -> bool {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&operation)
    }

    fn add(&self, operation: OperationId, opened: oneshot::Sender<()>) {
        let one = Running { opened: Some(opened) };
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, one);
    }

    fn remove(&self, operation: OperationId) {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&operation);
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
    async fn carry_on<Work, Done>(&self, id: OperationId, work: Work) -> Result<(), Problem>
    where
        Work: FnOnce() -> Done + Send + 'static,
        Done: Future<Output = Result<OperationResult, Problem>>,
    {
        let (opened, is_open) = oneshot::channel();
        let (refused, is_refused) = oneshot::channel();
        self.inner.operations.add(id, opened);
        let (session, runtime) = (self.clone(), tokio::runtime::Handle::current());
        // A thread of its own: an operation may go on for hours, and is made where it is executed.
        tokio::task::spawn_blocking(move || {
            let result = runtime.block_on(work());
            session.inner.operations.remove(id);
            // What came of one that began stands in the ledger.
            if let Err(problem) = result {
                let _ = refused.send(problem);
            }
        });
        tokio::select! {
            biased;
            Ok(()) = is_open => Ok(()),
            Ok(problem) = is_refused => Err(problem),
            else => Ok(()),
        }
    }

    /// Carries on in the background what is in the ledger already.
    pub(crate) async fn resume<Work, Done>(&self, id: OperationId, work: Work) -> Result<(), Problem>
    where
        Work: FnOnce() -> Done + Send + 'static,
        Done: Future<Output = Result<OperationResult, Problem>>,
    {
        if self.inner.operations.has(id) {
            return Err(Problem::new(Code::OperationBusy, "this window executes it already"));
        }
        self.carry_on(id, work).await
    }
}

/// The operation that has the request's key already.
fn known(problem: &Problem) -> Option<String> {
    let same = problem.code == Code::OperationBusy;
    same.then(|| problem.details.get("operation")?.as_str().map(str::to_owned)).flatten()
}
