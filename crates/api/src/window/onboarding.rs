//! Adding a repository: what was found in it, what `slipway.yml` is proposed, whether its hosts answer.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use slipway_domain::host_sign::HostSign;
use slipway_engine::ports::Finding;

use crate::check::{CheckDocument, HostsDocument};
use crate::error::ErrorBody;
use crate::init::InitDocument;

/// A folder is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FolderArgs {
    /// A folder in the repository.
    pub folder: String,
}

/// What was found in a repository.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RepositoryFindings {
    /// Its root.
    pub folder: String,
    /// The branch that is checked out.
    pub branch: Option<String>,
    /// Where people push to.
    pub remote: Option<String>,
    /// It has a `slipway.yml` already, as it lies there.
    pub existing: Option<String>,
    /// The project has that name already in this window.
    pub known_as: Option<String>,
    /// The files that say something, in order of their paths.
    pub files: Vec<FoundFile>,
    /// The proposal; null when there is a `slipway.yml` already. Its text is bare: what its comments would say stands
    /// in the notes, whose lines are those of the bare text.
    pub proposal: Option<InitDocument>,
    /// The commit that adding makes; null when `slipway.yml` is committed as it lies there.
    pub commit: Option<CommitPreview>,
    /// How many other files are changed; they stay as they are.
    pub changed: usize,
}

/// A commit that is not made yet. It has `slipway.yml` alone and is not pushed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CommitPreview {
    /// Its message.
    pub subject: String,
    /// Who it names as its author, as in `Li Wei <li@kitchen.example>`.
    pub author: String,
    /// The branch that it comes onto; null where none is checked out.
    pub branch: Option<String>,
}

/// A file that says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FoundFile {
    /// Its path in the repository.
    pub path: String,
    /// What it is, such as `Dockerfile`, `CircleCI`.
    pub kind: String,
}

/// A `slipway.yml` that is not written yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftArgs {
    /// The repository's root.
    pub folder: String,
    /// The text of the file.
    pub yaml: String,
}

/// What is said of a draft.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DraftDocument {
    /// What it says; null when it cannot be used.
    pub check: Option<CheckDocument>,
    /// Why it cannot be used, with all findings in its details.
    pub problem: Option<ErrorBody>,
}

/// What the hosts of a draft say.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DraftHostsDocument {
    /// Per environment what was found.
    pub hosts: HostsDocument,
    /// What was found, in parts, by the sentence that says it; without what is no more than a name and a version.
    pub signs: BTreeMap<String, HostSign>,
}

impl DraftHostsDocument {
    /// The document of what was found, by environment.
    pub fn of(found: &[(String, Vec<Finding>)]) -> Self {
        let findings = found.iter().flat_map(|(_, findings)| findings);
        let sign = |finding: &Finding| Some((finding.text.clone(), finding.sign.clone()?));
        Self { hosts: HostsDocument::of(found), signs: findings.filter_map(sign).collect() }
    }
}

/// A draft became a file and a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AddedDocument {
    /// The project.
    pub project: String,
    /// The commit that has the file; null when it was there already.
    pub commit: Option<String>,
}

/// A project is to be left out of the window. Nothing of it is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectArgs {
    /// The project.
    pub project: String,
}
