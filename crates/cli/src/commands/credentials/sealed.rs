//! `slipway credentials sealed`

mod recipients;
mod value;

use std::sync::Arc;

use clap::{Args, Subcommand};
use slipway_api::sealed::{SealedChangeDocument, SealedDiffDocument, SealedDocument};
use slipway_app::Kept;
use slipway_app::sealed::{Opened, Sealing, edit};
use slipway_domain::config::is_variable_name;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::NameChange;

use crate::confirmation::AtTerminal;
use crate::context::Context;
use crate::narrate::narrator;
use crate::{finish, show, terminal};

/// Keeps a team's secrets for an environment in an encrypted file in the repository.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials sealed recipients add ann \"$(cat ~/.ssh/id_ed25519.pub)\" --env production
  slipway credentials sealed set DATABASE_URL --env production < url.txt
  slipway credentials sealed diff --env production HEAD~1")]
pub struct SealedArgs {
    #[command(subcommand)]
    command: SealedCommand,
}

#[derive(Debug, Subcommand)]
enum SealedCommand {
    /// Put a secret into the file, or give it another value
    Set(NameArgs),
    /// Change the secrets in your editor
    Edit(EnvironmentArgs),
    /// Take a secret out of the file
    Remove(NameArgs),
    /// Show what is in the file, by name, and who can open it
    List(EnvironmentArgs),
    /// Say for whom the file is sealed
    Recipients(recipients::RecipientsArgs),
    /// Encrypt the file anew for the same people
    Rotate(EnvironmentArgs),
    /// Show what differs from a commit, by name
    Diff(DiffArgs),
}

/// Of which environment.
#[derive(Debug, Args)]
struct EnvironmentArgs {
    /// The environment
    #[arg(long = "env", value_name = "ENV")]
    environment: String,
}

/// Which secret. The value comes from standard input, or is asked for and not shown.
#[derive(Args)]
struct NameArgs {
    /// The secret's name
    name: String,
    /// What would be the value, if somebody gave it here.
    #[arg(hide = true)]
    more: Vec<String>,
    #[command(flatten)]
    of: EnvironmentArgs,
}

/// What was typed may be a secret.
impl std::fmt::Debug for NameArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameArgs").field("of", &self.of).finish_non_exhaustive()
    }
}

impl NameArgs {
    /// The name of a secret, and the file it belongs to. What is wrong is refused without being repeated.
    async fn read(self, context: &Context) -> Result<(String, Sealing), Problem> {
        let Self { name, more, of } = self;
        let wrong = |message: &str| {
            Err(Problem::new(Code::Usage, message).hint(
                "names hold letters, digits and `_` and do not begin with a digit; a value comes from standard input, \
                 or is asked for",
            ))
        };
        if !more.is_empty() {
            return wrong("a secret's value is never an argument, where other programs see it");
        }
        if !is_variable_name(&name) {
            return wrong("this cannot be the name of a secret");
        }
        let sealing = sealing(&of.environment, context).await?;
        Ok((name, sealing))
    }
}

#[derive(Debug, Args)]
struct DiffArgs {
    #[command(flatten)]
    of: EnvironmentArgs,
    /// The commit to compare the file with
    #[arg(default_value = "HEAD")]
    revision: String,
}

/// Executes it.
pub async fn execute(args: SealedArgs, context: &Context) -> Result<u8, Problem> {
    match args.command {
        SealedCommand::Set(args) => set(args, context).await,
        SealedCommand::Edit(args) => edit_all(&args.environment, context).await,
        SealedCommand::Remove(args) => remove(args, context).await,
        SealedCommand::List(args) => list(&args.environment, context).await,
        SealedCommand::Recipients(args) => recipients::execute(args, context).await,
        SealedCommand::Rotate(args) => rotate(&args.environment, context).await,
        SealedCommand::Diff(args) => diff(args, context).await,
    }
}

/// The file of an environment.
async fn sealing(environment: &str, context: &Context) -> Result<Sealing, Problem> {
    let kept = Kept::open(context.global.data_dir.clone()).await?;
    let kept = if terminal::can_ask() { kept.with_person() } else { kept };
    let confirmation = Arc::new(AtTerminal::new(narrator(), context.interrupt.clone()));
    Sealing::of(&kept, &context.global.folder, environment, confirmation).await
}

/// Says what was done, and what has to be done by hand.
fn done(sealing: &Sealing, sentence: &str, context: &Context) {
    show::done(context.global.json, sentence);
    if let Some(line) = sealing.missing_line() {
        show::line(&format!("add {line}, so that deployments take secrets from it"));
    }
    show::line(&format!("commit {}: a release takes it from its commit", sealing.path()));
}

