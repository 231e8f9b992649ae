//! What a look at a host found, in parts: for whoever says it in other words than the engine's sentence.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Code, Problem};

/// What a look at a host found. Its `Display` is the engine's sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HostSign {
    /// It answers.
    Answers {
        /// Where it is.
        address: String,
    },
    /// It cannot be asked.
    Away {
        /// What that is about.
        code: Code,
        /// Why, in a sentence.
        message: String,
        /// What to do about it, where that is known.
        hint: Option<String>,
    },
    /// Docker did not answer in time.
    DockerSilent {
        /// How long it had, in seconds.
        seconds: String,
    },
    /// The account may not use Docker.
    DockerDenied {
        /// The account.
        account: String,
    },
    /// Docker does not answer.
    DockerFails {
        /// What was said instead.
        said: String,
    },
    /// Docker is not installed.
    NoDocker,
    /// Compose is of a generation that this Docker does not understand.
    ComposeOld {
        /// Its version.
        version: String,
        /// Docker's.
        docker: u32,
    },
    /// There is no Compose.
    NoCompose,
    /// A program is there.
    Program {
        /// Its name.
        name: String,
    },
    /// A program is missing.
    NoProgram {
        /// Its name.
        name: String,
        /// The package that brings it.
        package: String,
    },
    /// The directory can be written.
    Directory {
        /// Which.
        directory: String,
    },
    /// The directory cannot be written.
    DirectoryDenied {
        /// Which.
        directory: String,
        /// By whom.
        account: String,
    },
    /// Nobody knows which platform it is.
    PlatformUnknown,
    /// It is of a platform that services are not built for.
    Unfit {
        /// What it is, such as `linux/arm64`.
        platform: String,
        /// Those services.
        services: Vec<BuiltFor>,
    },
    /// Nobody knows how much room is free.
    RoomUnknown {
        /// Where Docker keeps images.
        root: String,
    },
    /// So much room is free.
    Room {
        /// How much, such as `1.2 GB`.
        free: String,
        /// Where Docker keeps images.
        root: String,
        /// It is hardly enough for anything.
        little: bool,
    },
    /// Its clock agrees with this one.
    ClocksAgree,
    /// Its clock differs.
    ClockApart {
        /// By how much, in seconds.
        seconds: i64,
    },
    /// It reaches a registry.
    Registry {
        /// Which.
        registry: String,
    },
    /// It does not reach a registry.
    RegistryAway {
        /// Which.
        registry: String,
        /// From where.
        place: String,
        /// What happened instead.
        why: NoAnswer,
        /// To what it has to connect.
        name: String,
        /// And at which port.
        port: u16,
    },
}

/// What a service is built for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BuiltFor {
    /// The service.
    pub service: String,
    /// The platforms.
    pub platforms: Vec<String>,
}

/// Why no answer came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum NoAnswer {
    /// Nothing came in time.
    Silence {
        /// How long it had, in seconds.
        seconds: u64,
    },
    /// Something went wrong.
    Said {
        /// In words of the host.
        text: String,
    },
}

impl HostSign {
    /// That it cannot be asked.
    pub fn away(problem: Problem) -> Self {
        Self::Away { code: problem.code, message: problem.message, hint: problem.hint }
    }

