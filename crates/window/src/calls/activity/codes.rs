//! The codes of why operations did not succeed. Their rows have the sentences alone; the code stands where an operation
//! was closed.

use std::collections::HashMap;

use slipway_domain::entry::{Body, Entry};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::OperationRow;
use slipway_engine::project::Project;

use super::made::LOOKED_UP;
use crate::session::Session;

/// The codes of those rows that say why they did not succeed. The rows come newest first.
pub(super) async fn codes(
    session: &Session,
    project: &Project,
    rows: &[OperationRow],
) -> Result<HashMap<OperationId, Code>, Problem> {
    let mut codes = HashMap::new();
    let said = rows.iter().filter_map(|row| Some((row.operation.id, row.problem.as_deref()?)));
    for (id, said) in said.take(LOOKED_UP) {
        let code = code(session, project, id, said).await?;
        codes.extend(code.map(|code| (id, code)));
    }
    Ok(codes)
}

async fn code(
    session: &Session,
    project: &Project,
    operation: OperationId,
    said: &str,
) -> Result<Option<Code>, Problem> {
    // What was not known when an operation ended may be settled later, for another reason.
    if let Some((_, code)) = session.inner.codes.of(&operation).filter(|(known, _)| known == said) {
        return Ok(Some(code));
    }
    let code = code_in(&project.ledger.entries(operation, None).await?, said);
    if let Some(code) = code {
        session.inner.codes.keep(operation, (said.to_owned(), code));
    }
    Ok(code)
}

/// The code with which an operation was closed for the reason that its row says.
pub(crate) fn code_in(entries: &[Entry], said: &str) -> Option<Code> {
    entries.iter().rev().find_map(|entry| match &entry.body {
        Body::Closed { problem: Some(problem), .. } if problem.message == said => Some(problem.code),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use slipway_domain::operation::Verdict;

    use super::*;

    #[test]
    fn the_code_is_that_of_the_reason_which_the_row_says() {
        let closed = |code, message: &str| {
            let problem = Some(Problem::new(code, message));
            slipway_fixtures::entry(Body::Closed { verdict: Verdict::Failed, problem })
        };
        let entries = [
            closed(Code::OutcomeUnknown, "host-2 does not answer"),
            closed(Code::VerifyFailed, "api is not healthy after 60 s"),
        ];
        assert_eq!(code_in(&entries, "api is not healthy after 60 s"), Some(Code::VerifyFailed));
        assert_eq!(code_in(&entries, "host-2 does not answer"), Some(Code::OutcomeUnknown));
        assert_eq!(code_in(&entries, "something else"), None);
        assert_eq!(code_in(&[], "host-2 does not answer"), None);
    }
}
