//! `slipway push`

use clap::Args;
use slipway_domain::problem::Problem;
use slipway_engine::run::{RunRequest, Scope};

use crate::context::Context;
use crate::finish;

/// Builds and pushes what changed, without the jobs, and makes a release.
///
/// That release has no artifacts, since those come from jobs: an environment whose `files` need some does not
/// take it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway push                     build and push, without the jobs
  slipway push --commit v1.4.0     another commit")]
pub struct PushArgs {
    /// This commit, branch or tag
    #[arg(long, conflicts_with = "dirty")]
    commit: Option<String>,
    /// The working tree with its changes
    #[arg(long)]
    dirty: bool,
}

/// Executes it.
pub async fn execute(args: PushArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let request = RunRequest { revision: args.commit, dirty: args.dirty, scope: Scope::Push };
    let result = project.run(&request, context.request()).await?;
    Ok(finish::operation(&result, context.global.json))
}
