//! `slipway completions`

use clap::Args;
use clap_complete::Shell;
use slipway_domain::problem::Problem;

use crate::show;

/// Prints a completion script for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway completions bash > ~/.local/share/bash-completion/completions/slipway
  slipway completions zsh > ~/.zfunc/_slipway")]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Executes it.
pub fn execute(args: CompletionsArgs) -> Result<u8, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::args::command(), "slipway", &mut script);
    show::out(String::from_utf8_lossy(&script).trim_end());
    Ok(0)
}
