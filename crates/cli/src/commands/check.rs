//! `slipway check`

use std::path::{Path, PathBuf};

use clap::Args;
use slipway_api::check::{CheckDocument, HostsDocument, NotifyDocument};
use slipway_api::policy::PolicyDocument;
use slipway_app::{Checkout, Kept};
use slipway_domain::config::Findings;
use slipway_domain::iam;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Finding;
use slipway_engine::project::invalid;

use crate::context::Context;
use crate::{finish, show};

/// Checks the configuration and the Dockerfiles, or the hosts, or what has to be allowed in AWS, or the channels of notifications.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway check                                    the configuration, and whether a Dockerfile shows a secret
  slipway check --hosts                            each host, with the fix for what is missing
  slipway check --policy                           what AWS has to allow, as a policy
  slipway check --policy --compare attached.json   and what the attached one lacks of it
  slipway check --notify team                      whether the channel `team` takes messages")]
pub struct CheckArgs {
    /// Test Docker, Compose, rights, architecture, disk, clock and registry reach on each host
    #[arg(long, conflicts_with = "policy")]
    hosts: bool,
    /// Print the policy of AWS that allows what this project needs, and nothing else
    #[arg(long)]
    policy: bool,
    /// The policy of whoever only deploys to this environment
    #[arg(long, value_name = "ENV", requires = "policy")]
    env: Option<String>,
    /// Say what the policy in this file lacks
    #[arg(long, value_name = "FILE", requires = "policy")]
    compare: Option<PathBuf>,
    /// Send a message that says it is a test to this channel of `notifications`; can be given again
    #[arg(long, value_name = "CHANNEL", conflicts_with_all = ["hosts", "policy"])]
    notify: Vec<String>,
}

/// Executes it.
pub async fn execute(args: CheckArgs, context: &Context) -> Result<u8, Problem> {
    match args {
        CheckArgs { hosts: true, .. } => hosts(context).await,
        CheckArgs { policy: true, env, compare, .. } => {
            policy(env.as_deref(), compare.as_deref(), context).await
        }
        CheckArgs { notify, .. } if !notify.is_empty() => channels(notify, context).await,
        _ => configuration(context).await,
    }
}

async fn policy(env: Option<&str>, compared: Option<&Path>, context: &Context) -> Result<u8, Problem> {
    let config = slipway_app::checkout(&context.global.folder).await?.config;
    if let Some(name) = env.filter(|name| !config.environments.contains_key(*name)) {
        let message = format!("there is no environment `{name}` in slipway.yml");
        return Err(Problem::new(Code::EnvironmentNotFound, message));
    }
    let whom = env.map_or(iam::For::Project, iam::For::Environment);
    let needed = iam::policy(&config, whom).ok_or_else(|| {
        Problem::new(
            Code::Usage,
            "no image of this project lies in a registry of AWS, so nothing has to be allowed",
        )
        .hint("such a registry looks like 123456789012.dkr.ecr.eu-central-1.amazonaws.com")
    })?;
    let compared = compared.map(|file| lacking(&needed, file)).transpose()?;
    if context.global.json {
        finish::document(&PolicyDocument::of(&needed, compared.as_ref()));
    } else {
        show::policy::print(&needed, compared.as_ref());
    }
    Ok(u8::from(compared.is_some_and(|compared| !compared.missing.is_empty())))
}

/// What the policy in a file lacks.
fn lacking(needed: &iam::Policy, file: &Path) -> Result<iam::Comparison, Problem> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Problem::new(Code::FileFailed, format!("{name} cannot be read: {error}")))?;
    iam::compare(needed, &text).map_err(|why| Problem::new(Code::Usage, format!("{name}: {why}")))
}

async fn configuration(context: &Context) -> Result<u8, Problem> {
    let checkout = slipway_app::checkout(&context.global.folder).await?;
    let (config, warnings) = (&checkout.config, checkout.all_warnings().await?);
    if warnings.has_errors() {
        return Err(invalid(&warnings, &checkout.text));
    }
    checkout.no_leaks()?;
    let warnings = warnings.and(unused_leaks(&checkout, context).await);
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

/// The accepted findings that nothing shows which was built here. Only who accepts some has the data directory opened for
/// that; one that cannot be opened tells nothing.
async fn unused_leaks(checkout: &Checkout, context: &Context) -> Findings {
    let unused = async {
        let kept = Kept::open(context.global.data_dir.clone()).await?;
        let memory = kept.memory();
        checkout.unused_leaks(&*memory).await
    };
    match checkout.config.accepted_leaks.is_empty() {
        true => Findings::default(),
        false => unused.await.unwrap_or_default(),
    }
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
