//! Credentials of the keychain: which one applies, whether it may be used, and its parts while they are needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{Confirmation, Need, Use};

/// How long an answer holds that was given for no operation: what is looked at again meanwhile, such as a registry that
/// the window shows, or a host that is planned for and then changed, does not ask again.
const HOLDS: Duration = Duration::from_secs(10 * 60);

/// Environments that are reached with SSH keys, each with those whose keys are offered to its hosts, itself among them.
pub type Reached = BTreeMap<String, BTreeSet<String>>;

/// The credentials that may be used in a project.
pub(crate) struct Purse {
    wallet: Wallet,
    project: Option<String>,
    person: Arc<dyn Confirmation>,
    /// The environments that are reached with SSH keys, each with those that share a host with it: their keys are offered
    /// there as well.
    reached: Reached,
    /// Whoever asks holds it, so that one question is open at a time. Who need not ask never waits for it: an operation
    /// that has its lock does not stand still because somebody else's question is open.
    asking: tokio::sync::Mutex<()>,
    /// Whoever opens holds it, so that nothing is opened twice at the same moment.
    opening: tokio::sync::Mutex<()>,
    held: Mutex<Held>,
}

/// What is open.
#[derive(Default)]
struct Held {
    /// The parts, with when they were put into the keychain: what was replaced meanwhile is opened anew. Only what an
    /// operation was admitted to is kept.
    parts: BTreeMap<CredentialId, (Timestamp, Parts)>,
    /// Which operation may use which.
    admitted: BTreeSet<(OperationId, CredentialId)>,
    /// What was answered for no operation, and when.
    answers: BTreeMap<CredentialId, (Instant, bool)>,
}

impl Purse {
    pub(crate) fn new(wallet: Wallet, project: Option<&str>, person: Arc<dyn Confirmation>) -> Self {
        let (project, reached) = (project.map(str::to_owned), Reached::new());
        let (asking, opening) = (tokio::sync::Mutex::default(), tokio::sync::Mutex::default());
        Self { wallet, project, person, reached, asking, opening, held: Mutex::default() }
    }

    /// The same, where these environments are reached with SSH keys.
    pub(crate) fn reaching(self, reached: Reached) -> Self {
        Self { reached, ..self }
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
        let mut applying: Vec<Known> = Vec::new();
        for need in needs {
            applying.extend(self.applying(need, environment).await?);
        }
        let keys = self.keys_that_ask(environment).await?;
        let asked = || -> Vec<Known> {
            let held = self.held();
            let wanted = applying.iter().filter(|known| known.ask);
            let wanted = wanted.chain(keys.iter().filter(|known| held.answer(&known.id) != Some(true)));
            wanted.filter(|known| !held.admits(operation, &known.id)).cloned().collect()
        };
        if !asked().is_empty() {
            let _turn = self.asking.lock().await;
            // What was waited for may have been a question about one of them.
            let asked = asked();
            if !asked.is_empty() {
                self.ask(Some(operation), asked).await?;
            }
        }
        let admitted = applying.into_iter().chain(keys).map(|known| (operation, known.id));
        self.held().admitted.extend(admitted);
        Ok(())
    }

    /// The SSH keys that an environment is reached with and that ask: while the operation has its lock, a connection that
    /// breaks is made anew without a question. Who was asked a moment ago, to look at the hosts, is not asked again.
    async fn keys_that_ask(&self, environment: Option<&str>) -> Result<Vec<Known>, Problem> {
        let Some(environment) = environment else { return Ok(Vec::new()) };
        let mut keys = self.offered_keys(environment).await?;
        keys.retain(|known| known.ask);
        Ok(keys)
    }

    /// The SSH keys that an environment is reached with, each once.
    pub(crate) async fn offered_keys(&self, environment: &str) -> Result<Vec<Known>, Problem> {
        let mut keys: Vec<Known> = Vec::new();
        for other in self.reached.get(environment).into_iter().flatten() {
            keys.extend(self.all_applying(Kind::SshKey, Some(other.as_str())).await?);
        }
        keys.sort_by(|a, b| a.id.cmp(&b.id));
        keys.dedup_by(|a, b| a.id == b.id);
        Ok(keys)
    }

    /// Opens a credential, once as long as an operation that was admitted needs it.
    pub(crate) async fn open(&self, known: &Known) -> Result<Parts, Problem> {
        self.allow(known).await?;
        let put_there = known.rotated.unwrap_or(known.added);
        if let Some(parts) = self.held().open(&known.id, put_there) {
            return Ok(parts);
        }
        let _turn = self.opening.lock().await;
        if let Some(parts) = self.held().open(&known.id, put_there) {
            return Ok(parts);
        }
        let parts = self.wallet.open(known).await?;
        let mut held = self.held();
        if held.is_admitted(&known.id) {
            held.parts.insert(known.id.clone(), (put_there, parts.clone()));
        }
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
        self.allow(known).await?;
        self.wallet.open(known).await
    }

    /// That a credential may be opened now: it asks nobody, an operation may use it, or the person says yes.
    async fn allow(&self, known: &Known) -> Result<(), Problem> {
        if self.is_allowed(known)? {
            return Ok(());
        }
        let _turn = self.asking.lock().await;
        // Somebody else may have asked meanwhile.
        if self.is_allowed(known)? {
            return Ok(());
        }
        let asked = self.ask(None, vec![known.clone()]).await;
        // Who could not be asked has said nothing.
        let declined = |problem: &Problem| problem.code == Code::CredentialDeclined;
        if asked.as_ref().err().is_none_or(declined) {
            self.held().answers.insert(known.id.clone(), (Instant::now(), asked.is_ok()));
        }
        asked
    }

    /// Whether that is known without a question; a no of a moment ago still holds.
    fn is_allowed(&self, known: &Known) -> Result<bool, Problem> {
        let held = self.held();
        if !known.ask || held.is_admitted(&known.id) {
            return Ok(true);
        }
        match held.answer(&known.id) {
            Some(false) => Err(Use { credentials: vec![known.clone()], operation: None }.declined()),
            answer => Ok(answer.is_some()),
        }
    }

    /// An operation needs nothing more.
    pub(crate) fn let_go(&self, operation: OperationId) {
        self.held().let_go(operation);
    }

    async fn ask(&self, operation: Option<OperationId>, credentials: Vec<Known>) -> Result<(), Problem> {
        let what = Use { credentials, operation };
        if self.person.confirm(&what).await? { Ok(()) } else { Err(what.declined()) }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn admits(&self, operation: OperationId, id: &CredentialId) -> bool {
        self.admitted.contains(&(operation, id.clone()))
    }

    /// What was answered a moment ago.
    fn answer(&self, id: &CredentialId) -> Option<bool> {
        self.answers.get(id).filter(|(at, _)| at.elapsed() < HOLDS).map(|(_, yes)| *yes)
    }

    /// The parts that are open of what was put there then.
    fn open(&self, id: &CredentialId, put_there: Timestamp) -> Option<Parts> {
        self.parts.get(id).filter(|(at, _)| *at == put_there).map(|(_, parts)| parts.clone())
    }

    fn is_admitted(&self, id: &CredentialId) -> bool {
        self.admitted.iter().any(|(_, admitted)| admitted == id)
    }

    /// Closes what nobody else uses.
    fn let_go(&mut self, operation: OperationId) {
        let used = |(user, _): &&(OperationId, CredentialId)| *user == operation;
        let mine: Vec<CredentialId> = self.admitted.iter().filter(used).map(|(_, id)| id.clone()).collect();
        self.admitted.retain(|(user, _)| *user != operation);
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
