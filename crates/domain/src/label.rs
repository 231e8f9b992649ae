//! The names of labels: on containers whose they are and what put them there, on images what they were made of.

/// The project.
pub const PROJECT: &str = "dev.slipway.project";
/// The environment.
pub const ENVIRONMENT: &str = "dev.slipway.environment";
/// The service.
pub const SERVICE: &str = "dev.slipway.service";
/// The job.
pub const JOB: &str = "dev.slipway.job";
/// The operation that a job belongs to.
pub const OPERATION: &str = "dev.slipway.operation";

/// The number of the release that put a container there.
pub const RELEASE: &str = "dev.slipway.release";
/// The version of a container's service.
pub const VERSION: &str = "dev.slipway.version";
/// The commit of a container's release.
pub const COMMIT: &str = "dev.slipway.commit";
/// A fingerprint of what a container was configured with.
pub const CONFIGURATION: &str = "dev.slipway.configuration";
/// A fingerprint of what else makes a container: the target's own definition of the service.
pub const DEFINITION: &str = "dev.slipway.definition";
/// The project directory on the host.
pub const DIRECTORY: &str = "dev.slipway.directory";

/// The build that an image came of.
pub const BUILD: &str = "dev.slipway.build";
/// The number of the run that built an image.
pub const BUILD_NUMBER: &str = "dev.slipway.build-number";
/// When an image's commit was made, in Unix seconds.
pub const COMMIT_TIME: &str = "dev.slipway.commit-time";
/// That an image was built from a working tree with changes.
pub const DIRTY: &str = "dev.slipway.dirty";

/// When an image was built (OCI image specification, as the three that follow).
pub const IMAGE_CREATED: &str = "org.opencontainers.image.created";
/// An image's commit.
pub const IMAGE_REVISION: &str = "org.opencontainers.image.revision";
/// An image's version.
pub const IMAGE_VERSION: &str = "org.opencontainers.image.version";
/// Where an image's sources lie.
pub const IMAGE_SOURCE: &str = "org.opencontainers.image.source";

/// The project that Docker Compose knows a container by.
pub const COMPOSE_PROJECT: &str = "com.docker.compose.project";
/// The service that Docker Compose knows a container by.
pub const COMPOSE_SERVICE: &str = "com.docker.compose.service";
