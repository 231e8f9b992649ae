//! `slipway check`

use clap::Args;
use slipway_api::check::{CheckDocument, HostsDocument};
use slipway_domain::problem::Problem;
use slipway_engine::ports::Finding;

use crate::context::Context;
use crate::{finish, show};

/// Checks the configuration and the Dockerfiles, or the hosts.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway check            the configuration, and whether a Dockerfile shows a secret
  slipway check --hosts    each host, with the fix for what is missing")]
pub struct CheckArgs {
    /// Test Docker, Compose, rights, architecture, disk, clock and registry reach on each host
    #[arg(long)]
    hosts: bool,
}

/// Executes it.
pub async fn execute(args: CheckArgs, context: &Context) -> Result<u8, Problem> {
    if args.hosts { hosts(context).await } else { configuration(context).await }
}

async fn configuration(context: &Context) -> Result<u8, Problem> {
    let checkout = slipway_app::checkout(&context.global.folder).await?;
    let (config, warnings) = (&checkout.config, checkout.all_warnings().await?);
    checkout.no_leaks()?;
    if context.global.json {
        finish::document(&CheckDocument::of(config, &warnings));
        return Ok(0);
    }
    if !warnings.is_empty() {
        show::line(slipway_domain::config::render(&warnings, &checkout.text).trim_end());
    }
    let (services, environments) = (config.services.len(), config.environments.len());
    show::out(&format!(
        "{}: {}, {}, no errors",
        config.project,
        show::count(services, "service"),
        show::count(environments, "environment")
    ));
    Ok(0)
}

async fn hosts(context: &Context) -> Result<u8, Problem> {
    let found = context.project().await?.check_hosts().await?;
    if context.global.json {
        finish::document(&HostsDocument::of(&found));
    } else {
        show::check::print(&found);
    }
    let unfit = |(_, findings): &(String, Vec<Finding>)| findings.iter().any(|finding| !finding.ok);
    Ok(u8::from(found.iter().any(unfit)))
}
