//! Accepted findings are named as findings are.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::leak::{KINDS, is_finding};

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let all = &subject.config.accepted_leaks;
    for (index, accepted) in all.iter().enumerate() {
        let finding = accepted.finding.as_str();
        let at = subject.at.value(&["accepted_leaks", &index.to_string(), "finding"]);
        // What is missing was told where it is read.
        if !finding.is_empty() && !is_finding(finding) {
            let message = format!("`{finding}` is no name of a finding.");
            cx.error(at, Code::BadValue, message).hint(format!(
                "It is what the finding was told by, such as env:API_KEY or file:app/.npmrc; it begins with one of {}.",
                KINDS.join(", ")
            ));
        }
        if !finding.is_empty() && all[..index].iter().any(|before| before.finding == finding) {
            cx.error(at, Code::BadValue, format!("`{finding}` is accepted already, further up."));
        }
    }
}
