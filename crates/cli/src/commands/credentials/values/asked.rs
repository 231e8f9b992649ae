//! Parts that a person types.

use std::path::PathBuf;

use slipway_domain::credential::{Field, Kind};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use super::Given;
use crate::context::Context;
use crate::terminal::{self, hidden};

/// Asks for each part that is needed and was not given, and for every secret one: hidden, and nothing for none.
pub async fn ask(kind: Kind, given: &mut Given, context: &Context) -> Result<(), Problem> {
    for field in kind.fields() {
        let wanted = field.secret || (field.required && !given.contains_key(field.name));
        if wanted {
            given.insert(field.name.to_owned(), typed(kind, field, context).await?);
        }
    }
    Ok(())
}

async fn typed(kind: Kind, field: &Field, context: &Context) -> Result<Secret, Problem> {
    let words = field.name.replace('_', " ");
    let none = if field.required { "" } else { " (nothing for none)" };
    if kind == Kind::SshKey && field.required {
        // A key has many lines, and a prompt takes one.
        let file = terminal::ask("file of the private key: ", &context.interrupt).await?;
        return key_in(&file);
    }
    let prompt = format!("{words}{none}: ");
    match field.secret {
        true => hidden::ask(&prompt, &context.interrupt).await,
        false => terminal::ask(&prompt, &context.interrupt).await.map(Secret::new),
    }
}

/// The key in a file, which stays where it is.
fn key_in(file: &str) -> Result<Secret, Problem> {
    let path = match file.strip_prefix("~/").zip(std::env::home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => PathBuf::from(file),
    };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Problem::new(Code::FileFailed, format!("{} cannot be read: {error}", path.display()))
    })?;
    Ok(Secret::new(text))
}
