//! The images of a service.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::host_of;
use slipway_domain::template::Variables;
use slipway_domain::version::{build_number, semver};

use crate::ports::HostedImage;
use crate::project::Project;
use crate::tags::{self, ImageRow, Listing};

/// The images of a service.
#[derive(Debug)]
pub struct Images {
    /// Its repository.
    pub repository: String,
    /// Its images, unsorted.
    pub rows: Vec<ImageRow>,
    /// Why whoever runs the registry did not say what was found in them, where it was asked.
    pub unsaid: Option<Problem>,
}

impl Project {
    /// A service's repository and its images.
    pub async fn images(&self, service: &str) -> Result<Images, Problem> {
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
        let (listed, hosted) = futures::join!(tags::tags(&listing, &running_in), self.hosted(&repository));
        let mut rows = listed?;
        let unsaid = match hosted {
            Ok(images) => {
                tags::merge(&mut rows, images);
                None
            }
            Err(problem) => Some(problem),
        };
        Ok(Images { repository, rows, unsaid })
    }

    /// What whoever runs the registry knows of a repository's images; nothing of a registry that is only that.
    async fn hosted(&self, repository: &str) -> Result<Vec<HostedImage>, Problem> {
        if !self.image_host.runs(host_of(repository)) {
            return Ok(Vec::new());
        }
        match self.image_host.images(repository).await {
            Err(problem) if problem.code == Code::RegistryNotFound => Ok(Vec::new()),
            images => images,
        }
    }
}
