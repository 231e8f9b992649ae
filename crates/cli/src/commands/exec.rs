//! `slipway exec`

use clap::Args;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::terminal;

/// Runs a command in a service's container.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway exec sandbox api -- sh
  slipway exec production api --place host-2 -- cat /etc/hosts")]
pub struct ExecArgs {
    /// The environment
    environment: String,
    /// The service
    service: String,
    /// The place; the first one if none is named
    #[arg(long)]
    place: Option<String>,
    /// The command
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

/// Executes it. The exit code is the command's own.
pub async fn execute(args: ExecArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let (place, tty) = (args.place.as_deref(), terminal::can_ask());
    let code = project.exec(&args.environment, &args.service, place, &args.command, tty).await?;
    Ok(u8::try_from(code).unwrap_or(1))
}
