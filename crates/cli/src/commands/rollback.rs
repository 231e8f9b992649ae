//! `slipway rollback`

use clap::Args;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;
use slipway_engine::deploy::DeployRequest;
use slipway_engine::select::Selection;

use super::deployment::{PlanOptions, carry_out};
use crate::context::Context;

/// Goes back to the deployment before, with its configuration.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway rollback production            to the deployment before
  slipway rollback production --to 12    to the deployment of release 12")]
pub struct RollbackArgs {
    /// The environment
    environment: String,
    /// Another deployment than the one before, by its release
    #[arg(long, visible_alias = "release", value_name = "N")]
    to: Option<String>,
    #[command(flatten)]
    options: PlanOptions,
}

/// Executes it.
pub async fn execute(args: RollbackArgs, context: &Context) -> Result<u8, Problem> {
    let request = DeployRequest {
        kind: Kind::Rollback,
        environment: args.environment,
        from: None,
        release: args.to.map_or(Selection::Next, Selection::Named),
        services: args.options.services(),
        hotfix: None,
        plan: args.options.plan(),
    };
    carry_out(request, args.options, context).await
}
