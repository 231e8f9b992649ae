//! What the command line takes.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::commands::{self, Kind};
use crate::{finish, standard_output, usage};

const EXAMPLES: &str = "\
Examples:
  slipway init --write                 propose a slipway.yml for this repository
  slipway run                          test, build and push the checked-out commit
  slipway plan sandbox                 see what a deployment would do
  slipway deploy sandbox               do it, after a question
  slipway promote sandbox production   bring what runs in sandbox on
  slipway rollback production          go back to the deployment before
  slipway status --json                what runs where, for scripts

Exit codes:
  0 done, 1 the work failed, 2 wrong usage or configuration, 3 refused by a rule,
  4 the outcome is unknown, 5 waiting for someone, 130 interrupted in a known state";

/// Releases from your laptop: test, build, push, deploy, promote, roll back.
#[derive(Debug, Parser)]
#[command(name = "slipway", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = EXAMPLES)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that stand before or after the command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Work on the project around this folder
    #[arg(short = 'C', long = "project", global = true, value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Print one JSON document on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Keep data in this folder instead of the platform's
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Go on without asking whether the plan is carried out
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Say why; it is kept in the history
    #[arg(long, global = true, value_name = "TEXT")]
    pub reason: Option<String>,
}

macro_rules! commands {
    ($($(#[$meta:meta])* $name:ident($args:path),)+) => {
        /// Every command.
        #[derive(Debug, Subcommand)]
        pub enum Command { $($(#[$meta])* $name($args),)+ }
    };
}

commands! {
    /// Look at a repository and propose a slipway.yml
    Init(commands::init::InitArgs),
    /// Check the configuration, the hosts, what AWS has to allow, or the channels of notifications
    Check(commands::check::CheckArgs),
    /// Print the JSON Schema of slipway.yml or of a document
    Schema(commands::schema::SchemaArgs),
    /// Run the pipeline for a commit and make a release
    Run(commands::run::RunArgs),
    /// Build images and leave them on this machine
    Build(commands::build::BuildArgs),
    /// Build and push what changed, without the jobs, and make a release
    Push(commands::push::PushArgs),
    /// Show the images of a service
    Tags(commands::tags::TagsArgs),
    /// Show what runs where
    Status(commands::status::StatusArgs),
    /// Show what a deployment would do
    Plan(commands::plan::PlanArgs),
    /// Deploy a release to an environment
    Deploy(commands::deploy::DeployArgs),
    /// Bring what runs in one environment to another
    Promote(commands::promote::PromoteArgs),
    /// Go back to the deployment before
    Rollback(commands::rollback::RollbackArgs),
    /// Stop an operation
    Cancel(commands::cancel::CancelArgs),
    /// Carry on what was interrupted
    Resume(commands::resume::ResumeArgs),
    /// Show what was done
    History(commands::history::HistoryArgs),
    /// Show what steps or running containers log
    Logs(commands::logs::LogsArgs),
    /// Lock an environment by hand
    Lock(commands::lock::LockArgs),
    /// Give a lock back
    Unlock(commands::unlock::UnlockArgs),
    /// Put an environment on hold
    Hold(commands::hold::HoldArgs),
    /// Lift a hold
    Unhold(commands::unhold::UnholdArgs),
    /// Let nothing go out to an environment for a time
    Freeze(commands::freeze::FreezeArgs),
    /// Lift a freeze
    Unfreeze(commands::unfreeze::UnfreezeArgs),
    /// Approve a plan
    Approve(commands::approve::ApproveArgs),
    /// Deny a plan
    Deny(commands::deny::DenyArgs),
    /// Start a service's containers anew
    Restart(commands::restart::RestartArgs),
    /// Run a command in a service's container
    Exec(commands::exec::ExecArgs),
    /// Keep secrets and logins in the system's keychain
    Credentials(commands::credentials::CredentialsArgs),
    /// Print a completion script for a shell
    Completions(commands::completions::CompletionsArgs),
}

/// The command line's own description, for completions and documentation.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Reads the arguments. Help and version are printed here; so are errors, as JSON when that is asked for.
pub fn parse(all: impl IntoIterator<Item = OsString>) -> Result<Cli, u8> {
    let all: Vec<OsString> = all.into_iter().collect();
    let json = all.iter().take_while(|one| *one != "--").any(|one| one == "--json");
    Cli::try_parse_from(&all).map_err(|error| {
        if !error.use_stderr() {
            standard_output::note(error.print());
            return 0;
        }
        if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !json {
            let _ = error.print();
            return 2;
        }
        finish::problem(&usage::problem(&error), json)
    })
}

impl Cli {
    /// The command as something that can be executed.
    pub fn into_parts(self) -> (Global, Kind) {
        (self.global, self.command)
    }
}
