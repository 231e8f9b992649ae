//! `slipway approve`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Approves a plan.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway approve 3f2a91c04b --reason 'Seen in sandbox'")]
pub struct ApproveArgs {
    /// The plan's hash, or at least eight leading digits of it
    hash: String,
}

/// Executes it.
pub async fn execute(args: ApproveArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let plan = project.approve(&args.hash, context.global.reason.clone()).await?;
    show::done(context.global.json, &format!("plan {} is approved; `slipway resume` goes on", plan.short()));
    Ok(0)
}
