//! `slipway credentials`, a file per command below it.

mod add;
mod choice;
mod import;
mod list;
mod place;
mod remove;
mod rotate;
mod sealed;
mod test;
mod values;

use clap::{Args, Subcommand};
use slipway_domain::problem::Problem;

use crate::context::Context;

/// Keeps secrets and logins in the system's keychain, and shows everything of them but their values.
///
/// A credential applies to the project, to one environment of it (`--env`) or everywhere on this laptop (`--global`);
/// the narrowest of a name is used. What needs one takes it from there before it looks at variables or docker's logins.
/// Values are read from standard input or typed at a hidden prompt; an argument would be seen by other programs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials add plain DATABASE_URL --env production
  slipway credentials add registry ghcr.io --global --field user=ann < token.txt
  slipway credentials add ssh-key deploy < ~/.ssh/id_ed25519
  slipway credentials list
  slipway credentials import --dry-run    what is elsewhere and could be kept here")]
pub struct CredentialsArgs {
    #[command(subcommand)]
    command: CredentialsCommand,
}

#[derive(Debug, Subcommand)]
enum CredentialsCommand {
    /// Put a credential into the keychain
    Add(add::AddArgs),
    /// Show what is there, and what uses it
    List,
    /// Try credentials where they are for
    Test(test::TestArgs),
    /// Replace the value of a credential
    Rotate(rotate::RotateArgs),
    /// Take a credential out of the keychain
    Remove(remove::RemoveArgs),
    /// Put what is elsewhere on this laptop into the keychain
    Import(import::ImportArgs),
    /// Keep a team\'s secrets in an encrypted file in the repository
    Sealed(sealed::SealedArgs),
}

/// Executes it.
pub async fn execute(args: CredentialsArgs, context: &Context) -> Result<u8, Problem> {
    match args.command {
        CredentialsCommand::Add(args) => add::execute(args, context).await,
        CredentialsCommand::List => context.unless_stopped(list::execute(context)).await,
        CredentialsCommand::Test(args) => context.unless_stopped(test::execute(args, context)).await,
        CredentialsCommand::Rotate(args) => rotate::execute(args, context).await,
        CredentialsCommand::Remove(args) => remove::execute(args, context).await,
        CredentialsCommand::Import(args) => import::execute(args, context).await,
        CredentialsCommand::Sealed(args) => sealed::execute(args, context).await,
    }
}
