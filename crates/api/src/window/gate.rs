//! Why gates let nothing through, in parts: a window says it in its own words.

use std::collections::BTreeMap;

use slipway_domain::gate_reason::GateReason;
use slipway_engine::deploy::GateView;
use slipway_engine::steps::gate::Answer;

/// What gates say that let nothing through, by their names, as far as it is known in parts.
pub fn reasons(gates: &[GateView]) -> BTreeMap<String, GateReason> {
    let one = |gate: &GateView| match &gate.answer {
        Answer::Passed => None,
        Answer::Waiting(problem) | Answer::Refused(problem) => {
            Some((gate.name.clone(), GateReason::of(problem)?))
        }
    };
    gates.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use slipway_domain::problem::{Code, Problem};

    use super::*;

    #[test]
    fn only_what_lets_nothing_through_says_why() {
        let parts = GateReason::Approvals { missing: 1, of: 2, not_author: true };
        let waits = parts.in_parts(Problem::new(Code::ApprovalWanted, "1 of 2 approvals are missing"));
        let view = |name: &str, answer| GateView { name: name.to_owned(), answer };
        let gates = [
            view("open", Answer::Passed),
            view("after", Answer::Refused(Problem::new(Code::Interrupted, "it was stopped before"))),
            view("approval", Answer::Waiting(waits)),
        ];
        let why = reasons(&gates);
        assert_eq!(why.len(), 1, "{why:?}");
        assert_eq!(why["approval"], GateReason::Approvals { missing: 1, of: 2, not_author: true });
    }
}
