//! The parts of a credential, as a person or a script gives them: what is secret never as an argument.

mod asked;
mod piped;

use std::collections::BTreeMap;
use std::io::IsTerminal;

use clap::Args;
use slipway_domain::credential::{Kind, Parts, PartsError};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use crate::context::Context;
use crate::terminal;

/// What is given besides the secret.
#[derive(Clone, Args)]
pub struct ValueArgs {
    /// A part that is not secret, such as a registry's user; can be given again
    #[arg(long = "field", value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// Read all parts that are secret from standard input, as a JSON object by their names
    #[arg(long)]
    stdin_json: bool,
    /// What would be a secret, if somebody gave it here.
    #[arg(hide = true)]
    more: Vec<String>,
}

/// What was typed may be a secret.
impl std::fmt::Debug for ValueArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ValueArgs").field("stdin_json", &self.stdin_json).finish_non_exhaustive()
    }
}

/// Parts by name.
pub type Given = BTreeMap<String, Secret>;

impl ValueArgs {
    /// Refuses what is wrong without repeating it: it may be the secret.
    pub fn fit(&self, kind: Kind) -> Result<(), Problem> {
        if !self.more.is_empty() {
            let message = "a credential's value is never an argument, where other programs see it";
            return Err(Problem::new(Code::Usage, message).hint(how(kind)));
        }
        self.open(kind).map(drop)
    }

    /// The parts of a credential. `before` are its parts that are not secret, which stay unless others are given.
    pub async fn read(
        &self,
        kind: Kind,
        before: &BTreeMap<String, String>,
        context: &Context,
    ) -> Result<Parts, Problem> {
        let mut given: Given =
            before.iter().map(|(name, value)| (name.clone(), Secret::new(value.as_str()))).collect();
        given.extend(self.open(kind)?);
        if self.stdin_json {
            given.extend(piped::object(kind, piped::read(context).await?)?);
        } else if !std::io::stdin().is_terminal() {
            if let Some(field) = kind.main_secret() {
                given.insert(field.name.to_owned(), piped::value(kind, piped::read(context).await?));
            }
        } else if terminal::can_ask() {
            asked::ask(kind, &mut given, context).await?;
        }
        Parts::new(kind, given).map_err(|error| incomplete(&error, kind))
    }

    /// The parts that were given as arguments, which must not be secret.
    fn open(&self, kind: Kind) -> Result<Given, Problem> {
        self.fields.iter().map(|text| open_field(kind, text)).collect()
    }
}

fn open_field(kind: Kind, text: &str) -> Result<(String, Secret), Problem> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Problem::new(Code::Usage, "`--field` takes NAME=VALUE").hint(fields(kind)));
    };
    match kind.field(name) {
        Some(field) if field.secret => {
            let message = format!("`{name}` is secret, and an argument is seen by other programs");
            Err(Problem::new(Code::Usage, message).hint(how(kind)))
        }
        Some(field) => Ok((field.name.to_owned(), Secret::new(value))),
        // What was meant for a secret may stand before the `=` as well.
        None => {
            let message = format!("a credential of kind {kind} has no part of the name that `--field` gives");
            Err(Problem::new(Code::Usage, message).hint(fields(kind)))
        }
    }
}

/// What `--field` takes.
fn fields(kind: Kind) -> String {
    let open: Vec<&str> =
        kind.fields().iter().filter(|field| !field.secret).map(|field| field.name).collect();
    match open.is_empty() {
        true => format!("a credential of kind {kind} takes no `--field`"),
        false => format!("a credential of kind {kind} takes `--field` for {}", open.join(", ")),
    }
}

/// How the secret is given.
fn how(kind: Kind) -> String {
    match kind.main_secret() {
        Some(field) => format!(
            "give the {} on standard input, `… < FILE`, or type it where there is a terminal",
            field.name.replace('_', " ")
        ),
        None => format!("a credential of kind {kind} holds no secret"),
    }
}

fn incomplete(error: &PartsError, kind: Kind) -> Problem {
    let problem = Problem::new(Code::Usage, error.to_string());
    match error {
        PartsError::Missing { name, .. } if kind.field(name).is_some_and(|field| !field.secret) => {
            problem.hint(format!("add `--field {name}=VALUE`"))
        }
        PartsError::Missing { .. } => problem.hint(how(kind)),
        PartsError::NoSuch { .. } | PartsError::Kept(_) => problem.hint(fields(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(fields: &[&str], more: &[&str]) -> ValueArgs {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        ValueArgs { fields: owned(fields), stdin_json: false, more: owned(more) }
    }

    #[test]
    fn what_may_be_a_secret_is_refused_and_never_repeated() {
        for (given, said) in [
            (args(&["password=hunter22"], &[]), "`password` is secret"),
            (args(&["hunter22"], &[]), "NAME=VALUE"),
            (args(&["hunter22=ann"], &[]), "no part of the name"),
            (args(&[], &["hunter22"]), "never an argument"),
        ] {
            let refused = given.fit(Kind::Registry).unwrap_err();
            assert_eq!(refused.code, Code::Usage);
            assert!(refused.message.contains(said), "{refused}");
            assert!(!format!("{refused:?} {given:?}").contains("hunter22"), "{refused:?}");
        }
    }

    #[test]
    fn parts_that_are_not_secret_may_be_arguments() {
        let given = args(&["user=ann=admin"], &[]);
        given.fit(Kind::Registry).unwrap();
        assert_eq!(given.open(Kind::Registry).unwrap()["user"].expose(), "ann=admin");
    }

    #[test]
    fn what_is_missing_says_how_it_is_given() {
        let told = |kind, given: &[(&str, &str)]| {
            let given = given.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
            incomplete(&Parts::new(kind, given).unwrap_err(), kind).hint.unwrap()
        };
        assert_eq!(told(Kind::Registry, &[("password", "p")]), "add `--field user=VALUE`");
        assert!(told(Kind::Registry, &[("user", "ann")]).starts_with("give the password on standard input"));
        assert!(told(Kind::AwsKey, &[("access_key_id", "A")]).starts_with("give the secret access key on"));
    }
}
