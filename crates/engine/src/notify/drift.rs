//! Tells the team that what runs is not what was deployed.

use slipway_domain::config::Occasion;
use slipway_domain::notification::Notice;
use slipway_domain::problem::Problem;

use super::herald::Herald;
use crate::operations::plan_in;

impl Herald {
    /// Whether anybody wants to hear that an environment runs what was not deployed there.
    pub fn tells_drift(&self, environment: &str) -> bool {
        self.notifications().is_some_and(|all| !all.told(Occasion::Alert, Some(environment)).is_empty())
    }

    /// Tells, in these sentences, that an environment does not run what was deployed there last. Each channel hears of it
    /// once for a deployment, from the laptop that executed that: however many look, a team is told once.
    pub async fn drifted(&self, environment: &str, differs: &[String]) -> Result<(), Problem> {
        let Some(notifications) = self.notifications().filter(|_| !differs.is_empty()) else { return Ok(()) };
        let project = &self.project;
        let newest = project.newest_with_effect(environment, None).await?;
        let Some(row) = newest.filter(|row| row.operation.origin == project.device) else { return Ok(()) };
        let entries = project.ledger.entries(row.operation.id, None).await?;
        let plan = plan_in(&entries, row.operation.id)?;
        let deployed = project.notice(&row, &plan, &entries, Occasion::Alert, None).await;
        let notice = Notice {
            at: project.clock.now(),
            why: Some(self.clean(&differs.join("; "))),
            // What the deployment brought and left is no news.
            evidence: None,
            running: Vec::new(),
            changes: Vec::new(),
            more_changes: 0,
            compare: None,
            ..deployed
        };
        let channels = notifications.told(Occasion::Alert, Some(environment));
        let due: Vec<(Occasion, &str)> =
            channels.into_iter().map(|channel| (Occasion::Alert, channel)).collect();
        self.put(&due, &notice, notifications).await?;
        self.work.round_is_due();
        Ok(())
    }
}
