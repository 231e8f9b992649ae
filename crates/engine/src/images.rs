//! The images of a service, and where they run.

use slipway_domain::problem::Problem;
use slipway_domain::template::Variables;
use slipway_domain::version::{build_number, semver};

use crate::project::Project;
use crate::tags::{self, ImageRow, Listing, RunningIn};

impl Project {
    /// A service's repository and its images, unsorted.
    pub async fn images(&self, service: &str) -> Result<(String, Vec<ImageRow>), Problem> {
        self.known_service(service)?;
        let policy = &self.policy.services[service];
        let commit = self.source.commit("HEAD").await.ok();
        let variables = Variables { branch: commit.and_then(|commit| commit.branch), ..Variables::default() };
        let repository = policy.image.expand(&variables).map_err(|error| {
            Problem::new(
                slipway_domain::problem::Code::ConfigurationInvalid,
                format!("`image` of {service}: {error}"),
            )
        })?;
        let (registry, running_in) =
            futures::join!(self.registries.repository(&repository), self.running_in_environments(service));
        let number = |tag: &str| build_number(&policy.version, tag);
        let listing = Listing {
            repository: &repository,
            registry: &*registry?,
            memory: &*self.ledger,
            now: self.clock.now().as_second(),
            stays: &|tag| number(tag).is_some() || semver(tag).is_some(),
            number: &number,
        };
        let images = tags::tags(&listing, &running_in).await?;
        Ok((repository, images))
    }

    /// Which digests of a service run in which environments, as far as these can be seen now.
    async fn running_in_environments(&self, service: &str) -> RunningIn {
        let looks = self.policy.environments.keys().map(|name| async move {
            let world = self.target(name).ok()?.observe().await;
            Some((name.clone(), world))
        });
        let mut running = RunningIn::new();
        for (name, world) in futures::future::join_all(looks).await.into_iter().flatten() {
            let seen = world.places.iter().filter_map(|place| place.seen.as_ref().ok());
            let mut digests: Vec<_> =
                seen.filter_map(|seen| seen.services.get(service)?.digest.clone()).collect();
            digests.sort();
            digests.dedup();
            for digest in digests {
                running.entry(digest).or_default().push(name.clone());
            }
        }
        running
    }
}
