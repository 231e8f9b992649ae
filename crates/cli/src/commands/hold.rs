//! `slipway hold`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Puts an environment on hold.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway hold production --reason 'Incident 42'")]
pub struct HoldArgs {
    /// The environment
    environment: String,
}

/// Executes it.
pub async fn execute(args: HoldArgs, context: &Context) -> Result<u8, Problem> {
    let reason = context.needed_reason()?;
    context.project().await?.hold(&args.environment, reason).await?;
    show::done(context.global.json, &format!("{} is on hold", args.environment));
    Ok(0)
}
