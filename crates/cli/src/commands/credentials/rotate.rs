//! `slipway credentials rotate`

use clap::Args;
use slipway_domain::credential::{Known, shown};
use slipway_domain::problem::Problem;

use super::choice::WhichArgs;
use super::place::{Place, named};
use super::values::ValueArgs;
use crate::context::Context;
use crate::show;

/// Replaces the value of a credential. Its parts that are not secret stay unless they are given.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials rotate NPM_TOKEN                typed at a hidden prompt
  slipway credentials rotate ghcr.io < token.txt
  slipway credentials rotate DATABASE_URL --env production < url.txt")]
pub struct RotateArgs {
    /// Its name
    name: String,
    #[command(flatten)]
    which: WhichArgs,
    /// From now on each operation that uses it asks first
    #[arg(long, conflicts_with = "no_ask")]
    ask: bool,
    /// From now on no operation that uses it asks first
    #[arg(long)]
    no_ask: bool,
    #[command(flatten)]
    values: ValueArgs,
}

/// Executes it.
pub async fn execute(args: RotateArgs, context: &Context) -> Result<u8, Problem> {
    let place = Place::open(context).await?;
    let known = args.which.find(&args.name, &place).await?;
    args.values.fit(known.id.kind)?;
    place.ready().await?;
    let parts = args.values.read(known.id.kind, &known.fields, context).await?;
    let ask = args.ask || (known.ask && !args.no_ask);
    let known = place.wallet.rotate(Known { ask, ..known }, &parts, shown(&parts)).await?;
    show::done(context.global.json, &format!("{} has a new value", named(&known.id)));
    Ok(0)
}
