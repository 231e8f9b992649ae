//! A policy for AWS, and what another one lacks of it.

use slipway_domain::iam::{Comparison, Missing, Policy};

use super::{line, out};

/// Prints the policy alone on standard output, so that it can be sent into a file, and what another lacks besides.
pub fn print(policy: &Policy, compared: Option<&Comparison>) {
    out(&serde_json::to_string_pretty(policy).unwrap_or_default());
    if let Some(compared) = compared {
        lacks(compared).iter().for_each(|text| line(text));
    }
}

fn lacks(compared: &Comparison) -> Vec<String> {
    let missing = |one: &Missing| {
        let why = if one.denied { "is forbidden" } else { "is not allowed" };
        format!("  {} {why} with {} (statement {})", one.action, one.resource, one.statement)
    };
    let head = match compared.missing.len() {
        0 => "The other policy lacks nothing of this one.".to_owned(),
        count => format!("The other policy lacks {}:", super::count(count, "permission")),
    };
    let notes = compared.notes.iter().map(|note| format!("  note: {note}"));
    [head].into_iter().chain(compared.missing.iter().map(missing)).chain(notes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_with_the_statement_that_allows_it() {
        let missing = Missing {
            action: "ecr:PutImage",
            resource: "arn:aws:ecr:eu-central-1:123456789012:repository/api".into(),
            statement: "SlipwayPush",
            denied: false,
        };
        let compared = Comparison { missing: vec![missing], notes: vec!["it is odd".into()] };
        assert_eq!(
            lacks(&compared),
            [
                "The other policy lacks 1 permission:",
                "  ecr:PutImage is not allowed with arn:aws:ecr:eu-central-1:123456789012:repository/api (statement \
                 SlipwayPush)",
                "  note: it is odd",
            ]
        );
        assert_eq!(lacks(&Comparison::default()), ["The other policy lacks nothing of this one."]);
    }
}
