//! Whoever has to be asked about credentials is asked before anything begins.

use std::sync::Mutex;

use slipway_domain::credential::{CredentialId, Known, Scope};
use slipway_domain::secret::Secret;

use super::*;
use crate::ports::{Login, Need, Origin, Secrets};

/// Keeps everything in a keychain whose owner says no, and hears what becomes of operations.
#[derive(Default)]
struct Guarded {
    declines: bool,
    told: Mutex<Vec<String>>,
}

impl Guarded {
    fn note(&self, text: impl Into<String>) {
        self.told.lock().unwrap().push(text.into());
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}

#[async_trait]
impl Secrets for Guarded {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        self.note(format!("open {name}"));
        Ok(Some(Secret::new("value")))
    }

    async fn login(&self, registry: &str, environment: Option<&str>) -> Result<Option<Login>, Problem> {
        self.note(format!("open {registry} for {}", environment.unwrap_or("nothing")));
        Ok(None)
    }

    async fn origin(&self, need: &Need, _: Option<&str>) -> Result<Origin, Problem> {
        let id = CredentialId::new(Scope::Global, need.kind(), need.name()).unwrap();
        let known = Known {
            id,
            fields: BTreeMap::new(),
            shown: None,
            ask: true,
            added: Timestamp::UNIX_EPOCH,
            rotated: None,
            used: None,
            tested: None,
            removed: false,
        };
        Ok(Origin::Credential(Box::new(known)))
    }

    async fn admit(&self, _: OperationId, needs: &[Need], _: Option<&str>) -> Result<(), Problem> {
        self.note(format!("admit {}", needs.iter().map(Need::name).collect::<Vec<_>>().join(", ")));
        match self.declines {
            true => Err(Problem::new(Code::CredentialDeclined, "no")),
            false => Ok(()),
        }
    }

    fn let_go(&self, _: OperationId) {
        self.note("let go");
    }

    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// Logs in at a registry and needs a secret.
#[derive(Default)]
struct Pulls(Counting);

#[async_trait]
impl Executor for Pulls {
    fn secrets(&self, _: &Effect) -> Vec<String> {
        vec!["TOKEN".to_owned()]
    }

    fn registries(&self, _: &Effect) -> Vec<String> {
        vec!["quay.io".to_owned()]
    }

    async fn observe(&self, effect: &Effect, key: &Key, cx: &Cx, report: Option<&Report>) -> Observed {
        self.0.observe(effect, key, cx, report).await
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        self.0.act(effect, key, fence, cx).await
    }

    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

fn guarded(secrets: &Arc<Guarded>) -> Arc<Runner> {
    let runner = Arc::into_inner(runner(1, Arc::new(Pulls::default()))).unwrap();
    Arc::new(Runner { secrets: secrets.clone(), ..runner })
}

#[tokio::test(start_paused = true)]
async fn after_a_no_nothing_is_in_the_ledger() {
    let secrets = Arc::new(Guarded { declines: true, ..Guarded::default() });
    let (runner, plan) = (guarded(&secrets), independent(1));
    let operation = operation(&plan);
    let id = operation.id;
    let refused = runner.start(operation, plan, author(), None, CancellationToken::new()).await.unwrap_err();
    assert_eq!(refused.code, Code::CredentialDeclined);
    assert_eq!(runner.ledger.entries(id, None).await.unwrap(), []);
    assert_eq!(secrets.told(), ["admit TOKEN, quay.io"]);
}

#[tokio::test(start_paused = true)]
async fn all_that_a_plan_needs_is_opened_before_it_acts_and_closed_at_the_end() {
    let secrets = Arc::new(Guarded::default());
    let (runner, plan) = (guarded(&secrets), independent(2));
    let standing =
        runner.start(operation(&plan), plan, author(), None, CancellationToken::new()).await.unwrap();
    assert_eq!(standing.verdict, Verdict::Succeeded);
    let admitted = "admit TOKEN, quay.io";
    let opened = ["open quay.io for sandbox", "open TOKEN"];
    assert_eq!(secrets.told(), [&[admitted, admitted][..], &opened[..], &["let go"][..]].concat());
}
