//! Secrets: values that cannot be printed, compared by accident, or serialised.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A secret's text. Its memory is wiped when it goes. `Debug` shows three stars; there is no `Display`
/// and no `Serialize`, so that it cannot reach a log, a document or the database:
///
/// ```compile_fail
/// let secret = slipway_domain::secret::Secret::new("hunter2");
/// println!("{secret}");
/// ```
/// ```compile_fail
/// let secret = slipway_domain::secret::Secret::new("hunter2");
/// serde_json::to_string(&secret);
/// ```
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a text in; the caller's copies of it are the caller's to forget.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The one way out. Whoever calls it sees to it that the text goes only where it is meant to.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// The variable that a secret is taken from where Slipway runs. Upper and lower case name the same one.
pub fn variable_of(name: &str) -> String {
    format!("SLIPWAY_SECRET_{}", name.to_ascii_uppercase())
}

/// What to do where a secret was never set: the keychain comes first, and a variable is for machines without one.
pub fn how_to_give(name: &str, environment: Option<&str>) -> String {
    let scope = environment.map(|environment| format!(" --env {environment}")).unwrap_or_default();
    format!("`slipway credentials add plain {name}{scope}`, or set {} where Slipway runs", variable_of(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_secret_goes_into_the_keychain_or_a_variable() {
        let variable = "set SLIPWAY_SECRET_TOKEN where Slipway runs";
        assert_eq!(
            how_to_give("token", None),
            format!("`slipway credentials add plain token`, or {variable}")
        );
        let there = format!("`slipway credentials add plain TOKEN --env production`, or {variable}");
        assert_eq!(how_to_give("TOKEN", Some("production")), there);
    }

    #[test]
    fn a_secret_is_taken_from_a_variable_in_capital_letters() {
        for name in ["NPM_TOKEN", "npm_token", "Npm_Token"] {
            assert_eq!(variable_of(name), "SLIPWAY_SECRET_NPM_TOKEN");
        }
    }

    #[test]
    fn shows_nothing_and_opens_at_one_door() {
        let secret = Secret::new("hunter2");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(format!("{:?}", Some(secret.clone())), "Some(Secret(***))");
        assert_eq!(secret.expose(), "hunter2");
        assert!(!secret.is_empty());
    }
}
