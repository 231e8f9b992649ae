//! `slipway freeze`

use clap::Args;
use jiff::Timestamp;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;

/// Lets nothing go out to an environment for a time.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway freeze production --reason Holidays --until 2027-01-02T00:00:00Z
  slipway freeze production --reason 'Audit'    until someone lifts it")]
pub struct FreezeArgs {
    /// The environment
    environment: String,
    /// The end, such as 2026-12-27T08:00:00Z; without one until it is lifted
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
}

/// Executes it.
pub async fn execute(args: FreezeArgs, context: &Context) -> Result<u8, Problem> {
    let reason = context.needed_reason()?;
    context.project().await?.freeze(&args.environment, args.until, reason).await?;
    show::done(context.global.json, &format!("{} is frozen", args.environment));
    Ok(0)
}
