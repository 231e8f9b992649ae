//! The jobs of a run: the graph that people know from their file.

use slipway_api::window::operation::{JobCommand, JobDocument, StepDocument, StepState};
use slipway_domain::plan::{Plan, Subject};

/// Each job, then what the run does of its own: builds, pushes, tags. Nothing for what is no run.
pub(super) fn of(plan: &Plan, steps: &[StepDocument]) -> Vec<JobDocument> {
    match plan.subject {
        Subject::Run(_) => steps.iter().map(document).collect(),
        Subject::Deployment(_) | Subject::Upkeep { .. } => Vec::new(),
    }
}

fn document(step: &StepDocument) -> JobDocument {
    let name = step.job.clone().unwrap_or_else(|| step.step.clone());
    let begun = step.state != StepState::Pending && step.state != StepState::Skipped;
    let command = JobCommand {
        step: step.step.clone(),
        name: step.command.clone().unwrap_or_else(|| step.action.clone()),
        state: step.state,
        first_line: begun.then_some(0),
        lines: step.lines,
        began_at: step.began_at.clone(),
        millis: millis(step),
        exit_code: None,
    };
    JobDocument {
        name,
        needs: step.needs.iter().map(|id| id.strip_prefix("job/").unwrap_or(id).to_owned()).collect(),
        state: step.state,
        commands: if begun { vec![command] } else { Vec::new() },
        began_at: step.began_at.clone(),
        ended_at: step.ended_at.clone(),
    }
}

fn millis(step: &StepDocument) -> Option<u64> {
    let at = |text: &Option<String>| text.as_ref()?.parse::<jiff::Timestamp>().ok();
    let (began, ended) = (at(&step.began_at)?, at(&step.ended_at)?);
    u64::try_from(ended.duration_since(began).as_millis()).ok()
}
