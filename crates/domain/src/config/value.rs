//! Values of variables: plain, or the name of a secret.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// Variables by name, in the order of the file.
pub type Env = IndexMap<String, EnvValue>;

/// Whether a shell's variable, and so a secret, may have that name.
pub fn is_variable_name(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(fine)
}

/// One variable's value. Secrets are named, never written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum EnvValue {
    /// The text itself, byte for byte; numbers and booleans as they were written.
    Plain(String),
    /// The name of a credential.
    Secret {
        /// The credential's name.
        secret: String,
    },
}

impl EnvValue {
    /// The plain text; `None` for a secret.
    pub fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Secret { .. } => None,
        }
    }

    /// The secret's name; `None` for a plain value.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Self::Plain(_) => None,
            Self::Secret { secret } => Some(secret),
        }
    }
}

impl JsonSchema for EnvValue {
    fn schema_name() -> Cow<'static, str> {
        "EnvValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A plain value, or `{ secret: NAME }` for a credential's.",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                {
                    "type": "object",
                    "properties": { "secret": { "type": "string", "description": "The credential's name." } },
                    "required": ["secret"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

/// A field that takes one value or a list of them. Exists for the schema only.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}
