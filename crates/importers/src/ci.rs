//! CI files: the jobs they define, whatever the dialect.

mod circleci;
mod github;
mod github_actions;
mod gitlab;
mod jenkins;
mod lines;

use slipway_domain::config::Occasion;

use crate::branches::Branches;
use crate::deeds::Act;
use crate::findings::Findings;
use crate::host::HostName;
use crate::place::Place;
use crate::shell::Script;

/// A job of a CI file.
#[derive(Clone, Debug, Default)]
pub struct CiJob {
    /// Its name.
    pub name: String,
    /// The file it stands in.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// The image its steps run in, and whether the file says so.
    pub image: Option<CiImage>,
    /// Its steps.
    pub steps: Vec<CiStep>,
    /// Its variables; `None` for a value that the file does not hold.
    pub env: Vec<(String, Option<String>, Place)>,
    /// Images of containers beside it.
    pub sidecars: Vec<String>,
    /// The jobs it waits for.
    pub needs: Vec<String>,
    /// The branches it runs for.
    pub branches: Branches,
    /// The environment it names.
    pub environment: Option<(String, Place)>,
    /// Where a person has to agree before it runs.
    pub approval: Option<Place>,
    /// Acts that the file states itself, without shell.
    pub acts: Vec<(Act, Place, Option<HostName>)>,
    /// Scripts that hosts run, stated without `ssh`.
    pub remote: Vec<(HostName, Script)>,
    /// Where it tells a team what came of it.
    pub notices: Vec<CiNotice>,
    /// What is in the way of running it as a job of Slipway.
    pub obstacle: Option<String>,
}

/// A message that a job sends to Slack.
#[derive(Clone, Debug)]
pub struct CiNotice {
    /// The channel, as the file names it.
    pub channel: Option<String>,
    /// What it tells of.
    pub on: Vec<Occasion>,
    /// Slack JSON of one's own.
    pub custom: Option<String>,
    /// Whether it goes to a webhook and not through a bot.
    pub webhook: bool,
    /// Where it stands.
    pub place: Place,
}

/// An image that a job runs in.
#[derive(Clone, Debug)]
pub struct CiImage {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub place: Place,
    /// Why it is a guess, if it is.
    pub guess: Option<String>,
}

/// A step of a job.
#[derive(Clone, Debug)]
pub struct CiStep {
    /// Its name.
    pub name: Option<String>,
    /// Its commands.
    pub(crate) script: Script,
    /// The folder it runs in.
    pub working_directory: Option<String>,
}

impl CiStep {
    /// Its commands as text.
    pub fn run(&self) -> &str {
        self.script.text.trim_end()
    }

    /// Where they begin.
    pub fn place(&self) -> Place {
        self.script.place(0)
    }
}

impl CiJob {
    /// Its place.
    pub fn place(&self) -> Place {
        Place::new(&self.file, self.line)
    }
}

/// The jobs of a file, by its path; none if it is no CI file.
pub(crate) fn jobs(path: &str, text: &str, findings: &mut Findings) -> Vec<CiJob> {
    match path {
        _ if path.starts_with(".circleci/") => circleci::jobs(path, text, findings),
        _ if path.contains(".gitlab-ci.") => gitlab::jobs(path, text, findings),
        _ if crate::repository::is_workflow(path) => github::jobs(path, text, findings),
        _ if path.ends_with("Jenkinsfile") => jenkins::jobs(path, text),
        _ => Vec::new(),
    }
}
