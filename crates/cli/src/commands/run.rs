//! `slipway run`

use clap::Args;
use slipway_domain::problem::Problem;
use slipway_engine::run::{RunRequest, Scope};

use crate::context::Context;
use crate::finish;

/// Runs the pipeline for a commit and makes a release. It never deploys.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway run                     the checked-out commit
  slipway run --branch develop    the newest commit of a branch
  slipway run --job test          one job and those that it needs")]
pub struct RunArgs {
    /// The newest commit of this branch
    #[arg(long, conflicts_with_all = ["commit", "dirty"])]
    branch: Option<String>,
    /// This commit or tag
    #[arg(long, conflicts_with = "dirty")]
    commit: Option<String>,
    /// The working tree with its changes; protected environments refuse what comes of it
    #[arg(long)]
    dirty: bool,
    /// Only this job and those that it needs; makes no release
    #[arg(long)]
    job: Option<String>,
}

/// Executes it.
pub async fn execute(args: RunArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let request = RunRequest {
        revision: args.branch.or(args.commit),
        dirty: args.dirty,
        scope: args.job.map_or(Scope::All, Scope::Job),
    };
    let result = project.run(&request, context.request()).await?;
    Ok(finish::operation(&result, context.global.json))
}
