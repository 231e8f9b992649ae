//! `slipway unhold`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Lifts a hold.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway unhold production")]
pub struct UnholdArgs {
    /// The environment
    environment: String,
}

/// Executes it.
pub async fn execute(args: UnholdArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    project.unhold(&args.environment).await?;
    show::done(context.global.json, &format!("{} is no longer on hold", args.environment));
    Ok(0)
}
