//! What operations are about: what moves or makes a release, and what set out to and did not, or has not yet.

use std::collections::{BTreeMap, HashMap};

use slipway_domain::deployment::Deployment;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::{Kind, Verdict};
use slipway_domain::plan::Subject;
use slipway_domain::problem::Problem;
use slipway_domain::release::{Commit, Draft, Release};
use slipway_engine::ports::OperationRow;
use slipway_engine::project::Project;

use crate::session::Session;

/// Of so many operations it is looked up at once what their plans set out to do, the newest first.
pub(super) const LOOKED_UP: usize = 500;

/// What an operation is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    /// The commit.
    pub commit: Commit,
    /// The version of each of its services.
    pub versions: BTreeMap<String, String>,
    /// It leaves no other service alone.
    pub whole: bool,
}

impl From<&Release> for Made {
    fn from(release: &Release) -> Self {
        let services = release.services.iter();
        let versions = services.map(|(name, service)| (name.clone(), service.version.clone()));
        Self { commit: release.commit.clone(), versions: versions.collect(), whole: true }
    }
}

impl From<&Draft> for Made {
    fn from(draft: &Draft) -> Self {
        let services = draft.services.iter();
        let versions = services.map(|(name, service)| (name.clone(), service.version.clone()));
        Self { commit: draft.commit.clone(), versions: versions.collect(), whole: true }
    }
}

impl From<&Deployment> for Made {
    fn from(deployment: &Deployment) -> Self {
        let of = |name: String| {
            let version = deployment.service(&name)?.version.clone();
            Some((name, version))
        };
        let versions = deployment.all_services().into_iter().filter_map(of).collect();
        Self { commit: deployment.release.commit.clone(), versions, whole: deployment.is_whole() }
    }
}

impl Made {
    /// What a plan sets out to do; `None` for one that moves and makes no release.
    pub fn by(subject: &Subject) -> Option<Self> {
        match subject {
            Subject::Run(draft) => Some(draft.into()),
            Subject::Deployment(deployment) => Some(deployment.into()),
            Subject::Upkeep { .. } => None,
        }
    }
}

/// What each of these rows is about, as far as that can be told. The rows come newest first.
pub(crate) async fn made(
    session: &Session,
    project: &Project,
    rows: &[OperationRow],
    releases: &HashMap<u64, Release>,
) -> Result<HashMap<OperationId, Made>, Problem> {
    let (mut all, mut looked_up) = (HashMap::new(), 0);
    for row in rows {
        let id = row.operation.id;
        let release = row.release.and_then(|number| releases.get(&number));
        let made = if stands_in_its_plan(row, release) && looked_up < LOOKED_UP {
            looked_up += 1;
            session.made(project, id).await?
        } else {
            release.map(Made::from)
        };
        all.extend(made.map(|made| (id, made)));
    }
    Ok(all)
}

/// Whether only its plan says what an operation is about: a run that made no release, and what did not bring all that it
/// was to bring, of which the release does not say which services those were.
fn stands_in_its_plan(row: &OperationRow, release: Option<&Release>) -> bool {
    match row.operation.kind {
        Kind::Run => release.is_none(),
        Kind::Deploy | Kind::Promote | Kind::Rollback => row.verdict != Some(Verdict::Succeeded),
        Kind::Restart => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use slipway_domain::operation::Operation;

    use super::*;

    #[test]
    fn what_brought_a_release_is_told_by_that_and_what_did_not_by_its_plan() {
        let release = slipway_fixtures::release(1, Commit::bare("a", "t", 0), []);
        let asked = |kind: Kind, verdict: Option<Verdict>, release: Option<&Release>| {
            let row = OperationRow {
                operation: Operation { kind, ..slipway_fixtures::operation() },
                started_at: Timestamp::UNIX_EPOCH,
                ended_at: None,
                verdict,
                release: Some(1),
                problem: None,
            };
            stands_in_its_plan(&row, release)
        };
        let (done, failed) = (Some(Verdict::Succeeded), Some(Verdict::Failed));
        assert!(asked(Kind::Run, failed, None) && !asked(Kind::Run, done, Some(&release)));
        assert!(asked(Kind::Deploy, failed, Some(&release)) && asked(Kind::Promote, None, Some(&release)));
        assert!(!asked(Kind::Rollback, done, Some(&release)) && !asked(Kind::Restart, failed, None));
    }
}
