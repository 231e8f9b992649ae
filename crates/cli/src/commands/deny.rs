//! `slipway deny`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Denies a plan.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway deny 3f2a91c04b --reason 'The migration is missing'")]
pub struct DenyArgs {
    /// The plan's hash, or at least eight leading digits of it
    hash: String,
}

/// Executes it.
pub async fn execute(args: DenyArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let plan = project.deny(&args.hash, context.global.reason.clone()).await?;
    show::done(context.global.json, &format!("plan {} is denied; `slipway resume` closes it", plan.short()));
    Ok(0)
}
