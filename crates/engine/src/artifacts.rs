//! Whether what a release's jobs left is here, and what is said when it is not.

use slipway_domain::artifact::Artifact;
use slipway_domain::deployment::Deployment;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;

use crate::project::Project;

/// That a file of a release cannot be shipped from here.
pub fn not_here(path: &str, left: &Artifact, release: u64) -> Problem {
    let job = &left.job;
    let message =
        format!("{path} comes from job {job} of release #{release}, whose artifacts are not on this laptop");
    Problem::new(Code::ArtifactsMissing, message).details(serde_json::json!({
        "path": path, "job": job, "release": release,
    }))
}

/// That what a job left for another is gone before the other began.
pub(crate) fn gone(left: &Artifact) -> Problem {
    let message = format!("what job {} left under {} is not on this laptop any more", left.job, left.path);
    Problem::new(Code::ArtifactsMissing, message).hint("`slipway run` makes it again")
}

impl Project {
    /// Why a deployment cannot be shipped from here, if a file that a job left is not here.
    pub(crate) async fn lacking(&self, deployment: &Deployment) -> Result<Option<Problem>, Problem> {
        let target = self.target(&deployment.environment)?;
        for part in deployment.parts() {
            let mut files = target.artifacts(&part.recipe);
            files.sort_by(|(_, one), (_, other)| one.digest.cmp(&other.digest));
            files.dedup_by(|(_, one), (_, other)| one.digest == other.digest);
            for (path, left) in files {
                if self.artifacts.listing(&left.digest).await?.is_none() {
                    let release = &part.release;
                    return self.told_where(not_here(&path, &left, release.number), release).await.map(Some);
                }
            }
        }
        Ok(None)
    }

    /// The same problem with where the release was made, and how to get a release like it.
    pub(crate) async fn told_where(
        &self,
        mut problem: Problem,
        release: &Release,
    ) -> Result<Problem, Problem> {
        if problem.code != Code::ArtifactsMissing {
            return Ok(problem);
        }
        let run = self.ledger.run_of(self.name(), release.number).await?;
        let where_made = match run.map(|row| row.operation.origin) {
            Some(origin) if origin != self.device => {
                format!("; they are on {origin}, where it was made")
            }
            Some(_) => "; they were made here and are gone from the data directory".to_owned(),
            None => String::new(),
        };
        problem.message.push_str(&where_made);
        let commit = release.commit.short();
        Ok(problem.hint(format!("`slipway run --commit {commit}` makes them again, as a release of its own")))
    }
}
