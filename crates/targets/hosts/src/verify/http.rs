//! Whether a place answers over HTTP.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use slipway_domain::config::{VerifyFrom, contains, touches};
use slipway_domain::entry::Evidence;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::redact::beginning;
use slipway_engine::ports::{Answer, Cx, Question, Web};
use tokio::time::{Instant, sleep};

use super::Checked;
use crate::kit::Kit;
use crate::spot::Spot;

/// How long between two questions.
const PAUSE: Duration = Duration::from_millis(500);
/// How long one question may take at the most, and how long it may take at the end of `within`.
const LONGEST: Duration = Duration::from_secs(10);
const SHORTEST: Duration = Duration::from_secs(1);
/// How many characters of a wrong answer are kept.
const SHOWN: usize = 500;

/// The arguments of `http`.
#[derive(Debug, Deserialize)]
pub(super) struct Check {
    spot: Spot,
    url: String,
    contains: Option<String>,
    ca: Option<String>,
    from: VerifyFrom,
    within: u64,
    /// What was put back, where that is what is checked.
    #[serde(default)]
    back: Option<String>,
}

impl Check {
    /// Asks until the answer is right or time is up.
    pub async fn watch(&self, kit: &Kit, web: &dyn Web, cx: &Cx) -> Checked {
        let end = Instant::now() + Duration::from_secs(self.within);
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let (problem, evidence) = match self.ask(kit, web, left.clamp(SHORTEST, LONGEST)).await {
                Ok(fact) => return Ok(fact),
                Err(wrong) => wrong,
            };
            if Instant::now() >= end || problem.code == Code::ConfigurationInvalid {
                let message = self.told(&problem);
                let code =
                    if problem.code.says_nothing_of_the_place() { problem.code } else { Code::VerifyFailed };
                return Err((Problem { code, message, ..problem }, evidence));
            }
            cx.tell(HowFar::again(&problem));
            sleep(PAUSE).await;
        }
    }

    fn told(&self, problem: &Problem) -> String {
        let said = format!("{}; it was asked for {} s", problem.message, self.within);
        match &self.back {
            Some(back) => {
                format!("{back} was put back on {} and runs, but its check fails: {said}", self.spot.place)
            }
            None => said,
        }
    }

    /// Asks once.
    pub async fn look(&self, kit: &Kit, web: &dyn Web) -> Checked {
        self.ask(kit, web, LONGEST).await
    }

    async fn ask(&self, kit: &Kit, web: &dyn Web, limit: Duration) -> Checked {
        let host = match self.from {
            VerifyFrom::Host => Some(kit.host(&self.spot).await.map_err(|problem| (problem, Vec::new()))?),
            VerifyFrom::Laptop => None,
        };
        let question = Question { url: &self.url, through: host.as_deref(), ca: self.ca.as_deref(), limit };
        let answer = web.get(question).await.map_err(|problem| {
            let text = problem.message.clone();
            self.wrong(problem, text)
        })?;
        match self.fault(&answer) {
            None => Ok(json!({ "status": answer.status })),
            Some(problem) => {
                let body = beginning(&answer.body, SHOWN, &|text| kit.secrets.redact(text));
                Err(self.wrong(problem, format!("HTTP {}\n{body}", answer.status)))
            }
        }
    }

    fn fault(&self, answer: &Answer) -> Option<Problem> {
        let subject = match self.from {
            VerifyFrom::Host => format!("{} on {}", self.url, self.spot.place),
            VerifyFrom::Laptop => self.url.clone(),
        };
        let (text, hint) = fault(answer, self.contains.as_deref())?;
        let problem = Problem::new(Code::VerifyFailed, format!("{subject} answered {text}"));
        Some(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        })
    }

    fn wrong(&self, problem: Problem, text: String) -> (Problem, Vec<Evidence>) {
        let what = "last answer".to_owned();
        let evidence = Evidence { place: Some(self.spot.place.clone()), service: None, what, text };
        (problem, vec![evidence])
    }
}

/// What is wrong with an answer, and what helps where that is not plain.
fn fault(answer: &Answer, wanted: Option<&str>) -> Option<(String, Option<&'static str>)> {
    let status = answer.status;
    if let (300..400, Some(to)) = (status, &answer.location) {
        let hint = "a check follows no redirect: write the address that is meant under `url`";
        return Some((format!("{status} and leads to {to}"), Some(hint)));
    }
    if !(200..300).contains(&status) {
        return Some((status.to_string(), None));
    }
    let wanted = wanted?;
    match &answer.cut {
        None => (!contains(&answer.body, wanted)).then(|| (format!("{status}, but without {wanted}"), None)),
        // Where it was cut a longer version may have begun.
        Some(cut) => (!contains(answer.body.trim_end_matches(touches), wanted)).then(|| {
            let hint = "ask an address that answers with little more than the version";
            (format!("{status}, but the answer {cut}, and what came is without {wanted}"), Some(hint))
        }),
    }
}
