//! A webhook of one's own: a document with a version. Fields are only ever added.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Notice;
use crate::config::{Occasion, Tongue};
use crate::operation::{Kind, Verdict};

/// The name and version of the document's form.
pub const SCHEMA: &str = "slipway.notice/1";

/// What a webhook is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookNotice {
    /// The name and version of this form: `slipway.notice/1`.
    pub schema: String,
    /// What it is about.
    #[schemars(with = "String")]
    pub event: Occasion,
    /// Whether it only tries the webhook.
    pub test: bool,
    /// What it says in a line.
    pub title: String,
    /// The project's name.
    pub project: String,
    /// The environment's name; null of a run.
    pub environment: Option<String>,
    /// The operation's id; null of a test and a summary.
    pub operation: Option<String>,
    /// What the operation is called.
    pub kind: Option<Kind>,
    /// How it ended or stands; null of one that has begun.
    pub verdict: Option<Verdict>,
    /// The release's number.
    pub release: Option<u64>,
    /// Per service its version.
    pub versions: std::collections::BTreeMap<String, String>,
    /// The branch.
    pub branch: Option<String>,
    /// The commit's full name.
    pub commit: Option<String>,
    /// Who wrote the commit.
    pub author: Option<String>,
    /// Who began the operation.
    pub actor: String,
    /// Why, in that person's words.
    pub reason: Option<String>,
    /// When it happened, RFC 3339 in UTC.
    pub at: String,
    /// The commits that come, newest first, as many as are told.
    pub changes: Vec<WebhookChange>,
    /// How many commits come besides.
    pub more_changes: u64,
    /// The page that compares them.
    pub compare_url: Option<String>,
    /// Why it did not succeed, or what it waits for.
    pub why: Option<String>,
    /// The first line of what shows it.
    pub evidence: Option<String>,
    /// What runs at each place now; `versions` is null where nobody knows.
    pub running: Vec<WebhookPlace>,
    /// The titles of the notices that this one stands for.
    pub summary: Vec<String>,
}

/// A commit that comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookChange {
    /// Its full name.
    pub commit: String,
    /// The first line of its message.
    pub subject: String,
    /// Who wrote it.
    pub author: String,
}

/// What runs at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookPlace {
    /// The place.
    pub name: String,
    /// What runs there.
    pub versions: Option<String>,
}

/// The message.
pub(super) fn message(notice: &Notice, tongue: Tongue) -> Value {
    let change = |one: &super::Change| WebhookChange {
        commit: one.commit.clone(),
        subject: one.subject.clone(),
        author: one.author.clone(),
    };
    let place = |one: &super::Now| WebhookPlace { name: one.place.clone(), versions: one.versions.clone() };
    let document = WebhookNotice {
        schema: SCHEMA.to_owned(),
        event: notice.occasion,
        test: notice.test,
        title: notice.title(tongue),
        project: notice.project.clone(),
        environment: notice.environment.clone(),
        operation: notice.operation.map(|id| id.to_string()),
        kind: notice.kind,
        verdict: notice.verdict,
        release: notice.release,
        versions: notice.versions.clone(),
        branch: notice.branch.clone(),
        commit: notice.commit.clone(),
        author: notice.author.clone(),
        actor: notice.actor.clone(),
        reason: notice.reason.clone(),
        at: notice.at.to_string(),
        changes: notice.changes.iter().map(change).collect(),
        more_changes: notice.more_changes,
        compare_url: notice.compare.clone(),
        why: notice.why.clone(),
        evidence: notice.evidence.clone(),
        running: notice.running.iter().map(place).collect(),
        summary: notice.summary.clone(),
    };
    serde_json::to_value(document).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::notification::samples::failed;

    #[test]
    fn it_says_all_there_is_under_names_that_stay() {
        let body = message(&failed(), Tongue::English);
        assert_eq!(body["schema"], SCHEMA);
        for (key, value) in [("event", "failed"), ("verdict", "rolled_back"), ("kind", "promote")] {
            assert_eq!(body[key], value, "{key}");
        }
        assert_eq!(body["at"], "1970-01-01T00:00:00Z");
        assert_eq!(body["running"][1]["versions"], Value::Null);
        assert!(serde_json::from_value::<WebhookNotice>(body).is_ok());
    }
}
