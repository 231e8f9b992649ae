//! A job's container: made of its image, with its workspace filled, and not started yet.

use std::collections::BTreeMap;

use slipway_domain::artifact::Artifact;
use slipway_domain::label;
use slipway_domain::plan::Plan;
use slipway_domain::problem::{Code, Problem};

use super::{JobArgs, JobExecutor, WORKSPACE, driver, step_id, workspace};
use crate::artifacts;
use crate::ports::{ContainerEngine, ContainerSpec, Cx, Facts, FoundContainer, Mount};

impl JobExecutor {
    /// Makes the job's container, not started yet. One that an earlier process left like that serves again, unless a
    /// secret has changed since.
    pub(super) async fn make(
        &self,
        args: &JobArgs,
        engine: &dyn ContainerEngine,
        name: &str,
        there: Option<FoundContainer>,
        cx: &Cx,
    ) -> Result<(), Problem> {
        let env = driver::environment(args, &cx.secrets)?;
        if let Some(there) = there {
            let has = |(name, value): &(String, String)| there.env.contains(&format!("{name}={value}"));
            if env.iter().all(has) {
                return Ok(());
            }
            engine.remove(name).await?;
        }
        self.bring_image(args, engine, cx).await?;
        let labels = BTreeMap::from([
            (label::OPERATION.to_owned(), cx.id().to_string()),
            (label::PROJECT.to_owned(), cx.plan.project.clone()),
            (label::JOB.to_owned(), args.job.clone()),
        ]);
        engine.create_volume(name, &labels).await?;
        let made = engine
            .create(ContainerSpec {
                name: name.to_owned(),
                image: args.image.clone(),
                entrypoint: Some(vec!["/bin/sh".into(), format!("{}/run", driver::FOLDER)]),
                env,
                labels,
                directory: Some(WORKSPACE.into()),
                mounts: vec![Mount { source: name.to_owned(), target: WORKSPACE.into(), read_only: false }],
                ..ContainerSpec::default()
            })
            .await;
        match made {
            // The engine was still making it when the process before was killed.
            Err(problem) if problem.details["conflict"] == true => Ok(()),
            made => made.map(drop),
        }
    }

    /// Fills the workspace, also over what an earlier process has put there.
    pub(super) async fn fill(
        &self,
        args: &JobArgs,
        engine: &dyn ContainerEngine,
        name: &str,
        cx: &Cx,
    ) -> Result<(), Problem> {
        workspace::fill(&*self.source, &args.tree, engine, name, driver::archive(args)?).await?;
        for job in &args.inputs {
            for artifact in left_by(job, &cx.plan, &cx.facts)? {
                let tar = self.artifacts.archive(&artifact.digest).await?;
                let gone = || artifacts::gone(&artifact);
                engine.put(name, WORKSPACE, tar.ok_or_else(gone)?).await?;
            }
        }
        Ok(())
    }

    async fn bring_image(
        &self,
        args: &JobArgs,
        engine: &dyn ContainerEngine,
        cx: &Cx,
    ) -> Result<(), Problem> {
        if engine.image(&args.image).await?.is_some() {
            return Ok(());
        }
        let login = self.secrets.login(args.registry(), None).await?;
        engine.pull(&args.image, login.as_ref(), &|far| cx.tell(far)).await
    }
}

/// What a job that came before left. Its fact says so, and not what is on the disk: of that a part may be gone.
fn left_by(job: &str, plan: &Plan, facts: &Facts) -> Result<Vec<Artifact>, Problem> {
    let step = step_id(job);
    // What only builds images runs in no container and leaves nothing.
    if plan.step(&step).is_none() {
        return Ok(Vec::new());
    }
    let left = facts.get(&step).and_then(Artifact::in_fact);
    left.ok_or_else(|| Problem::new(Code::Internal, format!("`{step}` does not say what it left")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use slipway_domain::digest::Digest;
    use slipway_domain::plan::{Effect, Step, Subject};

    use super::*;
    use crate::steps::job::{NAME, RUN};

    #[test]
    fn what_comes_into_a_workspace_is_what_the_jobs_before_said_they_left() {
        let effect = Effect::new(NAME, RUN, ());
        let step = Step::new(step_id("test"), Vec::new(), "run job test", effect);
        let upkeep = Subject::Upkeep { environment: "sandbox".to_owned(), what: "test".to_owned() };
        let plan = slipway_fixtures::plan(upkeep, vec![step]);
        let dist = Artifact { job: "test".into(), path: "dist/".into(), digest: Digest::of(b"listing") };
        let facts = |fact| Facts::from([(step_id("test"), fact)]);
        let said = facts(json!({ "job": "test", "exit_code": 0, "artifacts": [dist] }));
        assert_eq!(left_by("test", &plan, &said).unwrap(), [dist]);
        assert_eq!(left_by("images", &plan, &said).unwrap(), [], "it only builds");
        for silent in [Facts::new(), facts(json!({ "job": "test" }))] {
            assert_eq!(left_by("test", &plan, &silent).unwrap_err().code, Code::Internal);
        }
    }
}
