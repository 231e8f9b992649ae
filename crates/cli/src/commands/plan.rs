//! `slipway plan`

use clap::Args;
use slipway_api::plan::PlanDocument;
use slipway_domain::operation::Kind;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::deploy::{DeployRequest, Prepared};
use slipway_engine::project::Project;
use slipway_engine::select::Selection;

use crate::context::Context;
use crate::{finish, show, terminal};

/// What `plan`, `deploy`, `promote` and `rollback` take.
#[derive(Debug, Clone, Args)]
pub struct PlanOptions {
    /// Only this service; can be given again
    #[arg(long = "service", value_name = "NAME")]
    services: Vec<String>,
    /// Only if this is the plan
    #[arg(long, value_name = "HASH")]
    plan: Option<String>,
    /// Show the plan and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Which release.
#[derive(Debug, Clone, Args)]
pub struct ReleaseOption {
    /// The release, by its number or a version that only it has
    #[arg(long, value_name = "N")]
    release: Option<String>,
    /// It was not verified in the environment before and goes out all the same; needs --reason
    #[arg(long)]
    hotfix: bool,
}

/// Shows what a deployment would do.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway plan sandbox                     the release that comes next
  slipway plan sandbox --release 12        another one
  slipway plan production --service api    one service of it")]
pub struct PlanArgs {
    /// The environment
    environment: String,
    #[command(flatten)]
    release: ReleaseOption,
    #[command(flatten)]
    options: PlanOptions,
}

/// Executes it.
pub async fn execute(args: PlanArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let request = args.release.request(Kind::Deploy, args.environment, None, &args.options, context)?;
    let prepared = prepare(&project, &request, &args.options).await?;
    print(&prepared, context);
    Ok(0)
}

fn print(prepared: &Prepared, context: &Context) {
    if context.global.json {
        finish::document(&PlanDocument::of(prepared));
    } else {
        show::plan::print(prepared);
    }
}

impl ReleaseOption {
    /// What is asked for.
    pub fn request(
        self,
        kind: Kind,
        environment: String,
        from: Option<String>,
        options: &PlanOptions,
        context: &Context,
    ) -> Result<DeployRequest, Problem> {
        let hotfix = match (self.hotfix, &context.global.reason) {
            (true, None) => {
                return Err(
                    Problem::new(Code::Usage, "--hotfix needs --reason").hint("say why with --reason TEXT")
                );
            }
            (true, Some(reason)) => Some(reason.clone()),
            (false, _) => None,
        };
        let release = self.release.map_or(Selection::Next, Selection::Named);
        Ok(DeployRequest { kind, environment, from, release, services: options.services(), hotfix })
    }
}

impl PlanOptions {
    /// The services that were named, if any.
    pub fn services(&self) -> Option<Vec<String>> {
        (!self.services.is_empty()).then(|| self.services.clone())
    }
}

/// Makes the plan; refuses when it is another than the one that was asked for.
async fn prepare(
    project: &Project,
    request: &DeployRequest,
    options: &PlanOptions,
) -> Result<Prepared, Problem> {
    let prepared = project.prepare(request).await?;
    match &options.plan {
        Some(wanted) if !prepared.hash.matches(wanted) => {
            let message = format!("what would happen now is plan {} and not {wanted}", prepared.hash.short());
            let details = serde_json::json!({ "hash": prepared.hash });
            Err(Problem::new(Code::PlanOutOfDate, message).details(details))
        }
        _ => Ok(prepared),
    }
}

/// Makes the plan, shows it, asks, executes it.
pub async fn carry_out(
    request: DeployRequest,
    options: PlanOptions,
    context: &Context,
) -> Result<u8, Problem> {
    let project = context.project().await?;
    let prepared = prepare(&project, &request, &options).await?;
    if options.dry_run {
        print(&prepared, context);
        return Ok(0);
    }
    if let Some(refusal) = prepared.refusal() {
        return Err(refusal);
    }
    if !context.global.yes && options.plan.is_none() {
        if terminal::can_ask() {
            show::plan::print(&prepared);
        }
        confirm(&project, &prepared)?;
    }
    let result = project.deploy(prepared, context.request()).await?;
    Ok(finish::operation(&result, context.global.json))
}

/// A protected environment is confirmed by typing its name; a rollback to the deployment before is not.
fn confirm(project: &Project, prepared: &Prepared) -> Result<(), Problem> {
    let environment = &prepared.deployment.environment;
    let protected = project.environment(environment)?.is_protected() && prepared.kind != Kind::Rollback;
    if protected {
        terminal::confirm_by_typing(&format!("{environment} is protected."), environment)
    } else {
        terminal::confirm("Carry out this plan?")
    }
}