async fn set(args: NameArgs, context: &Context) -> Result<u8, Problem> {
    let (name, sealing) = args.read(context).await?;
    let Opened { recipients, mut secrets } = sealing.open().await?;
    let value = value::read(&name, &context.interrupt).await?;
    let was_there = secrets.get(&name).map(|old| old.expose() == value.expose());
    if was_there == Some(true) {
        show::done(context.global.json, &format!("{name} has that value already"));
        return Ok(0);
    }
    secrets.insert(name.clone(), value);
    sealing.write(Opened { recipients, secrets })?;
    let verb = if was_there.is_some() { "has another value" } else { "is sealed" };
    done(&sealing, &format!("{name} {verb} in {}", sealing.path()), context);
    Ok(0)
}

async fn edit_all(environment: &str, context: &Context) -> Result<u8, Problem> {
    if !terminal::can_ask() {
        let message = "an editor needs a terminal";
        return Err(Problem::new(Code::Usage, message)
            .hint("`slipway credentials sealed set NAME` takes one value from standard input"));
    }
    let sealing = sealing(environment, context).await?;
    let Opened { recipients, secrets } = sealing.open().await?;
    let Some(secrets) = edit(&secrets).await? else {
        show::done(context.global.json, "nothing was changed");
        return Ok(0);
    };
    sealing.write(Opened { recipients, secrets })?;
    done(&sealing, &format!("{} is sealed anew", sealing.path()), context);
    Ok(0)
}

async fn remove(args: NameArgs, context: &Context) -> Result<u8, Problem> {
    let (name, sealing) = args.read(context).await?;
    let Opened { recipients, mut secrets } = sealing.open().await?;
    if secrets.remove(&name).is_none() {
        let message = format!("there is no secret `{name}` in {}", sealing.path());
        let names: Vec<&str> = secrets.keys().map(String::as_str).collect();
        return Err(Problem::new(Code::Usage, message).hint(format!("it has {}", names.join(", "))));
    }
    sealing.write(Opened { recipients, secrets })?;
    done(&sealing, &format!("{name} is no more in {}", sealing.path()), context);
    Ok(0)
}

async fn list(environment: &str, context: &Context) -> Result<u8, Problem> {
    let sealing = sealing(environment, context).await?;
    let text = sealing.read()?.ok_or_else(|| sealing.missing())?;
    let document = SealedDocument::of(sealing.path(), &text.head);
    if context.global.json {
        finish::document(&document);
        return Ok(0);
    }
    show::out(&format!("{}, sealed for {}", document.file, text.head.of));
    let secrets = document.secrets.iter().map(|name| vec![name.clone()]).collect::<Vec<_>>();
    show::out(&show::table::table(&["secret"], &secrets));
    recipients::print(&document.recipients);
    Ok(0)
}

async fn rotate(environment: &str, context: &Context) -> Result<u8, Problem> {
    let sealing = sealing(environment, context).await?;
    let opened = sealing.open().await?;
    let names: Vec<&str> = opened.recipients.iter().map(|one| one.name()).collect();
    let sentence = format!("{} is encrypted anew for {}", sealing.path(), names.join(", "));
    sealing.write(opened)?;
    done(&sealing, &sentence, context);
    Ok(0)
}

async fn diff(args: DiffArgs, context: &Context) -> Result<u8, Problem> {
    let sealing = sealing(&args.of.environment, context).await?;
    let before = sealing.at(&args.revision).await?;
    let difference = sealing.difference(before, sealing.read()?).await?;
    if context.global.json {
        let one = |(name, change): &(String, NameChange)| SealedChangeDocument {
            name: name.clone(),
            change: (*change).into(),
        };
        let secrets = difference.secrets.iter().map(one).collect();
        let opened = difference.closed.is_none();
        finish::document(&SealedDiffDocument { file: sealing.path().to_owned(), secrets, opened });
        return Ok(0);
    }
    for (name, change) in &difference.secrets {
        let sign = match change {
            NameChange::Added => "+",
            NameChange::Removed => "-",
            NameChange::Changed => "~",
        };
        show::out(&format!("{sign} {name}"));
    }
    match &difference.closed {
        Some(why) => show::line(&format!("Which values differ is not known here: {}", why.message)),
        None if difference.secrets.is_empty() => show::out("No secret differs."),
        None => {}
    }
    Ok(0)
}
