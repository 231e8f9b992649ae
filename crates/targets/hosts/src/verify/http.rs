//! Whether a place answers over HTTP.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use slipway_domain::config::{VerifyFrom, contains};
use slipway_domain::entry::Evidence;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Cx;
use tokio::time::{Instant, sleep};

use super::fetch::{Answer, get};
use super::{Verdict, unseen};
use crate::kit::Kit;
use crate::spot::Spot;

/// How long between two questions.
const PAUSE: Duration = Duration::from_millis(500);
/// How many bytes of a wrong answer are kept.
const SHOWN: usize = 500;

/// The arguments of `http`.
#[derive(Debug, Deserialize)]
pub(super) struct Check {
    spot: Spot,
    url: String,
    contains: Option<String>,
    from: VerifyFrom,
    within: u64,
    /// What was put back, where that is what is checked.
    #[serde(default)]
    back: Option<String>,
}

impl Check {
    /// Asks until the answer is right or time is up.
    pub async fn watch(&self, kit: &Kit, cx: &Cx) -> Verdict {
        let end = Instant::now() + Duration::from_secs(self.within);
        loop {
            let (problem, evidence) = match self.look(kit).await {
                Ok(fact) => return Ok(fact),
                Err(wrong) => wrong,
            };
            if Instant::now() >= end || problem.code == Code::ConfigurationInvalid {
                let text = self.told(&problem);
                let code = if unseen(&problem) { problem.code } else { Code::VerifyFailed };
                return Err((Problem::new(code, text), evidence));
            }
            cx.tell(problem.message);
            sleep(PAUSE).await;
        }
    }

    fn told(&self, problem: &Problem) -> String {
        let said = format!("{} within {} s", problem.message, self.within);
        match &self.back {
            Some(back) => {
                format!("{back} was put back on {} and runs, but its check fails: {said}", self.spot.place)
            }
            None => said,
        }
    }

    /// Asks once.
    pub async fn look(&self, kit: &Kit) -> Verdict {
        let host = match self.from {
            VerifyFrom::Host => Some(kit.host(&self.spot).await.map_err(|problem| (problem, Vec::new()))?),
            VerifyFrom::Laptop => None,
        };
        let answer = get(host.as_deref(), &self.url).await.map_err(|problem| self.wrong(problem, None))?;
        match self.fault(&answer) {
            None => Ok(json!({ "status": answer.status })),
            Some(text) => Err(self.wrong(Problem::new(Code::VerifyFailed, text), Some(&answer))),
        }
    }

    fn fault(&self, answer: &Answer) -> Option<String> {
        let (url, place, status) = (&self.url, &self.spot.place, answer.status);
        if !(200..300).contains(&status) {
            return Some(format!("{url} on {place} answered {status}"));
        }
        let wanted = self.contains.as_deref()?;
        let held = contains(&answer.body, wanted);
        (!held).then(|| format!("{url} on {place} answered {status}, but without {wanted}"))
    }

    fn wrong(&self, problem: Problem, answer: Option<&Answer>) -> (Problem, Vec<Evidence>) {
        let text = match answer {
            Some(Answer { status, body }) => format!("HTTP {status}\n{}", start(body)),
            None => problem.message.clone(),
        };
        let what = "last answer".to_owned();
        let evidence = Evidence { place: Some(self.spot.place.clone()), service: None, what, text };
        (problem, vec![evidence])
    }
}

/// The first bytes of a text, at a character's end.
fn start(body: &str) -> &str {
    let mut end = body.len().min(SHOWN);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    &body[..end]
}
