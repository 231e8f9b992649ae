//! Secrets that a plan does without, and that what is said of it may quote: they are opened where they can be.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use slipway_domain::digest::Digest;
use slipway_domain::sealed::SealedFile;
use slipway_domain::secret::Secret;

use super::*;
use crate::ports::{Login, Need, Secrets};

/// Has one secret, cannot open another, and never saw the others nor a sealed file.
#[derive(Default)]
struct Partly(Mutex<Vec<String>>);

#[async_trait]
impl Secrets for Partly {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        self.0.lock().unwrap().push(name.to_owned());
        match name {
            "KNOWN" => Ok(Some(Secret::new("value"))),
            "LOCKED" => Err(Problem::new(Code::KeychainLocked, "the keychain is locked")),
            _ => Ok(None),
        }
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(None)
    }

    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// Steps of which what is said may quote these.
fn quoting(names: &[&str]) -> Plan {
    let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut plan = independent(2);
    for step in &mut plan.steps {
        step.effect.args = json!({});
        step.effect = step.effect.clone().quoting(&names);
    }
    plan
}

fn with(secrets: &Arc<Partly>) -> Arc<Runner> {
    let runner = Arc::into_inner(runner(1, Arc::new(Needy::default()))).unwrap();
    Arc::new(Runner { secrets: secrets.clone(), ..runner })
}

#[tokio::test(start_paused = true)]
async fn what_may_be_quoted_is_opened_and_nothing_is_refused_for_what_cannot_be() {
    let secrets = Arc::new(Partly::default());
    let sealed = SealedFile {
        path: "staging.age".to_owned(),
        tree: "t".to_owned(),
        version: Digest::of(b"sealed"),
        of: "recipes/sandbox".to_owned(),
        secrets: vec!["SEALED".to_owned()],
    };
    let plan = quoting(&["KNOWN", "LOCKED", "MISSING", "SEALED"]).with_sealed(vec![sealed]);
    let runner = with(&secrets);
    let opened = runner.open_secrets(operation(&plan).id, &plan, false).await.unwrap();
    assert_eq!(opened.keys().collect::<Vec<_>>(), ["KNOWN"]);
    assert_eq!(
        *secrets.0.lock().unwrap(),
        ["KNOWN", "LOCKED", "MISSING"],
        "a file's is taken from nowhere else"
    );
    let asked = ["KNOWN", "LOCKED", "MISSING", crate::ports::AGE_IDENTITY];
    assert_eq!(runner.needs(&plan, false), asked.map(|name| Need::Secret(name.to_owned())));
    let standing =
        runner.start(operation(&plan), plan, author(), None, CancellationToken::new()).await.unwrap();
    assert_eq!(standing.verdict, Verdict::Succeeded, "{:?}", standing.problem);
}

#[tokio::test]
async fn what_a_step_needs_as_well_is_still_missed() {
    let mut plan = quoting(&["TOKEN"]);
    plan.steps[1].effect.args["variables"] = json!({ "TOKEN": { "secret": "TOKEN" } });
    let refused = with(&Arc::default()).open_secrets(operation(&plan).id, &plan, false).await.unwrap_err();
    assert_eq!(refused.code, Code::SecretMissing);
}
