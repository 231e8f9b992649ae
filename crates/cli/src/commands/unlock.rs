//! `slipway unlock`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Gives a lock back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway unlock staging
  slipway unlock staging --force    also the lock of someone else")]
pub struct UnlockArgs {
    /// The environment
    environment: String,
    /// Also the lock of someone else; what still runs under it is ended
    #[arg(long)]
    force: bool,
}

/// Executes it.
pub async fn execute(args: UnlockArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    project.unlock(&args.environment, args.force).await?;
    show::done(context.global.json, &format!("{} is no longer locked", args.environment));
    Ok(0)
}
