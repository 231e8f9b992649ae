//! What `plan`, `deploy`, `promote` and `rollback` have in common: their options, and how a plan is carried out.

use clap::Args;
use slipway_api::plan::PlanDocument;
use slipway_domain::operation::Kind;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::deploy::{DeployRequest, Prepared};
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

/// Shows a plan.
pub fn print(prepared: &Prepared, context: &Context) {
    if context.global.json {
        finish::document(&PlanDocument::of(prepared));
    } else {
        show::plan::print(prepared, show::out);
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
        let (services, plan) = (options.services(), options.plan());
        Ok(DeployRequest { kind, environment, from, release, services, hotfix, plan })
    }
}

impl PlanOptions {
    /// The services that were named, if any.
    pub fn services(&self) -> Option<Vec<String>> {
        (!self.services.is_empty()).then(|| self.services.clone())
    }

    /// The plan that was named, if one was.
    pub fn plan(&self) -> Option<String> {
        self.plan.clone()
    }
}

/// Makes the plan, shows it, asks, executes it.
pub async fn carry_out(
    request: DeployRequest,
    options: PlanOptions,
    context: &Context,
) -> Result<u8, Problem> {
    let project = context.project().await?;
    let prepared = context.unless_stopped(project.prepare(&request)).await?;
    if options.dry_run {
        print(&prepared, context);
        return Ok(0);
    }
    if let Some(refusal) = prepared.refusal() {
        return Err(refusal);
    }
    if !context.global.yes && options.plan.is_none() {
        if terminal::can_ask() {
            show::plan::print(&prepared, show::line);
        }
        confirm(&prepared, context).await?;
    }
    let result = project.deploy(prepared, context.request()).await?;
    Ok(finish::operation(&result, context.global.json))
}

async fn confirm(prepared: &Prepared, context: &Context) -> Result<(), Problem> {
    match &prepared.typed {
        Some(name) => {
            let question = format!("{name} is protected.");
            terminal::confirm_by_typing(&question, name, &context.interrupt).await
        }
        None => terminal::confirm("Carry out this plan?", &context.interrupt).await,
    }
}
