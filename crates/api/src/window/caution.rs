//! What to look at before a plan is carried out, in parts: a window says it in its own words.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use slipway_engine::deploy::{Caution as Said, Warning};

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
}

impl Caution {
    /// What warnings are about, by their sentences, as far as it is known in parts.
    pub fn of(warnings: &[Warning]) -> BTreeMap<String, Self> {
        let one = |warning: &Warning| Some((warning.said.clone(), Self::from(warning.parts.clone()?)));
        warnings.iter().filter_map(one).collect()
    }
}

impl From<Said> for Caution {
    fn from(said: Said) -> Self {
        match said {
            Said::Dirty => Self::Dirty,
            Said::NoRemote => Self::NoRemote,
            Said::Hotfix { environment, reason } => Self::Hotfix { environment, reason },
            Said::Migrations { files, first } => Self::Migrations { files, first },
            Said::MigrationsUnknown => Self::MigrationsUnknown,
            Said::Platform { place, platform, service, platforms } => {
                Self::Platform { place, platform, service, platforms }
            }
            Said::Room { place, needed, free } => Self::Room { place, needed, free },
            Said::Disk { place, free } => Self::Disk { place, free },
            Said::Gone { service, version, repository } => Self::Gone { service, version, repository },
            Said::Foreign { services } => Self::Foreign { services },
            Said::Secrets { names } => Self::Secrets { names },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_found_by_its_sentence() {
        let warning = |said: &str, parts| Warning { said: said.to_owned(), parts };
        let parts = Said::Disk { place: "host-1".to_owned(), free: "300 MB".to_owned() };
        let warnings = [
            warning("host-1 has only 300 MB of disk left", Some(parts)),
            warning("the changed definition of redis is not applied", None),
        ];
        let cautions = Caution::of(&warnings);
        assert_eq!(cautions.len(), 1, "{cautions:?}");
        let disk = Caution::Disk { place: "host-1".to_owned(), free: "300 MB".to_owned() };
        assert_eq!(cautions["host-1 has only 300 MB of disk left"], disk);
    }
}
