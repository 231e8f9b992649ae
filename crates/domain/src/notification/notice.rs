//! What is told, before any channel writes it in its own way.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::words;
use crate::config::{Occasion, Tongue};
use crate::ids::OperationId;
use crate::operation::{Kind, Verdict};

/// What a team is told of an operation. Every text in it has passed the redactor; it is kept until it is delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is about.
    pub occasion: Occasion,
    /// The project's name.
    pub project: String,
    /// The environment's name; none of a run.
    pub environment: Option<String>,
    /// The operation; none of a test and of a summary.
    pub operation: Option<OperationId>,
    /// What the operation is called.
    pub kind: Option<Kind>,
    /// How it ended or stands; none of one that has begun.
    pub verdict: Option<Verdict>,
    /// The number of the release that it makes or brings.
    pub release: Option<u64>,
    /// Per service its version.
    #[serde(default)]
    pub versions: BTreeMap<String, String>,
    /// The branch that the commit was taken from.
    pub branch: Option<String>,
    /// The commit's full name.
    pub commit: Option<String>,
    /// Who wrote the commit, `Ann <ann@example.com>`.
    pub author: Option<String>,
    /// Who began the operation, `Ann <ann@example.com>`.
    pub actor: String,
    /// Why, in the words of who began it.
    pub reason: Option<String>,
    /// When it happened.
    pub at: Timestamp,
    /// The commits that come, newest first, as many as are told.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// How many commits come besides.
    #[serde(default)]
    pub more_changes: u64,
    /// The page of the git remote that compares what ran before with what comes.
    pub compare: Option<String>,
    /// Why it did not succeed, or what it waits for.
    pub why: Option<String>,
    /// The first line of what shows it.
    pub evidence: Option<String>,
    /// What runs at the places now.
    #[serde(default)]
    pub running: Vec<Now>,
    /// The titles of notices that this one stands for, which came in quiet hours.
    #[serde(default)]
    pub summary: Vec<String>,
    /// Whether it only tries a channel.
    #[serde(default)]
    pub test: bool,
}

/// A commit that comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its full name.
    pub commit: String,
    /// The first line of its message.
    pub subject: String,
    /// Who wrote it, `Ann <ann@example.com>`.
    pub author: String,
}

impl Change {
    /// The commit's first seven digits.
    pub fn short(&self) -> &str {
        self.commit.get(..7).unwrap_or(&self.commit)
    }
}

/// What runs at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// The place.
    pub place: String,
    /// `api 0.1.48`, or several of them; `None` where nobody knows.
    pub versions: Option<String>,
}

impl Notice {
    /// What it says in a line.
    pub fn title(&self, tongue: Tongue) -> String {
        words::title(self, tongue)
    }

    /// `api 0.1.48`, or several with commas between; empty where there are none.
    pub fn versions(&self) -> String {
        versions(&self.versions)
    }

    /// The commit's first seven digits.
    pub fn short_commit(&self) -> Option<&str> {
        self.commit.as_deref().map(|sha| sha.get(..7).unwrap_or(sha))
    }

    /// The link that opens the operation in Slipway's window.
    pub fn link(&self) -> Option<String> {
        let operation = self.operation?;
        let page = if self.kind == Some(Kind::Run) { "runs" } else { "operations" };
        Some(format!("slipway://{page}/{}/{operation}", self.project))
    }

    /// The same with every text as `clean` gives it back.
    pub fn redacted(self, clean: impl Fn(&str) -> String) -> Self {
        let some = |text: Option<String>| text.map(|text| clean(&text));
        let change = |one: Change| Change {
            subject: clean(&one.subject),
            author: clean(&one.author),
            commit: one.commit,
        };
        Self {
            versions: self.versions.iter().map(|(name, version)| (name.clone(), clean(version))).collect(),
            branch: some(self.branch),
            author: some(self.author),
            actor: clean(&self.actor),
            reason: some(self.reason),
            changes: self.changes.into_iter().map(change).collect(),
            compare: some(self.compare),
            why: some(self.why),
            evidence: some(self.evidence),
            summary: self.summary.iter().map(|title| clean(title)).collect(),
            ..self
        }
    }

    /// One notice in place of several that came in quiet hours, oldest first.
    pub fn summary_of(notices: &[Self], tongue: Tongue, at: Timestamp) -> Option<Self> {
        let last = notices.last()?;
        Some(Self {
            occasion: last.occasion,
            environment: None,
            operation: None,
            kind: None,
            verdict: None,
            release: None,
            versions: BTreeMap::new(),
            branch: None,
            commit: None,
            author: None,
            reason: None,
            at,
            changes: Vec::new(),
            more_changes: 0,
            compare: None,
            why: None,
            evidence: None,
            running: Vec::new(),
            summary: notices.iter().map(|one| one.title(tongue)).collect(),
            test: false,
            project: last.project.clone(),
            actor: last.actor.clone(),
        })
    }

    /// A notice that tries a channel.
    pub fn of_test(project: &str, actor: &str, at: Timestamp) -> Self {
        Self {
            occasion: Occasion::Succeeded,
            project: project.to_owned(),
            environment: None,
            operation: None,
            kind: None,
            verdict: None,
            release: None,
            versions: BTreeMap::new(),
            branch: None,
            commit: None,
            author: None,
            actor: actor.to_owned(),
            reason: None,
            at,
            changes: Vec::new(),
            more_changes: 0,
            compare: None,
            why: None,
            evidence: None,
            running: Vec::new(),
            summary: Vec::new(),
            test: true,
        }
    }
}

/// `api 0.1.48, web 2.1`.
pub(super) fn versions(all: &BTreeMap<String, String>) -> String {
    all.iter().map(|(service, version)| format!("{service} {version}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::notification::samples::{failed, succeeded};

    #[test]
    fn no_text_of_others_keeps_what_is_taken_out() {
        let mut notice = failed();
        notice.changes[0].subject = "Use hunter2".into();
        notice.why = Some("login hunter2 refused".into());
        notice.evidence = Some("PASSWORD=hunter2".into());
        notice.reason = Some("hunter2".into());
        let clean = notice.redacted(|text| text.replace("hunter2", "***"));
        let kept = serde_json::to_string(&clean).unwrap();
        assert!(!kept.contains("hunter2") && kept.contains("PASSWORD=***"), "{kept}");
    }

    #[test]
    fn it_is_kept_as_it_is() {
        for notice in [failed(), succeeded()] {
            let kept = serde_json::to_string(&notice).unwrap();
            assert_eq!(serde_json::from_str::<Notice>(&kept).unwrap(), notice);
        }
    }

    #[test]
    fn a_summary_names_all_in_their_order() {
        let all = [succeeded(), failed()];
        let summary = Notice::summary_of(&all, Tongue::English, Timestamp::UNIX_EPOCH).unwrap();
        let titles: Vec<String> = all.iter().map(|one| one.title(Tongue::English)).collect();
        assert_eq!(summary.summary, titles);
        assert_eq!(Notice::summary_of(&[], Tongue::English, Timestamp::UNIX_EPOCH), None);
    }

    #[test]
    fn a_link_leads_to_the_page_of_what_it_is() {
        let notice = succeeded();
        let id = notice.operation.unwrap();
        assert_eq!(notice.link(), Some(format!("slipway://operations/recipes/{id}")));
        let run = Notice { kind: Some(Kind::Run), ..notice };
        assert_eq!(run.link(), Some(format!("slipway://runs/recipes/{id}")));
    }
}
