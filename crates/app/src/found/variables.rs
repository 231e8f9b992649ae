//! The secrets that this process was started with.

use std::collections::BTreeMap;

use slipway_domain::credential::Kind;
use slipway_found::{Found, Read};

/// How the variables begin that hold secrets for Slipway.
const SECRET: &str = "SLIPWAY_SECRET_";

/// The secrets in variables, by name.
pub(super) fn read(variables: &BTreeMap<String, String>) -> Read {
    let one = |(variable, value): (&String, &String)| {
        let name = variable.strip_prefix(SECRET).filter(|name| !name.is_empty() && !value.is_empty())?;
        Some(
            Found::new(Kind::Plain, name, format!("variable {variable}")).with("value", Some(value.as_str())),
        )
    };
    Read { found: variables.iter().filter_map(one).collect(), missed: Vec::new() }
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
        let set = set.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let read = read(&set);
        let [one] = &read.found[..] else { panic!("one of them is a secret: {read:?}") };
        assert_eq!((one.name.as_str(), one.whence.as_str()), ("TOKEN", "variable SLIPWAY_SECRET_TOKEN"));
        assert_eq!(one.values[0].1.expose(), "hunter22");
        assert!(!format!("{read:?}").contains("hunter22"));
    }
}
