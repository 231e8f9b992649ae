//! `slipway freeze`

use clap::Args;
use jiff::Zoned;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::show;
use crate::until::Until;

/// Lets nothing go out to an environment for a time.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway freeze production --reason Holidays --until 2027-01-02
  slipway freeze production --reason 'Big sale' --until 36h
  slipway freeze production --reason 'Audit'    until someone lifts it")]
pub struct FreezeArgs {
    /// The environment
    environment: String,
    /// The end: 36h, 2026-12-27, 2026-12-27T08:00 (local time) or 2026-12-27T08:00:00Z; without one until
    /// it is lifted
    #[arg(long, value_name = "TIME")]
    until: Option<Until>,
}

/// Executes it.
pub async fn execute(args: FreezeArgs, context: &Context) -> Result<u8, Problem> {
    let reason = context.needed_reason()?;
    let now = Zoned::now();
    let until = args.until.map(|until| until.after(&now)).transpose()?;
    context.project().await?.freeze(&args.environment, until, reason).await?;
    show::done(context.global.json, &format!("{} is frozen", args.environment));
    Ok(0)
}
