//! What the commands of a repository do: build, push, deploy, and where.

mod container;
mod image_commands;
mod options;
mod reader;
mod remote;

use crate::branches::Branches;
use crate::host::HostName;
use crate::image::ImageName;
use crate::place::Place;

pub(crate) use image_commands::image_act;
pub(crate) use reader::{Around, Reader};

/// Something a command does.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// What.
    pub act: Act,
    /// The line that says so.
    pub place: Place,
    /// The host it happens on; `None` where the job runs.
    pub host: Option<HostName>,
    /// The branches it happens for.
    pub branches: Branches,
    /// The environment that the CI file names.
    pub environment: Option<(String, Place)>,
    /// Where a person has to agree first.
    pub approval: Option<Place>,
    /// The job's, the target's or the script's name.
    pub job: String,
    /// The folder it happens in, if the script changed it.
    pub directory: Option<String>,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Builds an image.
    Build(BuildAct),
    /// Gives an image a further name.
    Tag {
        /// The new name.
        to: ImageName,
    },
    /// Pushes an image.
    Push(ImageName),
    /// Logs in to a registry.
    Login {
        /// Its address; `docker.io` where none is written.
        registry: String,
    },
    /// Runs a container.
    Run(Box<RunAct>),
    /// Brings a compose project up, or pulls its images.
    Compose {
        /// The files that `-f` names.
        files: Vec<String>,
        /// What `-p` names.
        name: Option<String>,
    },
    /// Lets a host run a script of the repository.
    Script {
        /// The script, relative to the repository.
        file: String,
        /// Its arguments, with variables as written.
        args: Vec<String>,
    },
    /// Copies files to a host.
    Copy {
        /// The files, relative to the repository.
        files: Vec<String>,
    },
    /// Runs something else on a host.
    Command {
        /// The program.
        program: String,
    },
    /// Deploys to something that `slipway init` makes no proposal for.
    Elsewhere {
        /// Its name.
        what: String,
    },
}

/// How `docker build` is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BuildAct {
    /// The names it gives the image.
    pub images: Vec<ImageName>,
    /// The folder, relative to the repository.
    pub context: String,
    /// The Dockerfile, relative to the repository.
    pub dockerfile: Option<String>,
    /// The stage to stop at.
    pub target: Option<String>,
    /// Build arguments: their values with variables as written; `None` when taken from the environment.
    pub args: Vec<(String, Option<String>)>,
    /// Whether the image is pushed at once.
    pub push: bool,
}

/// How `docker run` is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunAct {
    /// The image.
    pub image: Option<ImageName>,
    /// The container's name.
    pub name: Option<String>,
    /// Published ports.
    pub ports: Vec<String>,
    /// Variables: names, and values that could be read.
    pub env: Vec<(String, Option<String>)>,
    /// Volumes.
    pub volumes: Vec<String>,
    /// The restart policy.
    pub restart: Option<String>,
    /// The network.
    pub network: Option<String>,
    /// Files with variables.
    pub env_files: Vec<String>,
}

impl Deed {
    /// Whether it changes what runs somewhere.
    pub fn deploys(&self) -> bool {
        match self.act {
            Act::Run(_) | Act::Compose { .. } => self.host.is_some(),
            Act::Script { .. } | Act::Copy { .. } | Act::Command { .. } | Act::Elsewhere { .. } => true,
            _ => false,
        }
    }
}
