//! The `slipway` program: one file per command, and one place that turns what came of it into an exit code.
//!
//! With `--json` exactly one document goes to standard output; prose and progress go to standard error.

mod args;
mod commands;
mod confirmation;
mod context;
mod finish;
mod interruption;
mod narrate;
mod show;
mod standard_output;
mod terminal;
mod until;
mod usage;

pub use args::command;

/// How long what is put away at the end may take: connections to hosts are ended, each within two seconds, and then
/// their folder is removed. Almost always there is nothing left to wait for.
const FAREWELL: std::time::Duration = std::time::Duration::from_secs(3);

/// Runs the program with the process's arguments and returns its exit code.
pub fn main() -> u8 {
    slipway_app::guard_secrets();
    if let Some(code) = slipway_app::askpass_answer() {
        return code;
    }
    let code = args::parse(std::env::args_os()).map_or_else(|code| code, execute);
    finish::printed(code)
}

fn execute(parsed: args::Cli) -> u8 {
    slipway_app::settle_keychain();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return finish::broken(&error.to_string()),
    };
    let code = runtime.block_on(async {
        let json = parsed.global.json;
        let lines = matches!(parsed.command, commands::Kind::Logs(_));
        match commands::execute(parsed).await {
            Ok(code) => code,
            Err(problem) if json && lines => finish::problem_line(&problem),
            Err(problem) => finish::problem(&problem, json),
        }
    });
    runtime.shutdown_timeout(FAREWELL);
    code
}
