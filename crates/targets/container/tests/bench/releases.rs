//! Releases of the sample, as deployments.

use slipway_container::ContainerTarget;
use slipway_domain::deployment::Deployment;

use super::Stage;
use super::origins::{Files, recipe};
use super::sample_releases::{Of, Sample};

impl Stage {
    /// A release: its number, the image of `api`, and more variables for it.
    pub async fn release(&self, number: u64, api: &str, more: &[(&str, &str)], web: bool) -> Deployment {
        self.release_of(Of { number, api, more, web }).await
    }

    /// The same in the words of the sample.
    pub async fn release_of(&self, of: Of<'_>) -> Deployment {
        let target = ContainerTarget::new(self.kit.clone(), &self.policy, "mine");
        let sample = Sample {
            environment: "mine",
            images: &self.images,
            repositories: ["team/api", "team/web"].map(|name| self.registry.image(name)),
            common: &[("GREETING", "hello")],
        };
        sample.deployment(of, recipe(&target, &Files::default(), &self.policy).await.unwrap())
    }
}
