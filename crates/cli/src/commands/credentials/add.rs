//! `slipway credentials add`

use clap::Args;
use slipway_domain::credential::{CredentialId, Kind, shown};
use slipway_domain::problem::{Code, Problem};

use super::choice::kind;
use super::place::{Place, ScopeArgs, misnamed, named};
use super::values::ValueArgs;
use crate::context::Context;
use crate::show;

/// Puts a credential into the keychain. The value is read from standard input, or typed where there is a terminal.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials add plain NPM_TOKEN                 for this project, typed at a hidden prompt
  slipway credentials add plain DATABASE_URL --env production < url.txt
  slipway credentials add registry ghcr.io --global --field user=ann < token.txt
  slipway credentials add ssh-key deploy --ask < ~/.ssh/id_ed25519
  slipway credentials add aws-key main --stdin-json < key.json")]
pub struct AddArgs {
    /// What it is
    #[arg(value_parser = kind())]
    kind: Kind,
    /// Its name: of a plain one the secret's, of a registry's login the registry, HOST[:PORT]
    name: String,
    #[command(flatten)]
    scope: ScopeArgs,
    /// Each operation that uses it asks first; `--yes` does not answer that
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    values: ValueArgs,
}

/// Executes it.
pub async fn execute(args: AddArgs, context: &Context) -> Result<u8, Problem> {
    args.values.fit(args.kind)?;
    let place = Place::open(context).await?;
    let id = CredentialId::new(place.scope(&args.scope)?, args.kind, &args.name);
    let id = id.map_err(|error| misnamed(&error))?;
    if place.known(&id).await?.is_some() {
        let message = format!("{} is there already", named(&id));
        return Err(Problem::new(Code::Usage, message)
            .hint(format!("`slipway credentials rotate {}` replaces its value", id.name())));
    }
    place.ready().await?;
    let parts = args.values.read(args.kind, &Default::default(), context).await?;
    let known = place.wallet.add(id, &parts, shown(&parts), args.ask).await?;
    let keychain = place.wallet.keychain.name();
    show::done(context.global.json, &format!("{} is in {keychain}", named(&known.id)));
    Ok(0)
}
