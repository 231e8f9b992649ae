//! A text that goes in once and never comes out again.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use slipway_domain::secret::Secret;

/// A part of a credential as a person typed it. It cannot be printed, written down or answered: it has no `Serialize`,
/// its `Debug` shows three stars, and what is wrong with it is told without it.
#[derive(Debug, Clone)]
pub struct SecretText(Secret);

impl SecretText {
    /// The secret, for whoever puts it where it belongs.
    pub fn into_secret(self) -> Secret {
        self.0
    }

    /// The secret, to look at.
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = SecretText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<SecretText, E> {
        Ok(SecretText(Secret::new(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<SecretText, E> {
        Ok(SecretText(Secret::new(text)))
    }
}

impl JsonSchema for SecretText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SecretText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "writeOnly": true })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn shows_three_stars_and_opens_at_one_door() {
        let text: SecretText = serde_json::from_value("hunter2".into()).unwrap();
        assert_eq!(format!("{text:?}"), "SecretText(Secret(***))");
        assert_eq!(text.secret().expose(), "hunter2");
        assert_eq!(text.into_secret().expose(), "hunter2");
    }
}
