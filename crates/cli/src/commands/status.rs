//! `slipway status`

use clap::Args;
use slipway_api::status::StatusDocument;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::{finish, show};

/// Shows what runs where.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway status
  slipway status production --json")]
pub struct StatusArgs {
    /// Only this environment
    environment: Option<String>,
}

/// Executes it.
pub async fn execute(args: StatusArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let environments = project.status(args.environment.as_deref()).await?;
    let untold = match &project.herald {
        Some(herald) => herald.outstanding().await?,
        None => Vec::new(),
    };
    if context.global.json {
        let environments = environments.iter().map(Into::into).collect();
        let notifications = untold.iter().map(Into::into).collect();
        finish::document(&StatusDocument { project: project.name().to_owned(), environments, notifications });
    } else {
        show::status::print(&environments);
        show::status::untold(&untold);
    }
    Ok(0)
}
