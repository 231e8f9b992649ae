//! `slipway cancel`

use clap::Args;
use slipway_domain::operation::Verdict;
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::finish;

/// Stops an operation and waits until its state is known. What it has begun is taken back; one that asks whether what
/// failed is taken back leaves it as it is. Where nobody can see what became of a step that was under way, it stays
/// open, and `slipway resume` ends it once that can be seen.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway cancel             the only open operation
  slipway cancel 01a1fc88    one of several")]
pub struct CancelArgs {
    /// The operation; the only open one if none is named
    operation: Option<String>,
}

/// Executes it. That the operation ended as cancelled is what was asked for, so that is no failure here.
pub async fn execute(args: CancelArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let result = project.cancel(args.operation.as_deref(), context.global.reason.clone()).await?;
    let code = finish::operation(&result, context.global.json);
    Ok(if result.verdict == Verdict::Cancelled { 0 } else { code })
}
