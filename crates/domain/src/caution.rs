//! What to look at before a plan is carried out, in parts: for whoever says it in other words than the engine's sentence.

use schemars::JsonSchema;
use serde::Serialize;

/// What a warning is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Caution {
    /// The release was built from a working tree with changes.
    Dirty,
    /// The repository has no remote, so nobody else can see the commit.
    NoRemote,
    /// It goes around the environment before.
    Hotfix {
        /// The environment before.
        environment: String,
        /// Why.
        reason: String,
    },
    /// Migration files differ, which a rollback does not take back.
    Migrations {
        /// How many.
        files: u64,
        /// The first of them.
        first: String,
    },
    /// Nobody can tell here whether migration files differ.
    MigrationsUnknown,
    /// No variant of an image fits a place.
    Platform {
        /// The place.
        place: String,
        /// What it is, such as `linux/arm64`.
        platform: String,
        /// The service whose image it is.
        service: String,
        /// What the image is for.
        platforms: Vec<String>,
    },
    /// A place hardly has room for the images.
    Room {
        /// The place.
        place: String,
        /// What they need, such as `1.2 GB`.
        needed: String,
        /// What is free.
        free: String,
    },
    /// A place hardly has room for anything.
    Disk {
        /// The place.
        place: String,
        /// What is free, such as `300 MB`.
        free: String,
    },
    /// An image that a rollback would need is gone.
    Gone {
        /// The service.
        service: String,
        /// The version.
        version: String,
        /// Where it is gone from.
        repository: String,
    },
    /// Another laptop deployed what runs, so this one cannot put it back.
    Foreign {
        /// The services.
        services: Vec<String>,
    },
    /// Secrets keep the values that they have now.
    Secrets {
        /// Their names.
        names: Vec<String>,
    },
    /// A secret was never set anywhere here.
    Unset {
        /// Its name.
        name: String,
    },
}
