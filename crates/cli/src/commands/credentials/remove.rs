//! `slipway credentials remove`

use clap::Args;
use slipway_domain::problem::Problem;

use super::choice::WhichArgs;
use super::place::{Place, named};
use crate::context::Context;
use crate::{show, terminal};

/// Takes a credential out of the keychain, after a question.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials remove NPM_TOKEN
  slipway credentials remove DATABASE_URL --env production --yes")]
pub struct RemoveArgs {
    /// Its name
    name: String,
    #[command(flatten)]
    which: WhichArgs,
}

/// Executes it.
pub async fn execute(args: RemoveArgs, context: &Context) -> Result<u8, Problem> {
    let place = Place::open(context).await?;
    let known = args.which.find(&args.name, &place).await?;
    let (said, keychain) = (named(&known.id), place.wallet.keychain.name());
    if !context.global.yes {
        terminal::confirm(&format!("Take {said} out of {keychain}?"), &context.interrupt).await?;
    }
    place.wallet.remove(known).await?;
    show::done(context.global.json, &format!("{said} is gone from {keychain}"));
    Ok(0)
}
