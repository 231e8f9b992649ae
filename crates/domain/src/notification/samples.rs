//! Notices that tests begin with, and strategies of all there may be.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

use super::{Change, Notice, Now};
use crate::config::Occasion;
use crate::ids::OperationId;
use crate::operation::{Kind, Verdict};

fn change(commit: char, subject: &str) -> Change {
    let author = "Ann <ann@example.com>".to_owned();
    Change { commit: commit.to_string().repeat(40), subject: subject.to_owned(), author }
}

/// A release went out.
pub(super) fn succeeded() -> Notice {
    Notice {
        occasion: Occasion::Succeeded,
        project: "recipes".into(),
        environment: Some("production".into()),
        operation: Some(OperationId(Uuid::nil())),
        kind: Some(Kind::Promote),
        verdict: Some(Verdict::Succeeded),
        release: Some(48),
        versions: BTreeMap::from([("api".into(), "0.1.48".into())]),
        branch: Some("master".into()),
        commit: Some("a".repeat(40)),
        author: Some("Ann <ann@example.com>".into()),
        actor: "Ben <ben@example.com>".into(),
        reason: None,
        at: Timestamp::UNIX_EPOCH,
        changes: vec![change('a', "Salt the soup"), change('b', "Peel <all> & sundry")],
        more_changes: 3,
        compare: Some("https://github.com/team/recipes/compare/b...a".into()),
        why: None,
        evidence: None,
        running: vec![Now { place: "host-1".into(), versions: Some("api 0.1.48".into()) }],
        summary: Vec::new(),
        test: false,
    }
}

/// The same did not, and was taken back.
pub(super) fn failed() -> Notice {
    Notice {
        occasion: Occasion::Failed,
        verdict: Some(Verdict::RolledBack),
        why: Some("api did not become healthy on host-1".into()),
        evidence: Some("exit code 3".into()),
        running: vec![
            Now { place: "host-1".into(), versions: Some("api 0.1.47".into()) },
            Now { place: "host-2".into(), versions: None },
        ],
        ..succeeded()
    }
}

/// Any notice, with texts that are long, have many lines and hold every mark that a channel knows.
pub(super) fn any_notice() -> impl Strategy<Value = Notice> {
    let text = || prop_oneof!["\\PC{0,60}", "[<>&*_`~\\\\\"\n\r\t雪]{0,60}", "x{0,5000}", "雪{0,3000}"];
    let change =
        (text(), text()).prop_map(|(subject, author)| Change { commit: "c".repeat(40), subject, author });
    let now = (text(), option::of(text())).prop_map(|(place, versions)| Now { place, versions });
    let occasion = proptest::sample::select(Occasion::NAMED.map(|(_, occasion)| occasion).to_vec());
    let head = (occasion, text(), option::of(text()), text(), option::of(text()), any::<bool>());
    let body = (vec(change, 0..40), any::<u64>(), vec(now, 0..30), vec(text(), 0..60));
    let why = (option::of(text()), option::of(text()), option::of(text()));
    (head, body, why).prop_map(|(head, body, why)| {
        let (occasion, project, environment, actor, branch, test) = head;
        let (changes, more_changes, running, summary) = body;
        let (why, evidence, reason) = why;
        let versions = (0..20).map(|at| (format!("{project}{at}"), actor.clone())).collect();
        Notice {
            occasion,
            project,
            environment,
            actor,
            branch,
            test,
            changes,
            more_changes,
            running,
            summary,
            why,
            evidence,
            reason,
            versions,
            ..succeeded()
        }
    })
}
