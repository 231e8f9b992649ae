//! What operations of a list moved: per service the version that they found and the one that they brought.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use slipway_domain::deployment::Deployment;
use slipway_domain::ids::OperationId;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;

use crate::ports::{Deployed, OperationRow};
use crate::project::Project;

/// How many deployments are looked at besides those of the list, at first.
const BESIDES: usize = 8;
/// How many at most. What was found further back is not told.
const MOST: usize = 4096;

/// A version by service.
type Versions = BTreeMap<String, String>;

/// What an operation moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    /// What it found of the services that it is about; nothing of those that did not run.
    pub found: Versions,
    /// What it brought; `None` where it did not succeed.
    pub brought: Option<Versions>,
}

impl Project {
    /// What those among these operations moved that move a release.
    pub async fn moved(&self, rows: &[OperationRow]) -> Result<HashMap<OperationId, Moved>, Problem> {
        let mut by_environment: BTreeMap<&str, Vec<&OperationRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| moves(row.operation.kind)) {
            if let Some(environment) = row.operation.environment.as_deref() {
                by_environment.entry(environment).or_default().push(row);
            }
        }
        let mut moved = HashMap::new();
        for (environment, rows) in by_environment {
            let oldest = rows.iter().map(|row| row.started_at).min().unwrap_or_default();
            let (deployments, all) = self.back_to(environment, oldest, rows.len()).await?;
            moved.extend(told(&deployments, all, &rows));
        }
        Ok(moved)
    }

    /// The newest deployments of an environment, newest first, far enough back to tell what ran at that time; and
    /// whether nothing was before them.
    async fn back_to(
        &self,
        environment: &str,
        then: Timestamp,
        listed: usize,
    ) -> Result<(Vec<Deployed>, bool), Problem> {
        let mut limit = listed + BESIDES;
        loop {
            let wanted = u32::try_from(limit).unwrap_or(u32::MAX);
            let deployments = self.ledger.deployments(self.name(), environment, wanted).await?;
            let all = deployments.len() < limit;
            let tells = |(row, deployment): &Deployed| ended(row) <= then && deployment.is_whole();
            if all || limit >= MOST || deployments.iter().any(tells) {
                return Ok((deployments, all));
            }
            limit = (limit * 4).min(MOST);
        }
    }
}

/// What operations of one environment moved. The deployments come newest first.
fn told(deployments: &[Deployed], all: bool, rows: &[&OperationRow]) -> HashMap<OperationId, Moved> {
    let by_id: HashMap<OperationId, &Deployment> =
        deployments.iter().map(|(row, deployment)| (row.operation.id, deployment)).collect();
    let one = |row: &&OperationRow| {
        let own = by_id.get(&row.operation.id).copied();
        let mut found = ran_at(deployments, all, row.started_at).unwrap_or_default();
        if let Some(own) = own.filter(|own| !own.is_whole()) {
            let services = own.all_services();
            found.retain(|name, _| services.contains(name));
        }
        (row.operation.id, Moved { found, brought: own.map(versions) })
    };
    rows.iter().map(one).collect()
}

/// What ran at that time; `None` where that lies further back than these.
fn ran_at(newest_first: &[Deployed], all: bool, then: Timestamp) -> Option<Versions> {
    let (mut until, mut reaches) = (Vec::new(), all);
    for (_, deployment) in newest_first.iter().filter(|(row, _)| ended(row) <= then) {
        until.push(deployment);
        // Nothing of what was before it runs any more.
        if deployment.is_whole() {
            reaches = true;
            break;
        }
    }
    reaches.then(|| until.into_iter().rev().flat_map(versions).collect())
}

fn versions(deployment: &Deployment) -> Versions {
    let of = |name: String| {
        let version = deployment.service(&name)?.version.clone();
        Some((name, version))
    };
    deployment.all_services().into_iter().filter_map(of).collect()
}

fn ended(row: &OperationRow) -> Timestamp {
    row.ended_at.unwrap_or(Timestamp::MAX)
}

fn moves(kind: Kind) -> bool {
    matches!(kind, Kind::Deploy | Kind::Promote | Kind::Rollback)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::history::tests::of;
    use slipway_domain::operation::Verdict;

    fn row(begins: i64, verdict: Option<Verdict>) -> OperationRow {
        let at = |second| Timestamp::from_second(second).expect("a time");
        OperationRow {
            operation: slipway_fixtures::operation(),
            started_at: at(begins),
            ended_at: verdict.map(|_| at(begins + 5)),
            verdict,
            release: None,
            problem: None,
        }
    }

    fn deployed(begins: i64, deployment: Deployment) -> Deployed {
        (row(begins, Some(Verdict::Succeeded)), deployment)
    }

    fn text(versions: &Versions) -> String {
        versions.iter().map(|(name, version)| format!("{name} {version}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn each_found_what_ran_when_it_began() {
        let alone = Deployment { whole: Some(false), ..of(2, &["api"]) };
        let deployments =
            [deployed(30, of(3, &["api", "web"])), deployed(20, alone), deployed(10, of(1, &["api", "web"]))];
        let failed = row(25, Some(Verdict::Failed));
        let rows: Vec<&OperationRow> =
            deployments.iter().map(|(row, _)| row).chain(std::iter::once(&failed)).collect();
        let moved = told(&deployments, true, &rows);
        let found = |row: &OperationRow| text(&moved[&row.operation.id].found);
        let brought = |row: &OperationRow| moved[&row.operation.id].brought.as_ref().map(text);
        assert_eq!(found(rows[2]), "", "nothing was before the first");
        assert_eq!((found(rows[1]).as_str(), brought(rows[1]).as_deref()), ("api 0.1.1", Some("api 0.1.2")));
        assert_eq!(found(rows[0]), "api 0.1.2, web 0.1.1");
        assert_eq!((found(&failed), brought(&failed)), ("api 0.1.2, web 0.1.1".to_owned(), None));
    }

    #[test]
    fn what_lies_too_far_back_is_not_told() {
        let alone = Deployment { whole: Some(false), ..of(2, &["api"]) };
        let deployments = [deployed(20, alone)];
        let later = row(40, None);
        assert_eq!(told(&deployments, false, &[&later])[&later.operation.id].found, Versions::new());
        assert_eq!(text(&told(&deployments, true, &[&later])[&later.operation.id].found), "api 0.1.2");
    }
}
