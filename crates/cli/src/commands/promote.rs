//! `slipway promote`

use clap::Args;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;

use super::deployment::{PlanOptions, ReleaseOption, carry_out};
use crate::context::Context;

/// Brings what runs in one environment to another. Nothing is built again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway promote sandbox production
  slipway promote sandbox production --dry-run")]
pub struct PromoteArgs {
    /// Where it runs
    from: String,
    /// Where it goes
    to: String,
    #[command(flatten)]
    release: ReleaseOption,
    #[command(flatten)]
    options: PlanOptions,
}

/// Executes it.
pub async fn execute(args: PromoteArgs, context: &Context) -> Result<u8, Problem> {
    let request = args.release.request(Kind::Promote, args.to, Some(args.from), &args.options, context)?;
    carry_out(request, args.options, context).await
}
