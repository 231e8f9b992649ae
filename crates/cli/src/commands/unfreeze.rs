//! `slipway unfreeze`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Lifts a freeze that was set by hand.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway unfreeze production")]
pub struct UnfreezeArgs {
    /// The environment
    environment: String,
}

/// Executes it.
pub async fn execute(args: UnfreezeArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    project.unfreeze(&args.environment).await?;
    show::done(context.global.json, &format!("{} is no longer frozen by hand", args.environment));
    Ok(0)
}
