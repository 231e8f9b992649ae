//! The values of a credential.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Kind;
use crate::secret::Secret;

/// The values of a credential, secret and open ones, by the names of its kind's fields. It cannot be printed.
#[derive(Debug, Clone)]
pub struct Parts {
    kind: Kind,
    values: BTreeMap<&'static str, Secret>,
}

/// Why values make no credential. No value stands in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    /// The kind has no such part.
    #[error("a credential of kind {kind} has no `{name}`; it has {}", names(*.kind))]
    NoSuch {
        /// The kind.
        kind: Kind,
        /// What was given.
        name: String,
    },
    /// A part that must be there is missing or empty.
    #[error("a credential of kind {kind} needs its `{name}`")]
    Missing {
        /// The kind.
        kind: Kind,
        /// The part.
        name: &'static str,
    },
    /// The text is not what such a credential is kept as.
    #[error("what the keychain holds is no credential of kind {0}")]
    Kept(Kind),
}

fn names(kind: Kind) -> String {
    kind.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

impl Parts {
    /// Of these values, which are all that the kind needs.
    pub fn new(kind: Kind, given: impl IntoIterator<Item = (String, Secret)>) -> Result<Self, PartsError> {
        let mut values = BTreeMap::new();
        for (name, value) in given {
            let field = kind.field(&name).ok_or(PartsError::NoSuch { kind, name })?;
            if !value.is_empty() {
                values.insert(field.name, value);
            }
        }
        let missing = kind.fields().iter().find(|field| field.required && !values.contains_key(field.name));
        match missing {
            Some(field) => Err(PartsError::Missing { kind, name: field.name }),
            None => Ok(Self { kind, values }),
        }
    }

    /// The kind whose parts these are.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// A part.
    pub fn get(&self, name: &str) -> Option<&Secret> {
        self.values.get(name)
    }

    /// Those that are not secret.
    pub fn open(&self) -> BTreeMap<String, String> {
        let open =
            self.values.iter().filter(|(name, _)| self.kind.field(name).is_some_and(|field| !field.secret));
        open.map(|(name, value)| ((*name).to_owned(), value.expose().to_owned())).collect()
    }

    /// Those that are secret.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let secret = |name: &str| self.kind.field(name).is_some_and(|field| field.secret);
        self.values.iter().filter(move |(name, _)| secret(name)).map(|(_, value)| value)
    }

    /// The text that it is kept as: a JSON object of its values.
    pub fn to_kept(&self) -> Secret {
        let values =
            self.values.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.expose())));
        Secret::new(Value::Object(values.collect::<Map<_, _>>()).to_string())
    }

    /// What a kept text holds. Parts that a newer Slipway added are passed over.
    pub fn of_kept(kind: Kind, kept: &Secret) -> Result<Self, PartsError> {
        let values: BTreeMap<String, Value> =
            serde_json::from_str(kept.expose()).map_err(|_| PartsError::Kept(kind))?;
        let known = values.into_iter().filter(|(name, _)| kind.field(name).is_some());
        let texts = known.map(|(name, value)| match value {
            Value::String(text) => Ok((name, Secret::new(text))),
            _ => Err(PartsError::Kept(kind)),
        });
        Self::new(kind, texts.collect::<Result<Vec<_>, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(values: &[(&str, &str)]) -> Vec<(String, Secret)> {
        values.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))).collect()
    }

    #[test]
    fn what_is_kept_is_what_was_given() {
        let values =
            [("access_key_id", "AKIAEXAMPLE"), ("secret_access_key", "wJalr\"XUtnFEMI\n"), ("region", "")];
        let parts = Parts::new(Kind::AwsKey, given(&values)).unwrap();
        let again = Parts::of_kept(Kind::AwsKey, &parts.to_kept()).unwrap();
        assert_eq!(again.get("secret_access_key").unwrap().expose(), "wJalr\"XUtnFEMI\n");
        assert!(again.get("region").is_none(), "an empty part is none");
        assert_eq!(again.open(), BTreeMap::from([("access_key_id".to_owned(), "AKIAEXAMPLE".to_owned())]));
        assert_eq!(again.secrets().count(), 1);
    }

    #[test]
    fn what_is_wrong_is_told_without_any_value() {
        let told = |kind, values: &[(&str, &str)]| Parts::new(kind, given(values)).unwrap_err().to_string();
        assert_eq!(
            told(Kind::Registry, &[("user", "ann"), ("pasword", "hunter22")]),
            "a credential of kind registry has no `pasword`; it has user, password"
        );
        assert_eq!(
            told(Kind::Registry, &[("user", "ann"), ("password", "")]),
            "a credential of kind registry needs its `password`"
        );
        for kept in ["hunter22", "[]", r#"{"value":7}"#, "{}"] {
            let wrong = Parts::of_kept(Kind::Plain, &Secret::new(kept)).unwrap_err();
            assert!(!wrong.to_string().contains("hunter22"));
        }
    }

    #[test]
    fn a_part_of_a_newer_slipway_is_passed_over() {
        let parts = Parts::of_kept(Kind::Plain, &Secret::new(r#"{"value":"v","expires":7}"#)).unwrap();
        assert_eq!(parts.get("value").unwrap().expose(), "v");
        assert_eq!(format!("{parts:?}").matches("***").count(), 1);
    }
}
