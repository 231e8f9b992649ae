//! The jobs of a run with their commands: the graph that people know from their file.

use jiff::Timestamp;
use slipway_api::window::operation::{JobCommand, JobDocument, StepDocument, StepState};
use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::StepId;
use slipway_domain::plan::Plan;
use slipway_engine::ports::{Heading, StepLines};
use slipway_engine::steps::job::{Begun, JobArgs};

/// The jobs in the file's order; nothing for what is no run. What a run does of its own stands among its steps alone.
pub(super) fn of(
    plan: &Plan,
    steps: &[StepDocument],
    entries: &[Entry],
    lines: &[StepLines],
) -> Vec<JobDocument> {
    let one = |step: &StepDocument| {
        let name = step.job.clone()?;
        let planned = plan.steps.iter().find(|planned| planned.id.0 == step.step)?;
        let args: JobArgs = planned.effect.read().ok()?;
        let logged = lines.iter().find(|one| one.step == planned.id);
        let headings = logged.map(|one| newest_attempt(step, &one.headings)).unwrap_or_default();
        let job = Job { step, args: &args, headings, exit_code: exit_code(entries, &planned.id) };
        Some(JobDocument {
            name,
            needs: step.needs.iter().map(|id| id.strip_prefix("job/").unwrap_or(id).to_owned()).collect(),
            state: step.state,
            commands: job.commands(),
            began_at: step.began_at.clone(),
            ended_at: step.ended_at.clone(),
        })
    };
    steps.iter().filter_map(one).collect()
}

/// A job that is tried again begins with its first command again, once it has come so far.
fn newest_attempt<'h>(step: &StepDocument, headings: &'h [Heading]) -> &'h [Heading] {
    let began = time(step.began_at.as_ref()).filter(|_| step.attempts > 1);
    let begins = |heading: &Heading| {
        Begun::headed(&heading.text) == Some(0) && began.is_none_or(|began| heading.at >= began)
    };
    headings.iter().rposition(begins).map_or(&[], |at| &headings[at..])
}

/// The code with which the job's newest attempt ended.
fn exit_code(entries: &[Entry], step: &StepId) -> Option<i64> {
    let own = entries.iter().rev().filter(|entry| entry.step.as_ref() == Some(step));
    let mut ends = own.take_while(|entry| !matches!(entry.body, Body::Intent));
    ends.find_map(|entry| match &entry.body {
        Body::Outcome { fact, .. } => fact.get("exit_code")?.as_i64(),
        _ => None,
    })
}

struct Job<'a> {
    step: &'a StepDocument,
    args: &'a JobArgs,
    /// Where its commands begin in its log, as far as they have.
    headings: &'a [Heading],
    exit_code: Option<i64>,
}

impl Job<'_> {
    fn commands(&self) -> Vec<JobCommand> {
        if self.headings.is_empty() && self.is_untold() {
            return vec![self.whole()];
        }
        let names = self.args.steps.iter().map(|step| &step.name).enumerate();
        names.map(|(index, name)| self.command(index, name)).collect()
    }

    /// Whether it ended without having said which of its commands it was at: an earlier Slipway did not write that
    /// down, and who cannot start a job has nothing to say of its commands.
    fn is_untold(&self) -> bool {
        self.step.ended_at.is_some() && self.step.lines > 0
    }

    /// All that it does as one.
    fn whole(&self) -> JobCommand {
        JobCommand {
            step: self.step.step.clone(),
            name: self.step.command.clone().unwrap_or_else(|| self.step.action.clone()),
            state: self.step.state,
            first_line: Some(0),
            lines: self.step.lines,
            began_at: self.step.began_at.clone(),
            millis: between(time(self.step.began_at.as_ref()), self.ended()),
            exit_code: self.exit_code,
        }
    }

    fn command(&self, index: usize, name: &str) -> JobCommand {
        let at = self.headings.iter().position(|heading| Begun::headed(&heading.text) == Some(index));
        let begun = at.map(|at| &self.headings[at]);
        let next = at.and_then(|at| self.headings.get(at + 1));
        // The next one begins when this one has ended well, and nothing is between them.
        let exit_code = match (begun, next) {
            (Some(_), Some(_)) => Some(0),
            (Some(_), None) => self.exit_code,
            (None, _) => None,
        };
        let end = next.map_or(self.step.lines, |next| next.line);
        JobCommand {
            step: self.step.step.clone(),
            name: name.to_owned(),
            state: self.state(begun.is_some(), exit_code),
            first_line: begun.map(|heading| heading.line),
            lines: begun.map_or(0, |heading| end.saturating_sub(heading.line)),
            began_at: begun.map(|heading| heading.at.to_string()),
            millis: between(
                begun.map(|heading| heading.at),
                next.map(|next| next.at).or_else(|| self.ended()),
            ),
            exit_code,
        }
    }

    fn state(&self, begun: bool, exit_code: Option<i64>) -> StepState {
        match (begun, exit_code) {
            (true, Some(0)) => StepState::Succeeded,
            (true, _) => self.step.state,
            (false, _) if self.step.ended_at.is_some() => StepState::Skipped,
            (false, _) if self.step.state == StepState::Skipped => StepState::Skipped,
            (false, _) => StepState::Pending,
        }
    }

    fn ended(&self) -> Option<Timestamp> {
        time(self.step.ended_at.as_ref())
    }
}

fn time(at: Option<&String>) -> Option<Timestamp> {
    at?.parse().ok()
}

fn between(began: Option<Timestamp>, ended: Option<Timestamp>) -> Option<u64> {
    u64::try_from(ended?.duration_since(began?).as_millis()).ok()
}

#[cfg(test)]
mod tests;
