//! `slipway lock`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Locks an environment by hand, for the whole team to see.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway lock staging --reason 'Looking into the import'")]
pub struct LockArgs {
    /// The environment
    environment: String,
}

/// Executes it.
pub async fn execute(args: LockArgs, context: &Context) -> Result<u8, Problem> {
    let message = context.needed_reason()?;
    context.project().await?.lock(&args.environment, message).await?;
    show::done(context.global.json, &format!("{} is locked", args.environment));
    Ok(0)
}
