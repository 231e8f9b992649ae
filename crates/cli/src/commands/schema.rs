//! `slipway schema`

use clap::Args;
use clap::builder::PossibleValuesParser;
use slipway_api::schema::SCHEMAS;
use slipway_domain::problem::Problem;

use crate::finish;

/// What stands for slipway.yml itself.
const CONFIGURATION: &str = "slipway.yml";

/// Prints the JSON Schema of slipway.yml, or of a document that `--json` prints.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway schema > slipway.schema.json   for an editor
  slipway schema status                  what `slipway status --json` prints")]
pub struct SchemaArgs {
    /// Of what
    #[arg(default_value = CONFIGURATION, value_parser = PossibleValuesParser::new(names()))]
    name: String,
}

fn names() -> Vec<&'static str> {
    let documents = SCHEMAS.into_iter().map(|(name, _)| name);
    std::iter::once(CONFIGURATION).chain(documents).collect()
}

/// Executes it.
pub fn execute(args: SchemaArgs) -> Result<u8, Problem> {
    match SCHEMAS.into_iter().find(|(name, _)| *name == args.name) {
        Some((_, make)) => finish::document(&make()),
        None => finish::document(&slipway_domain::config::schema()),
    }
    Ok(0)
}
