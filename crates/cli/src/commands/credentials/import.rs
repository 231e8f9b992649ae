//! `slipway credentials import`

use std::path::Path;

use clap::Args;
use clap::builder::PossibleValuesParser;
use slipway_api::credentials::{FoundDocument, FoundState, ImportDocument};
use slipway_app::{FoundCredential, SOURCES, found_credentials};
use slipway_domain::credential::{CredentialId, Known, shown};
use slipway_domain::problem::Problem;

use super::place::{Place, ScopeArgs};
use crate::context::Context;
use crate::{finish, show, terminal};

/// Shows which credentials are elsewhere on this laptop, and puts them into the keychain after a question. Where they were
/// they stay: delete them there yourself once all works. What is in the keychain already is left as it is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials import --dry-run          look, and change nothing
  slipway credentials import docker --global    docker's logins, for every project
  slipway credentials import --name NPM_TOKEN   one of what was found")]
pub struct ImportArgs {
    /// Only from there
    #[arg(value_parser = PossibleValuesParser::new(SOURCES))]
    source: Option<String>,
    /// Only what has this name; can be given again
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
    let folder = place.policy.as_ref().map_or(context.global.folder.as_path(), |(_, root)| root.as_path());
    let mut rows = look(&args, &place, folder).await?;
    let new = rows.iter().filter(|row| row.state == FoundState::Found).count();
    if args.dry_run || new == 0 {
        print(&rows, context, show::out);
        return Ok(0);
    }
    if !context.global.yes {
        if terminal::can_ask() {
            show::credentials::print_found(&documents(&rows), show::line);
        }
        let question =
            format!("Put {} into {}?", show::count(new, "credential"), place.wallet.keychain.name());
        terminal::confirm(&question, &context.interrupt).await?;
    }
    for row in &mut rows {
        row.import(&place).await?;
    }
    print(&rows, context, show::out);
    Ok(0)
}

/// What is found, each name once: the first place that has it counts.
async fn look(args: &ImportArgs, place: &Place, folder: &Path) -> Result<Vec<Row>, Problem> {
    let scope = place.scope(&args.scope)?;
    let known: Vec<Known> = place.wallet.known().await?;
    let mut rows: Vec<Row> = Vec::new();
    for found in found_credentials(args.source.as_deref(), folder).await? {
        // What no credential can be called stays where it is.
        let Ok(id) = CredentialId::new(scope.clone(), found.kind, &found.name) else { continue };
        let wanted = args.names.is_empty() || args.names.iter().any(|name| name == id.name());
        if !wanted || rows.iter().any(|row| row.id == id) {
            continue;
        }
        let state = match &found.parts {
            _ if known.iter().any(|one| one.id == id) => FoundState::Known,
            None => FoundState::Empty,
            Some(_) => FoundState::Found,
        };
        rows.push(Row { found, id, state });
    }
    Ok(rows)
}

impl Row {
    /// Puts it into the keychain, unless it is there or has no value.
    async fn import(&mut self, place: &Place) -> Result<(), Problem> {
        let (FoundState::Found, Some(parts)) = (self.state, &self.found.parts) else { return Ok(()) };
        place.wallet.add(self.id.clone(), parts, shown(parts), false).await?;
        self.state = FoundState::Imported;
        Ok(())
    }
}

fn documents(rows: &[Row]) -> Vec<FoundDocument> {
    let one = |row: &Row| FoundDocument {
        name: row.id.name().to_owned(),
        kind: row.id.kind,
        from: row.found.from.clone(),
        state: row.state,
    };
    rows.iter().map(one).collect()
}

fn print(rows: &[Row], context: &Context, out: fn(&str)) {
    let found = documents(rows);
    if context.global.json {
        return finish::document(&ImportDocument { found });
    }
    show::credentials::print_found(&found, out);
    let empty = rows.iter().filter(|row| row.state == FoundState::Empty);
    for row in empty {
        show::line(&format!("to set: `slipway credentials add {} {}`", row.id.kind, row.id.name()));
    }
}
