//! Which secrets what runs in an environment may print.

use std::collections::BTreeSet;

use slipway_domain::deployment::Setting;
use slipway_domain::problem::Problem;
use slipway_domain::sealed::SealedFile;

use crate::operations::plan_in;
use crate::ports::Steps;
use crate::project::Project;

/// Secrets by name, and the sealed files that some of them come from: the first that has one counts.
#[derive(Debug, Default)]
pub(crate) struct Quoted {
    names: BTreeSet<String>,
    pub(crate) sealed: Vec<SealedFile>,
}

impl Quoted {
    fn add(&mut self, names: impl IntoIterator<Item = String>, sealed: impl IntoIterator<Item = SealedFile>) {
        self.names.extend(names);
        for file in sealed {
            if !self.sealed.contains(&file) {
                self.sealed.push(file);
            }
        }
    }

    /// The same steps, which say that what comes of them may quote these secrets.
    pub(crate) fn told_to(&self, steps: Steps) -> Steps {
        let work = steps.work.into_iter().map(|mut step| {
            step.effect = step.effect.quoting(&self.names);
            step
        });
        Steps { work: work.collect(), ..steps }
    }
}

impl Project {
    /// The secrets that what runs in an environment may print: those of the deployment that it runs, those of the operation
    /// there that ended last (it may have failed and left something else), and those that the current policy names.
    pub(crate) async fn quoted_in(&self, environment: &str) -> Result<Quoted, Problem> {
        let mut quoted = Quoted::default();
        if let Some(now) = self.history_of(environment).await?.now() {
            quoted.add(now.secrets(), now.sealed_files());
        }
        if let Some(row) = self.ledger.last_closed(self.name(), environment).await? {
            let id = row.operation.id;
            // Of what another laptop did the plan may not be known here.
            if let Ok(plan) = plan_in(&self.ledger.entries(id, None).await?, id) {
                quoted.add(self.runner.named_secrets(&plan), plan.sealed);
            }
        }
        let of = |service: &String| self.policy.env_for(environment, service);
        let settings = self.policy.services.keys().flat_map(of);
        let named = settings.filter_map(|(_, value)| Setting::from(&value).secret().map(str::to_owned));
        quoted.add(named, self.sealed_here(&[environment]).await.into_values());
        Ok(quoted)
    }
}
