//! `slipway resume`

use clap::Args;
use slipway_api::operation::OperationDocument;
use slipway_domain::problem::Problem;
use slipway_engine::operations::{Resumed, Worst};

use crate::context::Context;
use crate::{finish, show};

/// Carries on what an interrupted program left open.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway resume                        everything that was left open
  slipway resume --take-over staging    an operation that a colleague left")]
pub struct ResumeArgs {
    /// The operation; all open ones if none is named
    operation: Option<String>,
    /// Take over a colleague's operation in this environment
    #[arg(long, value_name = "ENVIRONMENT", num_args = 0..=1, default_missing_value = "")]
    take_over: Option<String>,
}

/// Executes it.
pub async fn execute(args: ResumeArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let interrupt = context.interrupt.clone();
    if let Some(environment) = &args.take_over {
        let named = Some(environment.as_str()).filter(|name| !name.is_empty());
        return match project.take_over(named, interrupt).await? {
            Some(result) => Ok(finish::operation(&result, context.global.json)),
            None => Ok(nothing(context)),
        };
    }
    if let Some(id) = &args.operation {
        let result = project.resume(id, interrupt).await?;
        return Ok(finish::operation(&result, context.global.json));
    }
    Ok(all(&project.resume_all(interrupt).await?, context))
}

/// Reports what came of everything: for scripts the worst, for people each of it.
fn all(resumed: &Resumed, context: &Context) -> u8 {
    let json = context.global.json;
    if !json {
        resumed.results.iter().for_each(show::operation::print);
        for problem in &resumed.refused {
            finish::problem(problem, false);
        }
    }
    match resumed.worst() {
        None => nothing(context),
        Some(Worst::Result(result)) if json => finish::operation(result, true),
        Some(Worst::Result(result)) => result.verdict.exit().number(),
        Some(Worst::Refused(problem)) if json => finish::problem(problem, true),
        Some(Worst::Refused(problem)) => problem.code.exit().number(),
    }
}

fn nothing(context: &Context) -> u8 {
    if context.global.json {
        finish::document(&OperationDocument::nothing());
    } else {
        show::line("nothing was left open");
    }
    0
}
