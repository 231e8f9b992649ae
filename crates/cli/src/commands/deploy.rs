//! `slipway deploy`

use clap::Args;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;

use super::deployment::{PlanOptions, ReleaseOption, carry_out};
use crate::context::Context;

/// Deploys a release to an environment.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway deploy sandbox                    after a question
  slipway deploy sandbox --plan 3f2a91c04b  only if that is still the plan
  slipway deploy sandbox --release 0.1.12 --yes
  slipway deploy production --hotfix --reason 'Login is broken'")]
pub struct DeployArgs {
    /// The environment
    environment: String,
    #[command(flatten)]
    release: ReleaseOption,
    #[command(flatten)]
    options: PlanOptions,
}

/// Executes it.
pub async fn execute(args: DeployArgs, context: &Context) -> Result<u8, Problem> {
    let request = args.release.request(Kind::Deploy, args.environment, None, &args.options, context)?;
    carry_out(request, args.options, context).await
}
