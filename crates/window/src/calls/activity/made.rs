//! What operations are about: a release, or what a run set out to make that made none, or has not yet.

use std::collections::{BTreeMap, HashMap};

use slipway_domain::ids::OperationId;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;
use slipway_domain::release::{Commit, Draft, Release};
use slipway_engine::ports::OperationRow;
use slipway_engine::project::Project;

use crate::session::Session;

/// Of so many runs without a release it is looked up at once, the newest first.
const LOOKED_UP: usize = 500;

/// What an operation is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Made {
    /// The commit.
    pub commit: Commit,
    /// The version of each of its services.
    pub versions: BTreeMap<String, String>,
}

impl From<&Release> for Made {
    fn from(release: &Release) -> Self {
        let services = release.services.iter();
        let versions = services.map(|(name, service)| (name.clone(), service.version.clone()));
        Self { commit: release.commit.clone(), versions: versions.collect() }
    }
}

impl From<&Draft> for Made {
    fn from(draft: &Draft) -> Self {
        let services = draft.services.iter();
        let versions = services.map(|(name, service)| (name.clone(), service.version.clone()));
        Self { commit: draft.commit.clone(), versions: versions.collect() }
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
        if let Some(release) = row.release.and_then(|number| releases.get(&number)) {
            all.insert(id, Made::from(release));
        } else if row.operation.kind == Kind::Run && looked_up < LOOKED_UP {
            looked_up += 1;
            all.extend(session.draft(project, id).await?.map(|draft| (id, Made::from(&draft))));
        }
    }
    Ok(all)
}
