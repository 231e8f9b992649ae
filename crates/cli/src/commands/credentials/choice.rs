//! How a credential is named that is there already.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use slipway_domain::credential::{Kind, Known};
use slipway_domain::problem::Problem;
use slipway_engine::credentials::Choice;

use super::place::{Place, ScopeArgs};

/// Which of several with one name.
#[derive(Debug, Clone, Args)]
pub struct WhichArgs {
    #[command(flatten)]
    scope: ScopeArgs,
    /// Of this kind
    #[arg(long, value_parser = kind())]
    kind: Option<Kind>,
}

/// Reads a kind's word.
pub fn kind() -> impl TypedValueParser<Value = Kind> {
    let words = PossibleValuesParser::new(Kind::ALL.map(Kind::word));
    words.try_map(|word| Kind::of_word(&word).ok_or("no such kind"))
}

impl WhichArgs {
    /// The credential of that name.
    pub async fn find(&self, name: &str, place: &Place) -> Result<Known, Problem> {
        let choice = Choice { name: name.to_owned(), kind: self.kind, scope: place.asked(&self.scope)? };
        place.wallet.chosen(&choice, place.project()).await
    }
}
