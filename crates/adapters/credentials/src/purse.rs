//! Credentials of the keychain: which one applies, whether it may be used, and its parts while they are needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{Confirmation, Need, Use};

/// The credentials that may be used in a project.
pub(crate) struct Purse {
    wallet: Wallet,
    project: Option<String>,
    person: Arc<dyn Confirmation>,
    /// Whoever opens or asks holds it, so that nothing is opened and nobody asked twice at the same moment.
    turn: tokio::sync::Mutex<()>,
    held: Mutex<Held>,
}

/// What is open.
#[derive(Default)]
struct Held {
    /// The parts, with when they were put into the keychain: what was replaced meanwhile is opened anew.
    parts: BTreeMap<CredentialId, (Timestamp, Parts)>,
    /// Who may use which: an operation, or whoever only looked at a registry.
    admitted: BTreeSet<(Option<OperationId>, CredentialId)>,
}

impl Purse {
    pub(crate) fn new(wallet: Wallet, project: Option<&str>, person: Arc<dyn Confirmation>) -> Self {
        let project = project.map(str::to_owned);
        Self { wallet, project, person, turn: tokio::sync::Mutex::default(), held: Mutex::default() }
    }

    /// The credential that gives what is needed. Nothing is opened.
    pub(crate) async fn applying(
        &self,
        need: &Need,
        environment: Option<&str>,
    ) -> Result<Option<Known>, Problem> {
        self.wallet.applying(need.kind(), need.name(), self.project.as_deref(), environment).await
    }

    /// Lets an operation use what it needs. The person is asked once, about all that asks before it is used.
    pub(crate) async fn admit(
        &self,
        operation: OperationId,
        needs: &[Need],
        environment: Option<&str>,
    ) -> Result<(), Problem> {
        let _turn = self.turn.lock().await;
        let mut applying: Vec<Known> = Vec::new();
        for need in needs {
            applying.extend(self.applying(need, environment).await?);
        }
        let user = Some(operation);
        let asks = |known: &&Known| known.ask && !self.held().admits(user, &known.id);
        let asked: Vec<Known> = applying.iter().filter(asks).cloned().collect();
        self.ask(user, asked).await?;
        self.held().admitted.extend(applying.into_iter().map(|known| (user, known.id)));
        Ok(())
    }

    /// Opens a credential, once as long as somebody who was admitted needs it.
    pub(crate) async fn open(&self, known: &Known) -> Result<Parts, Problem> {
        let _turn = self.turn.lock().await;
        if known.ask && !self.held().is_admitted(&known.id) {
            self.ask(None, vec![known.clone()]).await?;
            self.held().admitted.insert((None, known.id.clone()));
        }
        let put_there = known.rotated.unwrap_or(known.added);
        let open = self.held().parts.get(&known.id).filter(|(at, _)| *at == put_there).cloned();
        if let Some((_, parts)) = open {
            return Ok(parts);
        }
        let parts = self.wallet.open(known).await?;
        self.held().parts.insert(known.id.clone(), (put_there, parts.clone()));
        Ok(parts)
    }

    /// Those of a kind that apply, by name; of two with one name the narrower. Nothing is opened.
    pub(crate) async fn all_applying(
        &self,
        kind: Kind,
        environment: Option<&str>,
    ) -> Result<Vec<Known>, Problem> {
        self.wallet.all_applying(kind, self.project.as_deref(), environment).await
    }

    /// Opens a credential for one use. It is not kept here.
    pub(crate) async fn open_alone(&self, known: &Known) -> Result<Parts, Problem> {
        let _turn = self.turn.lock().await;
        if known.ask && !self.held().is_admitted(&known.id) {
            self.ask(None, vec![known.clone()]).await?;
        }
        self.wallet.open(known).await
    }

    /// An operation needs nothing more.
    pub(crate) fn let_go(&self, operation: OperationId) {
        self.held().let_go(operation);
    }

    async fn ask(&self, operation: Option<OperationId>, credentials: Vec<Known>) -> Result<(), Problem> {
        if credentials.is_empty() {
            return Ok(());
        }
        let what = Use { credentials, operation };
        if self.person.confirm(&what).await? { Ok(()) } else { Err(what.declined()) }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn admits(&self, user: Option<OperationId>, id: &CredentialId) -> bool {
        self.admitted.contains(&(user, id.clone()))
    }

    fn is_admitted(&self, id: &CredentialId) -> bool {
        self.admitted.iter().any(|(_, admitted)| admitted == id)
    }

    /// Closes what nobody else uses.
    fn let_go(&mut self, operation: OperationId) {
        let used = |(user, _): &&(Option<OperationId>, CredentialId)| *user == Some(operation);
        let mine: Vec<CredentialId> = self.admitted.iter().filter(used).map(|(_, id)| id.clone()).collect();
        self.admitted.retain(|(user, _)| *user != Some(operation));
        for id in mine {
            if !self.is_admitted(&id) {
                self.parts.remove(&id);
            }
        }
    }
}

impl fmt::Debug for Purse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Purse").field("project", &self.project).finish_non_exhaustive()
    }
}
