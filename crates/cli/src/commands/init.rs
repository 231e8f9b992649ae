//! `slipway init`

use clap::Args;
use slipway_app::Kept;
use slipway_app::init::{InitOptions, Proposal, document, propose, write};
use slipway_domain::problem::Problem;

use crate::context::Context;
use crate::narrate::narrator;
use crate::{finish, show, terminal};

/// Looks at a repository and proposes a slipway.yml.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway init            look, and print what is proposed
  slipway init --write    write it")]
pub struct InitArgs {
    /// Write slipway.yml instead of printing it
    #[arg(long)]
    write: bool,
    /// Replace a slipway.yml that is there
    #[arg(long, requires = "write")]
    force: bool,
    /// Read files only; ask no host and no registry
    #[arg(long)]
    offline: bool,
}

impl InitArgs {
    /// Whether the proposal is written.
    pub fn writes(&self) -> bool {
        self.write
    }
}

/// Executes it.
pub async fn execute(args: InitArgs, context: &Context) -> Result<u8, Problem> {
    let asking = if args.offline { None } else { Some(kept(context).await?) };
    let person = (terminal::can_ask() && !context.global.json).then(narrator);
    let options = InitOptions { asking, person };
    let proposal = propose(&context.global.folder, options).await?;
    let written =
        if args.write { Some(write(&proposal, &context.global.folder, args.force).await?) } else { None };
    if context.global.json {
        finish::document(&document(&proposal, written.as_deref()));
        return Ok(0);
    }
    match &written {
        Some(file) => show::line(&format!("wrote {}", file.display())),
        None => show::out(proposal.yaml.trim_end()),
    }
    say(&proposal, written.is_some());
    Ok(0)
}

/// What is kept on this laptop. Whoever sits at a terminal may be asked to unlock the keychain.
async fn kept(context: &Context) -> Result<Kept, Problem> {
    let kept = Kept::open(context.global.data_dir.clone()).await?;
    Ok(if terminal::can_ask() { kept.with_person() } else { kept })
}

/// What a person should know beside the file itself.
fn say(proposal: &Proposal, written: bool) {
    let guesses = proposal.notes.iter().filter(|note| note.guess).count();
    if guesses > 0 {
        show::line(&format!("{} guessed, marked as such", show::count(guesses, "line")));
    }
    for finding in &proposal.findings {
        let place = finding.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        show::line(&format!("note: {place}{}", finding.text));
    }
    proposal.questions.iter().for_each(|question| show::line(&format!("to decide: {question}")));
    if !written {
        show::line("`slipway init --write` writes it; then `slipway check` and `slipway run`");
    }
}
