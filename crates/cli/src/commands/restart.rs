//! `slipway restart`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::finish;

/// Starts a service's containers anew.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  slipway restart sandbox api")]
pub struct RestartArgs {
    /// The environment
    environment: String,
    /// The service
    service: String,
}

/// Executes it.
pub async fn execute(args: RestartArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let result = project.restart(&args.environment, &args.service, context.request()).await?;
    Ok(finish::operation(&result, context.global.json))
}
