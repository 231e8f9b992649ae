//! The configuration reference.

use super::Generated;

const HEAD: &str = include_str!("configuration_head.md");

/// `docs/configuration.md`: a short head by hand, then what the schema says.
pub fn file() -> Generated {
    let reference = slipway_domain::config::reference();
    let body = reference.split_once('\n').map_or(reference.as_str(), |(_, rest)| rest);
    Generated { path: "docs/configuration.md".to_owned(), text: format!("{HEAD}{body}") }
}
