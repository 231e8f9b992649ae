//! `slipway history`

use clap::Args;
use slipway_api::history::HistoryDocument;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Filter;
use slipway_engine::project::Project;

use crate::context::Context;
use crate::{finish, show};

/// Shows what was done. Of an environment also what other laptops did there, which its places are asked for.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway history
  slipway history production -n 10 --json")]
pub struct HistoryArgs {
    /// Only in this environment
    environment: Option<String>,
    /// At most so many
    #[arg(short = 'n', long, default_value_t = 50)]
    limit: u32,
}

/// Executes it.
pub async fn execute(args: HistoryArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    if let Some(environment) = &args.environment {
        project.environment(environment)?;
        catch_up(&project, environment).await;
    }
    let filter = Filter { environment: args.environment, open: false, limit: Some(args.limit) };
    let operations = project.ledger.operations(project.name(), filter).await?;
    if context.global.json {
        let operations = operations.iter().map(Into::into).collect();
        finish::document(&HistoryDocument { project: project.name().to_owned(), operations });
    } else {
        show::history::print(&operations);
    }
    Ok(0)
}

/// What cannot be learned from the places of an environment is told and hides nothing of what is known.
async fn catch_up(project: &Project, environment: &str) {
    match project.catch_up(environment).await {
        Ok(gaps) => gaps.iter().for_each(|gap| show::line(&show::sentence(gap))),
        Err(problem) => show::line(&format!(
            "What other laptops did in {environment} since it was last asked is not shown: {}",
            problem.message
        )),
    }
}
