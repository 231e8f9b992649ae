//! `slipway plan`

use clap::Args;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;

use super::deployment::{PlanOptions, ReleaseOption, print};
use crate::context::Context;

/// Shows what a deployment would do.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway plan sandbox                     the release that comes next
  slipway plan sandbox --release 12        another one
  slipway plan production --service api    one service of it")]
pub struct PlanArgs {
    /// The environment
    environment: String,
    #[command(flatten)]
    release: ReleaseOption,
    #[command(flatten)]
    options: PlanOptions,
}

/// Executes it.
pub async fn execute(args: PlanArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let request = args.release.request(Kind::Deploy, args.environment, None, &args.options, context)?;
    let prepared = project.prepare(&request).await?;
    print(&prepared, context);
    Ok(0)
}
