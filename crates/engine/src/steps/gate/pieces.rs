//! What deployments that did not succeed have left in an environment, in the place of what ran there.

use jiff::Timestamp;
use slipway_domain::deployment::Deployment;
use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::StepId;
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, Step, Subject};
use slipway_domain::problem::Problem;
use slipway_domain::progress::Progress;

use super::Gatekeeper;
use crate::operations::plan_in;
use crate::ports::Filter;

/// How many operations of an environment are looked through.
const OPERATIONS: u32 = 200;

/// What is left of a deployment.
pub struct Pieces {
    /// Since when it is there.
    pub since: Timestamp,
    /// What was to go out.
    pub deployment: Deployment,
}

impl Gatekeeper {
    /// What is left of deployments that had not ended at that time.
    pub(super) async fn pieces(
        &self,
        project: &str,
        environment: &str,
        after: Option<Timestamp>,
    ) -> Result<Vec<Pieces>, Problem> {
        let mut left = Vec::new();
        for row in self.ledger.operations(project, Filter::newest_of(environment, OPERATIONS)).await? {
            let is_over = row.ended_at.is_some_and(|ended| Some(ended) <= after);
            if is_over || matches!(row.verdict, Some(Verdict::Succeeded | Verdict::RolledBack)) {
                continue;
            }
            let entries = self.ledger.entries(row.operation.id, None).await?;
            let plan = plan_in(&entries, row.operation.id)?;
            let since = left_since(&plan, &entries);
            if let (Some(since), Subject::Deployment(deployment)) = (since, plan.subject) {
                left.push(Pieces { since, deployment });
            }
        }
        Ok(left)
    }
}

/// Since when something is there that an operation without success began and did not put back.
fn left_since(plan: &Plan, entries: &[Entry]) -> Option<Timestamp> {
    if entries.iter().all(|entry| entry.step.is_none()) {
        // Another laptop carried it out: nothing is known of its steps, so it counts as left where it failed.
        let is_failure = |entry: &&Entry| {
            matches!(entry.body, Body::Closed { verdict: Verdict::Failed | Verdict::Unknown, .. })
        };
        return entries.iter().find(is_failure).map(|entry| entry.at);
    }
    let progress = Progress::of(plan, entries);
    let is_back = |step: &&Step| progress.fact(&step.id).is_some();
    let stays = plan.steps.iter().filter(|step| !is_back(step)).filter_map(|step| step.when.undone());
    let stays: Vec<&StepId> = stays.collect();
    let began = |entry: &&Entry| {
        matches!(entry.body, Body::Intent) && entry.step.as_ref().is_some_and(|step| stays.contains(&step))
    };
    entries.iter().find(began).map(|entry| entry.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use slipway_domain::entry::Outcome;
    use slipway_domain::plan::{Effect, When};

    /// Place `a` is put up, and taken back unless it is whole.
    fn plan() -> Plan {
        let bare = |id: &str, when: When| Step {
            when,
            place: Some("a".into()),
            ..Step::new(id.into(), Vec::new(), id, Effect::new("t", "v", ()))
        };
        let up = bare("a/up", When::Success);
        let back = bare("a/back", When::UndoUnfinished("a/up".into()));
        let subject = Subject::Upkeep { environment: "e".into(), what: "w".into() };
        slipway_fixtures::plan(subject, vec![up, back])
    }

    /// An entry for each of these, one second after the other.
    fn told(bodies: &[(Option<&str>, Body)]) -> Vec<Entry> {
        let entry = |(second, (step, body)): (i64, &(Option<&str>, Body))| Entry {
            step: step.map(StepId::from),
            attempt: u32::from(step.is_some()),
            at: Timestamp::from_second(second).unwrap(),
            ..slipway_fixtures::entry(body.clone())
        };
        (1..).zip(bodies).map(entry).collect()
    }

    fn outcome(outcome: Outcome) -> Body {
        Body::Outcome { outcome, fact: Default::default(), problem: None, evidence: Vec::new() }
    }

    fn closed(verdict: Verdict) -> Body {
        Body::Closed { verdict, problem: None }
    }

    /// The second since which something is left.
    fn left(bodies: &[(Option<&str>, Body)]) -> Option<i64> {
        left_since(&plan(), &told(bodies)).map(|since| since.as_second())
    }

    #[test]
    fn what_was_begun_and_not_put_back_is_left_since_it_was_begun() {
        let (up, back) = (Some("a/up"), Some("a/back"));
        let gate = [(Some("gate"), Body::Intent), (Some("gate"), outcome(Outcome::Failed))];
        assert_eq!(left(&gate), None, "it began nothing");
        let whole = [gate[0].clone(), (up, Body::Intent), (up, outcome(Outcome::Succeeded))];
        assert_eq!(left(&whole), Some(2), "what is whole stays");
        let half = [(up, Body::Intent), (up, outcome(Outcome::Failed)), (back, Body::Intent)];
        assert_eq!(left(&half), Some(1), "it is not back yet");
        let taken_back = |how| [&half[..], &[(back, outcome(how))]].concat();
        assert_eq!(left(&taken_back(Outcome::Succeeded)), None);
        assert_eq!(left(&taken_back(Outcome::Failed)), Some(1));
    }

    #[test]
    fn what_failed_at_another_laptop_counts_as_left() {
        assert_eq!(left(&[(None, closed(Verdict::Failed))]), Some(1));
        assert_eq!(left(&[(None, closed(Verdict::Cancelled))]), None);
    }
}
