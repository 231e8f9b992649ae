//! The commands, one file each; `deployment` holds what four of them share.

pub mod approve;
pub mod build;
pub mod cancel;
pub mod check;
pub mod completions;
pub mod credentials;
pub mod deny;
pub mod deploy;
pub mod deployment;
pub mod exec;
pub mod freeze;
pub mod history;
pub mod hold;
pub mod init;
pub mod lock;
pub mod logs;
pub mod plan;
pub mod promote;
pub mod push;
pub mod restart;
pub mod resume;
pub mod rollback;
pub mod run;
pub mod schema;
pub mod status;
pub mod tags;
pub mod unfreeze;
pub mod unhold;
pub mod unlock;

use slipway_domain::problem::Problem;

use crate::args::Cli;
pub use crate::args::Command as Kind;
use crate::context::Context;

/// Executes the command and returns the exit code.
pub async fn execute(cli: Cli) -> Result<u8, Problem> {
    let (global, kind) = cli.into_parts();
    let context = Context::new(global);
    let done = match only_looks(&kind) {
        true => context.unless_stopped(carry_out(kind, &context)).await,
        false => carry_out(kind, &context).await,
    };
    context.farewell().await;
    done
}

/// Whether a command changes nothing, so that it can be stopped anywhere. `logs` is stopped in its own way.
fn only_looks(kind: &Kind) -> bool {
    match kind {
        Kind::Init(args) => !args.writes(),
        Kind::Check(_) | Kind::Tags(_) | Kind::Status(_) | Kind::Plan(_) | Kind::History(_) => true,
        _ => false,
    }
}

async fn carry_out(kind: Kind, context: &Context) -> Result<u8, Problem> {
    match kind {
        Kind::Init(args) => init::execute(args, context).await,
        Kind::Check(args) => check::execute(args, context).await,
        Kind::Schema(args) => schema::execute(args),
        Kind::Run(args) => run::execute(args, context).await,
        Kind::Build(args) => build::execute(args, context).await,
        Kind::Push(args) => push::execute(args, context).await,
        Kind::Tags(args) => tags::execute(args, context).await,
        Kind::Status(args) => status::execute(args, context).await,
        Kind::Plan(args) => plan::execute(args, context).await,
        Kind::Deploy(args) => deploy::execute(args, context).await,
        Kind::Promote(args) => promote::execute(args, context).await,
        Kind::Rollback(args) => rollback::execute(args, context).await,
        Kind::Cancel(args) => cancel::execute(args, context).await,
        Kind::Resume(args) => resume::execute(args, context).await,
        Kind::History(args) => history::execute(args, context).await,
        Kind::Logs(args) => logs::execute(args, context).await,
        Kind::Lock(args) => lock::execute(args, context).await,
        Kind::Unlock(args) => unlock::execute(args, context).await,
        Kind::Hold(args) => hold::execute(args, context).await,
        Kind::Unhold(args) => unhold::execute(args, context).await,
        Kind::Freeze(args) => freeze::execute(args, context).await,
        Kind::Unfreeze(args) => unfreeze::execute(args, context).await,
        Kind::Approve(args) => approve::execute(args, context).await,
        Kind::Deny(args) => deny::execute(args, context).await,
        Kind::Restart(args) => restart::execute(args, context).await,
        Kind::Exec(args) => exec::execute(args, context).await,
        Kind::Credentials(args) => credentials::execute(args, context).await,
        Kind::Completions(args) => completions::execute(args),
    }
}
