//! `slipway build`

use clap::Args;
use slipway_domain::problem::Problem;
use slipway_engine::run::{RunRequest, Scope};

use crate::context::Context;
use crate::finish;

/// Builds images and leaves them on this machine.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway build api            one service, from the checked-out commit
  slipway build --dirty        with the changes of the working tree")]
pub struct BuildArgs {
    /// The services to build; all of them if none is named
    services: Vec<String>,
    /// This commit, branch or tag
    #[arg(long, conflicts_with = "dirty")]
    commit: Option<String>,
    /// The working tree with its changes
    #[arg(long)]
    dirty: bool,
}

/// Executes it.
pub async fn execute(args: BuildArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let request = RunRequest { revision: args.commit, dirty: args.dirty, scope: Scope::Build(args.services) };
    let result = project.run(&request, context.request()).await?;
    Ok(finish::operation(&result, context.global.json))
}
