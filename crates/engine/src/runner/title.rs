//! An operation in a few words.

use slipway_domain::operation::Operation;
use slipway_domain::plan::{Plan, Subject};

use crate::select;

/// Such as `deploy #3 (api 0.1.3) to sandbox`.
pub(super) fn title(operation: &Operation, plan: &Plan) -> String {
    let kind = operation.kind.as_str();
    match &plan.subject {
        Subject::Run(draft) if draft.releases => {
            format!("{kind} #{} of {}", draft.number, draft.commit.short())
        }
        Subject::Run(draft) => format!("{kind} {}", draft.commit.short()),
        Subject::Deployment(one) => {
            format!("{kind} {} to {}", select::title(&one.as_release()), one.environment)
        }
        Subject::Upkeep { environment, what } => format!("{what} in {environment}"),
    }
}