    /// What to do about it; `None` where it is fine.
    pub fn fix(&self) -> Option<String> {
        let fix = match self {
            Self::Answers { .. }
            | Self::Program { .. }
            | Self::Directory { .. }
            | Self::PlatformUnknown
            | Self::Room { little: false, .. }
            | Self::ClocksAgree
            | Self::Registry { .. } => return None,
            Self::Away { hint, .. } => hint.clone().unwrap_or_else(|| "`ssh HOST true` must work".to_owned()),
            Self::DockerSilent { .. } => "on the host: `sudo systemctl restart docker`".to_owned(),
            Self::DockerDenied { account } => format!(
                "on the host: `sudo usermod -aG docker {account}`, then log in anew. This makes {account} as powerful as root there"
            ),
            Self::DockerFails { .. } => "on the host: `sudo systemctl start docker`".to_owned(),
            Self::NoDocker => {
                "install Docker Engine on the host, for example `sudo apt-get install docker.io`".to_owned()
            }
            Self::ComposeOld { .. } => "install the plugin, for example `docker-compose-plugin`".to_owned(),
            Self::NoCompose => "install the plugin, for example `sudo apt-get install docker-compose-plugin` or `docker-compose`".to_owned(),
            Self::NoProgram { package, .. } => format!("install `{package}` on the host"),
            Self::DirectoryDenied { directory, account } => {
                format!("on the host: `sudo mkdir -p {directory}` and `sudo chown {account} {directory}`")
            }
            Self::Unfit { platform, services } => {
                let names: Vec<&str> = services.iter().map(|one| one.service.as_str()).collect();
                let names = names.join(", ");
                format!(
                    "add {platform} to `platforms` of {names} in slipway.yml, then `slipway run` makes a release for it"
                )
            }
            Self::RoomUnknown { root } => format!("`df {root}` on the host tells why"),
            Self::Room { .. } => "free some space: `docker system df` shows what Docker holds".to_owned(),
            Self::ClockApart { .. } => "let both machines keep time: `timedatectl set-ntp true`".to_owned(),
            Self::RegistryAway { name, port, .. } => format!(
                "let the host connect to {name} port {port}, or give the environment a `registry` it reaches"
            ),
        };
        Some(fix)
    }
}

impl fmt::Display for HostSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answers { address } => write!(f, "{address} answers"),
            Self::Away { message, .. } => f.write_str(message),
            Self::DockerSilent { seconds } => write!(f, "Docker did not answer within {seconds} s"),
            Self::DockerDenied { account } => write!(f, "{account} may not use Docker"),
            Self::DockerFails { said } => write!(f, "Docker does not answer: {said}"),
            Self::NoDocker => f.write_str("Docker is not installed"),
            Self::ComposeOld { version, docker } => {
                write!(f, "docker-compose {version} does not work with Docker {docker}")
            }
            Self::NoCompose => f.write_str("neither `docker compose` nor `docker-compose` is there"),
            Self::Program { name } => write!(f, "{name} is there"),
            Self::NoProgram { name, .. } => write!(f, "{name} is missing"),
            Self::Directory { directory } => write!(f, "{directory} can be written"),
            Self::DirectoryDenied { directory, account } => {
                write!(f, "{account} cannot write to {directory}")
            }
            Self::PlatformUnknown => f.write_str("unknown"),
            Self::Unfit { platform, services } => {
                let one =
                    |one: &BuiltFor| format!("{} is built for {}", one.service, one.platforms.join(", "));
                let said: Vec<String> = services.iter().map(one).collect();
                write!(f, "the host is {platform}, and {}", said.join("; "))
            }
            Self::RoomUnknown { .. } => f.write_str("free space is not known"),
            Self::Room { free, root, .. } => write!(f, "{free} free in {root}"),
            Self::ClocksAgree => f.write_str("the clocks agree"),
            Self::ClockApart { seconds } => write!(f, "the host's clock differs by {seconds} s"),
            Self::Registry { registry } => write!(f, "{registry} can be reached"),
            Self::RegistryAway { registry, place, why, .. } => {
                write!(f, "{registry} cannot be reached from {place}: {why}")
            }
        }
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silence { seconds } => write!(f, "nothing came within {seconds} s"),
            Self::Said { text } => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fine_needs_nothing_and_everything_else_says_what() {
        let room = |little| HostSign::Room { free: "536 MB".into(), root: "/var".into(), little };
        assert_eq!(room(false).fix(), None);
        assert!(room(true).fix().unwrap().contains("`docker system df`"));
        assert_eq!(room(true).to_string(), room(false).to_string());
        let away = HostSign::away(Problem::new(Code::HostUnreachable, "it is gone").hint("plug it in"));
        assert_eq!((away.to_string().as_str(), away.fix().as_deref()), ("it is gone", Some("plug it in")));
    }

    #[test]
    fn services_that_do_not_fit_are_named_with_what_they_are_built_for() {
        let of = |service: &str| BuiltFor { service: service.into(), platforms: vec!["linux/amd64".into()] };
        let unfit = HostSign::Unfit { platform: "linux/arm64".into(), services: vec![of("api"), of("web")] };
        let said = "the host is linux/arm64, and api is built for linux/amd64; web is built for linux/amd64";
        assert_eq!(unfit.to_string(), said);
        assert!(unfit.fix().unwrap().starts_with("add linux/arm64 to `platforms` of api, web in"));
    }
}
