//! Proxies of the laptop, which a build needs too.

use std::collections::BTreeMap;

/// The build arguments for proxies that every Dockerfile knows, as far as `variable` has them.
/// They are not part of a step's cache key.
pub fn proxies(variable: impl Fn(&str) -> Option<String>) -> BTreeMap<String, String> {
    ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"]
        .into_iter()
        .flat_map(|name| [name.to_owned(), name.to_ascii_lowercase()])
        .filter_map(|name| Some((name.clone(), variable(&name).filter(|value| !value.is_empty())?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_set_is_passed() {
        let set = |name: &str| match name {
            "https_proxy" => Some("http://p:3128".to_owned()),
            "NO_PROXY" => Some(String::new()),
            _ => None,
        };
        assert_eq!(proxies(set), BTreeMap::from([("https_proxy".to_owned(), "http://p:3128".to_owned())]));
    }
}
