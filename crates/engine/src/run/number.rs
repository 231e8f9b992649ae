//! Build numbers.

use futures::StreamExt;
use slipway_domain::config::Config;
use slipway_domain::problem::Problem;
use slipway_domain::template::Variables;
use slipway_domain::version::build_number;

use crate::project::Project;
use crate::tags::highest_in_registry;

impl Project {
    /// The next build number: above the ledger's highest, the registries' highest and `above`.
    pub(super) async fn next_number(&self, config: &Config, above: u64) -> Result<u64, Problem> {
        let known = self.ledger.highest_number(self.name()).await?;
        let templates = config.services.values().filter(|service| service.build.is_some());
        let asked = templates.map(|service| async move {
            let Ok(repository) = service.image.expand(&Variables::default()) else { return Ok(0) };
            let repository = self.registries.repository(&repository).await?;
            highest_in_registry(&*repository, |tag| build_number(&service.version, tag)).await
        });
        let found: Vec<Result<u64, Problem>> =
            futures::stream::iter(asked).buffer_unordered(8).collect().await;
        let mut highest = known.max(above);
        for number in found {
            highest = highest.max(number?);
        }
        Ok(highest + 1)
    }
}
