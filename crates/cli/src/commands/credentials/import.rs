//! `slipway credentials import`

mod strays;

use clap::Args;
use clap::builder::PossibleValuesParser;
use slipway_api::credentials::{FoundDocument, FoundState, ImportDocument};
use slipway_app::{FoundCredential, FoundCredentials, SOURCES, found_credentials};
use slipway_domain::credential::{CredentialId, Known, Parts, shown};
use slipway_domain::problem::{Code, Problem};

use super::place::{Place, ScopeArgs, named};
use crate::context::Context;
use crate::terminal::{self, hidden};
use crate::{finish, show};

/// What is in the keychain already and is not known here.
const KEYCHAIN: &str = "keychain";

/// Shows which credentials are elsewhere on this laptop, and puts them into the keychain after a question. Where they were
/// they stay: delete them there yourself once all works. What is in the keychain already is left as it is; what of that is
/// not known here, since the data directory was lost or is another one, `import keychain` takes up.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials import --dry-run                  look, and change nothing
  slipway credentials import docker --global            docker's logins, for every project
  slipway credentials import --name NPM_TOKEN           one of what was found
  slipway credentials import keychain                   what is there and not known here")]
pub struct ImportArgs {
    /// Only from there
    #[arg(value_parser = PossibleValuesParser::new(SOURCES.into_iter().chain([KEYCHAIN])))]
    source: Option<String>,
    /// Only what has this name, also where it looks like a setting; can be given again
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    scope: ScopeArgs,
    /// Look, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Something that was found, with what is to become of it.
struct Row {
    found: FoundCredential,
    id: CredentialId,
    state: FoundState,
}

/// Executes it.
pub async fn execute(args: ImportArgs, context: &Context) -> Result<u8, Problem> {
    let place = Place::open(context).await?;
    if args.source.as_deref() == Some(KEYCHAIN) {
        return strays::execute(&args, &place, context).await;
    }
    let folder = place.policy.as_ref().map_or(context.global.folder.as_path(), |(_, root)| root.as_path());
    let FoundCredentials { found, missed } = found_credentials(args.source.as_deref(), folder).await?;
    let mut rows = rows(found, &args, &place).await?;
    let new = rows.iter().filter(|row| row.state == FoundState::Found).count();
    if !args.dry_run && new > 0 {
        place.ready().await?;
        confirmed(&documents(&rows), new, &place, context).await?;
        for row in &mut rows {
            row.import(&place, context).await?;
        }
    }
    print(&rows, missed.into_iter().map(|problem| problem.message).collect(), context);
    Ok(0)
}

/// Shows what was found, and asks whether so many are to be kept; `--yes` says so.
async fn confirmed(
    found: &[FoundDocument],
    new: usize,
    place: &Place,
    context: &Context,
) -> Result<(), Problem> {
    if context.global.yes {
        return Ok(());
    }
    if terminal::can_ask() {
        show::credentials::print_found(found, show::line);
    }
    let question = format!("Keep {} in {}?", show::count(new, "credential"), place.wallet.keychain.name());
    terminal::confirm(&question, &context.interrupt).await
}

/// What was found, each name once: the first place that has it counts.
async fn rows(found: Vec<FoundCredential>, args: &ImportArgs, place: &Place) -> Result<Vec<Row>, Problem> {
    let scope = place.scope(&args.scope)?;
    let known = place.wallet.known().await?;
    let mut rows: Vec<Row> = Vec::new();
    for found in found {
        // What no credential can be called stays where it is.
        let Ok(id) = CredentialId::new(scope.clone(), found.kind, &found.name) else { continue };
        let meant = args.names.iter().any(|name| name == id.name());
        if (!args.names.is_empty() && !meant) || rows.iter().any(|row| row.id == id) {
            continue;
        }
        let state = state(&found, &id, meant, &known);
        rows.push(Row { found, id, state });
    }
    Ok(rows)
}

/// What can become of it. What a person has to type takes a terminal.
fn state(found: &FoundCredential, id: &CredentialId, meant: bool, known: &[Known]) -> FoundState {
    if known.iter().any(|one| one.id == *id) {
        FoundState::Known
    } else if found.parts.is_none() || !(found.lacks.is_empty() || terminal::can_ask()) {
        FoundState::Empty
    } else if !(found.is_likely || meant) {
        FoundState::Unlikely
    } else {
        FoundState::Found
    }
}

impl Row {
    /// Puts it into the keychain, if it can be.
    async fn import(&mut self, place: &Place, context: &Context) -> Result<(), Problem> {
        let (FoundState::Found, Some(parts)) = (self.state, &self.found.parts) else { return Ok(()) };
        let parts = self.completed(parts, context).await?;
        let shown = self.found.shown.clone().or_else(|| shown(&parts));
        place.wallet.add(self.id.clone(), &parts, shown, false).await?;
        self.state = FoundState::Imported;
        Ok(())
    }

    /// The parts, with those that only a person can tell.
    async fn completed(&self, parts: &Parts, context: &Context) -> Result<Parts, Problem> {
        if self.found.lacks.is_empty() {
            return Ok(parts.clone());
        }
        let there =
            self.id.kind.fields().iter().filter_map(|field| Some((field.name, parts.get(field.name)?)));
        let mut given: Vec<_> = there.map(|(name, value)| (name.to_owned(), value.clone())).collect();
        for name in &self.found.lacks {
            let prompt = format!("{} of {}: ", name.replace('_', " "), named(&self.id));
            given.push(((*name).to_owned(), hidden::ask(&prompt, &context.interrupt).await?));
        }
        Parts::new(self.id.kind, given).map_err(|error| Problem::new(Code::Usage, error.to_string()))
    }
}

fn documents(rows: &[Row]) -> Vec<FoundDocument> {
    let one = |row: &Row| FoundDocument {
        name: row.id.name().to_owned(),
        kind: row.id.kind,
        from: row.found.from.clone(),
        shown: row.found.shown.clone(),
        state: row.state,
    };
    rows.iter().map(one).collect()
}

fn print(rows: &[Row], missed: Vec<String>, context: &Context) {
    let found = documents(rows);
    if context.global.json {
        return finish::document(&ImportDocument { found, missed });
    }
    show::credentials::print_found(&found, show::out);
    missed.iter().for_each(|sentence| show::line(&format!("note: {sentence}")));
    for row in rows.iter().filter(|row| row.state == FoundState::Empty) {
        show::line(&format!("to set: `slipway credentials add {} {}`", row.id.kind, row.id.name()));
    }
}
