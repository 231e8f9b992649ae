//! `slipway check`

use clap::Args;
use slipway_api::check::{CheckDocument, HostsDocument, NotifyDocument};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Finding;

use crate::context::Context;
use crate::{finish, show};

/// Checks the configuration, the hosts, or the channels of notifications.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway check            the configuration alone
  slipway check --hosts    each host, with the fix for what is missing
  slipway check --notify team    whether the channel `team` takes messages")]
pub struct CheckArgs {
    /// Test Docker, Compose, rights, architecture, disk, clock and registry reach on each host
    #[arg(long)]
    hosts: bool,
    /// Send a message that says it is a test to this channel of `notifications`; can be given again
    #[arg(long, value_name = "CHANNEL", conflicts_with = "hosts")]
    notify: Vec<String>,
}

/// Executes it.
pub async fn execute(args: CheckArgs, context: &Context) -> Result<u8, Problem> {
    match args {
        CheckArgs { hosts: true, .. } => hosts(context).await,
        CheckArgs { notify, .. } if !notify.is_empty() => channels(notify, context).await,
        _ => configuration(context).await,
    }
}

async fn configuration(context: &Context) -> Result<u8, Problem> {
    let checkout = slipway_app::checkout(&context.global.folder).await?;
    let (config, warnings) = (&checkout.config, checkout.all_warnings().await?);
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

/// Sends a test to each channel. The first that does not take it is the answer.
async fn channels(names: Vec<String>, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let herald = project.herald.as_ref().ok_or_else(|| {
        Problem::new(Code::Usage, "slipway.yml has no `notifications`")
            .hint("name a channel and a rule under `notifications`; docs/notifications.md has examples")
    })?;
    for name in &names {
        herald.test(name).await?;
        if !context.global.json {
            show::out(&format!("{name}: took a test message"));
        }
    }
    if context.global.json {
        finish::document(&NotifyDocument { told: names });
    }
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
