//! Credentials that are elsewhere on this laptop and could be put into the keychain.

use std::path::Path;

use slipway_domain::credential::{Kind, Parts};
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;

/// Where is looked, as the command line calls it.
pub const SOURCES: [&str; 1] = ["variables"];

/// How the variables begin that hold secrets for Slipway.
const SECRET: &str = "SLIPWAY_SECRET_";

/// A credential that was found.
#[derive(Debug, Clone)]
pub struct FoundCredential {
    /// What it is.
    pub kind: Kind,
    /// The name that it would get.
    pub name: String,
    /// Its values; `None` where only its name is known.
    pub parts: Option<Parts>,
    /// Where it was found, for a person.
    pub from: String,
}

/// What is found in one source, or in all of them: the first that has a name comes first. Nothing is changed there.
pub async fn found_credentials(
    source: Option<&str>,
    _folder: &Path,
) -> Result<Vec<FoundCredential>, Problem> {
    let wanted = |name: &str| source.is_none_or(|source| source == name);
    let mut found = Vec::new();
    if wanted("variables") {
        found.extend(in_variables(
            std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
        ));
    }
    Ok(found)
}

/// The secrets that this process was started with.
fn in_variables(variables: impl Iterator<Item = (String, String)>) -> Vec<FoundCredential> {
    let one = |(variable, value): (String, String)| {
        let name = variable.strip_prefix(SECRET).filter(|name| !name.is_empty())?.to_owned();
        let parts = Parts::new(Kind::Plain, [("value".to_owned(), Secret::new(value))]).ok()?;
        Some(FoundCredential {
            kind: Kind::Plain,
            name,
            parts: Some(parts),
            from: format!("variable {variable}"),
        })
    };
    let mut found: Vec<FoundCredential> = variables.filter_map(one).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_that_hold_secrets_are_found_by_their_names() {
        let set = [
            ("SLIPWAY_SECRET_TOKEN", "hunter22"),
            ("SLIPWAY_SECRET_EMPTY", ""),
            ("SLIPWAY_SECRET_", "x"),
            ("PATH", "/bin"),
        ];
        let found = in_variables(set.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())));
        let [one] = &found[..] else { panic!("one of them is a secret: {found:?}") };
        assert_eq!((one.name.as_str(), one.from.as_str()), ("TOKEN", "variable SLIPWAY_SECRET_TOKEN"));
        assert_eq!(one.parts.as_ref().and_then(|parts| parts.get("value")).unwrap().expose(), "hunter22");
        assert!(!format!("{found:?}").contains("hunter22"));
    }
}
