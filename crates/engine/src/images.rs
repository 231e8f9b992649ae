//! The images of a service.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::template::Variables;
use slipway_domain::version::{build_number, semver};

use crate::project::Project;
use crate::tags::{self, ImageRow, Listing};

impl Project {
    /// A service's repository and its images, unsorted.
    pub async fn images(&self, service: &str) -> Result<(String, Vec<ImageRow>), Problem> {
        self.known_service(service)?;
        let policy = &self.policy.services[service];
        let invalid =
            |error| Problem::new(Code::ConfigurationInvalid, format!("`image` of {service}: {error}"));
        // Hardly an image's name holds the branch, and asking git for it takes longer than all the rest.
        let repository = match policy.image.expand(&Variables::default()) {
            Ok(repository) => repository,
            Err(_) => {
                let branch = self.source.commit("HEAD").await.ok().and_then(|commit| commit.branch);
                policy.image.expand(&Variables { branch, ..Variables::default() }).map_err(invalid)?
            }
        };
        let running_in = self.last_known_running(service).await?;
        let registry = self.registries.repository(&repository).await?;
        let number = |tag: &str| build_number(&policy.version, tag);
        let listing = Listing {
            repository: &repository,
            registry: &*registry,
            memory: &*self.memory,
            now: self.clock.now().as_second(),
            stays: &|tag| policy.is_version(tag) || semver(tag).is_some(),
            number: &number,
        };
        let images = tags::tags(&listing, &running_in).await?;
        Ok((repository, images))
    }
}
