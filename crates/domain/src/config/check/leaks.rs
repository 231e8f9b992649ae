//! Accepted findings are named as findings are, and are found.

use super::Subject;
use crate::config::Config;
use crate::config::cx::Cx;
use crate::config::finding::{Code, Findings};
use crate::leak::{KINDS, Leak, is_finding};
use crate::yaml::Positions;

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

/// The accepted findings that are not among those which were found where the project was built.
pub fn unused_leaks(config: &Config, at: &Positions, file_name: &str, found: &[Leak]) -> Findings {
    let mut cx = Cx::new(file_name);
    let subject = Subject { config, at };
    for (index, accepted) in config.accepted_leaks.iter().enumerate() {
        let finding = accepted.finding.as_str();
        if !found.iter().any(|leak| leak.finding == finding) {
            let spot = subject.at.value(&["accepted_leaks", &index.to_string(), "finding"]);
            let text = format!("`{finding}` is accepted and was not found in what was built here.");
            cx.error(spot, Code::Doubtful, text)
                .warn()
                .hint("Leave it out, unless an image that is built elsewhere shows it.");
        }
    }
    Findings::new(cx.into_findings())
}
