//! `slipway credentials sealed recipients`

use clap::{Args, Subcommand};
use slipway_api::sealed::{RecipientDocument, SealedDocument};
use slipway_app::sealed::{Opened, Sealing, Secrets};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::Recipient;

use super::{EnvironmentArgs, done, sealing};
use crate::context::Context;
use crate::{finish, show};

/// Says for whom the file is sealed.
#[derive(Debug, Args)]
pub struct RecipientsArgs {
    #[command(subcommand)]
    command: RecipientsCommand,
}

#[derive(Debug, Subcommand)]
enum RecipientsCommand {
    /// Seal the file for somebody more; the first one makes it
    Add(AddArgs),
    /// Seal the file for somebody no more
    Remove(RemoveArgs),
    /// Show who can open the file
    List(EnvironmentArgs),
}

#[derive(Debug, Args)]
struct AddArgs {
    /// What people call them
    name: String,
    /// Their public key: age1…, or the line of an SSH key's .pub file
    #[arg(value_name = "PUBLIC-KEY")]
    key: String,
    #[command(flatten)]
    of: EnvironmentArgs,
}

#[derive(Debug, Args)]
struct RemoveArgs {
    /// What people call them
    name: String,
    #[command(flatten)]
    of: EnvironmentArgs,
}

/// Executes it.
pub async fn execute(args: RecipientsArgs, context: &Context) -> Result<u8, Problem> {
    match args.command {
        RecipientsCommand::Add(args) => add(args, context).await,
        RecipientsCommand::Remove(args) => remove(args, context).await,
        RecipientsCommand::List(args) => list(&args.environment, context).await,
    }
}

async fn add(args: AddArgs, context: &Context) -> Result<u8, Problem> {
    let AddArgs { name, key, of } = args;
    let one = Recipient::new(&name, &key)
        .map_err(|why| Problem::new(Code::Usage, why.to_string()).hint(why.hint()))?;
    let sealing = sealing(&of.environment, context).await?;
    let Opened { mut recipients, secrets } = opened_or_new(&sealing).await?;
    if let Some(other) = recipients.iter().find(|other| other.name() == name && other.key() != one.key()) {
        let message = format!("{name} is a recipient already, with the key {}", other.shown());
        return Err(
            Problem::new(Code::Usage, message).hint("take that one out first, or give this one another name")
        );
    }
    if recipients.contains(&one) {
        show::done(context.global.json, &format!("{} is sealed for {name} already", sealing.path()));
        return Ok(0);
    }
    let shown = one.shown();
    recipients.push(one);
    sealing.write(Opened { recipients, secrets })?;
    done(&sealing, &format!("{} is sealed for {name} ({shown})", sealing.path()), context);
    Ok(0)
}

async fn remove(args: RemoveArgs, context: &Context) -> Result<u8, Problem> {
    let RemoveArgs { name, of } = args;
    let sealing = sealing(&of.environment, context).await?;
    let Opened { mut recipients, secrets } = sealing.open().await?;
    let before = recipients.len();
    recipients.retain(|one| one.name() != name);
    if recipients.len() == before {
        let names: Vec<&str> = recipients.iter().map(Recipient::name).collect();
        let message = format!("{} is not sealed for `{name}`", sealing.path());
        return Err(Problem::new(Code::Usage, message).hint(format!("it is sealed for {}", names.join(", "))));
    }
    let known: Vec<String> = secrets.keys().cloned().collect();
    sealing.write(Opened { recipients, secrets })?;
    done(&sealing, &format!("{} is not sealed for {name} any more", sealing.path()), context);
    if !known.is_empty() {
        let known = known.join(", ");
        show::line(&format!(
            "earlier commits stay open to {name}: give these new values where they are used: {known}"
        ));
    }
    Ok(0)
}

async fn list(environment: &str, context: &Context) -> Result<u8, Problem> {
    let sealing = sealing(environment, context).await?;
    let text = sealing.read()?.ok_or_else(|| sealing.missing())?;
    let document = SealedDocument::of(sealing.path(), &text.head);
    match context.global.json {
        true => finish::document(&document),
        false => print(&document.recipients),
    }
    Ok(0)
}

/// Prints who can open a file.
pub(super) fn print(recipients: &[RecipientDocument]) {
    let rows: Vec<Vec<String>> =
        recipients.iter().map(|one| vec![one.name.clone(), one.shown.clone()]).collect();
    show::out(&show::table::table(&["recipient", "key"], &rows));
}

/// What is in the file; nothing where there is none yet.
async fn opened_or_new(sealing: &Sealing) -> Result<Opened, Problem> {
    match sealing.read()? {
        Some(_) => sealing.open().await,
        None => Ok(Opened { recipients: Vec::new(), secrets: Secrets::new() }),
    }
}
