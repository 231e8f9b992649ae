//! What to look at before a plan is carried out: in a sentence, and in parts for whoever says it in other words.

/// A warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The sentence.
    pub said: String,
    /// Its parts, where they are known.
    pub parts: Option<Caution>,
}

impl Warning {
    pub(super) fn of(parts: Caution, said: impl Into<String>) -> Self {
        Self { said: said.into(), parts: Some(parts) }
    }
}

impl From<String> for Warning {
    fn from(said: String) -> Self {
        Self { said, parts: None }
    }
}

impl From<&str> for Warning {
    fn from(said: &str) -> Self {
        said.to_owned().into()
    }
}

/// What a warning is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caution {
    /// The release was built from a working tree with changes.
    Dirty,
    /// The repository has no remote.
    NoRemote,
    /// It goes around the environment before.
    Hotfix {
        /// The environment before.
        environment: String,
        /// Why.
        reason: String,
    },
    /// Migration files differ.
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
        /// What it is.
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
        /// What they need.
        needed: String,
        /// What is free.
        free: String,
    },
    /// A place hardly has room for anything.
    Disk {
        /// The place.
        place: String,
        /// What is free.
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
    /// Another laptop deployed what runs.
    Foreign {
        /// The services.
        services: Vec<String>,
    },
    /// Secrets keep the values that they have now.
    Secrets {
        /// Their names.
        names: Vec<String>,
    },
}
