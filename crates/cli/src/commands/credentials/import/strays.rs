//! `slipway credentials import keychain`: what the keychain holds and nothing is known of here.

use slipway_api::credentials::{FoundDocument, FoundState, ImportDocument};
use slipway_domain::credential::CredentialId;
use slipway_domain::problem::Problem;

use super::{ImportArgs, confirmed};
use crate::commands::credentials::place::Place;
use crate::context::Context;
use crate::{finish, show};

/// A credential, what may be shown of it, and what became of it.
struct Row {
    id: CredentialId,
    shown: Option<String>,
    state: FoundState,
}

/// Executes it. Each applies where it did before.
pub(super) async fn execute(args: &ImportArgs, place: &Place, context: &Context) -> Result<u8, Problem> {
    let meant = |id: &CredentialId| args.names.is_empty() || args.names.iter().any(|name| name == id.name());
    let strays = place.wallet.strays().await?.into_iter().filter(meant);
    let mut rows: Vec<Row> = strays.map(|id| Row { id, shown: None, state: FoundState::Found }).collect();
    if !args.dry_run && !rows.is_empty() {
        confirmed(&documents(&rows, place), rows.len(), place, context).await?;
        for row in &mut rows {
            row.take_up(place).await?;
        }
    }
    let found = documents(&rows, place);
    if context.global.json {
        finish::document(&ImportDocument { found, missed: Vec::new() });
        return Ok(0);
    }
    show::credentials::print_found(&found, show::out);
    if rows.iter().any(|row| row.state == FoundState::Imported) {
        show::line(
            "note: none of them asks before it is used; one that should does once it has a new value: \
             `slipway credentials rotate NAME --ask`",
        );
    }
    Ok(0)
}

impl Row {
    /// One that was taken out meanwhile stays unknown.
    async fn take_up(&mut self, place: &Place) -> Result<(), Problem> {
        if let Some(known) = place.wallet.take_up(&self.id).await? {
            (self.shown, self.state) = (known.shown, FoundState::Imported);
        }
        Ok(())
    }
}

fn documents(rows: &[Row], place: &Place) -> Vec<FoundDocument> {
    let one = |row: &Row| FoundDocument {
        name: row.id.name().to_owned(),
        kind: row.id.kind,
        from: place.wallet.keychain.name(),
        shown: row.shown.clone(),
        state: row.state,
    };
    rows.iter().map(one).collect()
}
