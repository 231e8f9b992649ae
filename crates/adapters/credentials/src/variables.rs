//! The environment variables that credentials may come from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The two variables that log in at any registry.
const LOGIN_FOR_ANY: [&str; 2] = ["SLIPWAY_REGISTRY_USER", "SLIPWAY_REGISTRY_PASSWORD"];

/// How the names of the variables begin that hold a secret for Slipway.
const SECRET: [&str; 3] = ["SLIPWAY_SECRET_", "SLIPWAY_REGISTRY_PASSWORD", "SLIPWAY_KEYCHAIN_KEY"];

/// Whether a variable holds a secret for Slipway: no build and no program that is started gets it.
pub fn holds_secret(name: &str) -> bool {
    SECRET.iter().any(|start| name.starts_with(start))
}

/// A copy of environment variables, so that a test, or a program started from a menu, can give others than
/// the process's own.
#[derive(Clone)]
pub struct Variables(Arc<BTreeMap<String, String>>);

impl Variables {
    /// This process's variables. Those that are not UTF-8 count as not set.
    pub fn of_process() -> Self {
        let text = std::env::vars_os()
            .map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        // Windows does not tell `Path` from `PATH`.
        let name = |name: String| if cfg!(windows) { name.to_ascii_uppercase() } else { name };
        text.flatten().map(|(key, value)| (name(key), value)).collect()
    }

    /// The value, `None` when it is not set or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_even_empty(name).filter(|value| !value.is_empty())
    }

    /// The value, also an empty one; `None` when it is not set.
    pub fn get_even_empty(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The same without the login for any registry: for questions to registries that no person has chosen.
    pub fn without_login_for_any(&self) -> Self {
        self.named(|name| !LOGIN_FOR_ANY.contains(&name)).collect()
    }

    /// Those whose name fits.
    pub(crate) fn named(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).filter(move |(name, _)| fits(name))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Variables {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(variables: T) -> Self {
        Self(Arc::new(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect()))
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
