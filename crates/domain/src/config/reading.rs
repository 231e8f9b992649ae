//! From text to configuration, with everything that was found on the way.

use super::cx::Cx;
use super::finding::Findings;
use super::{Config, check, read as decode};
use crate::yaml::{Positions, compose};

/// What a text holds.
#[derive(Debug)]
pub struct Reading {
    /// The configuration; `None` when there are errors.
    pub config: Option<Config>,
    /// Errors and warnings, in the order of the text.
    pub findings: Findings,
    /// Where the parts stand; `None` when the text is no YAML.
    pub positions: Option<Positions>,
}

/// Reads a `slipway.yml`. `file_name` is what findings call it; `slipway` is the running version,
/// which `requires` is compared with.
pub fn read(text: &str, file_name: &str, slipway: &semver::Version) -> Reading {
    let mut cx = Cx::new(file_name);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(root) = compose(text, &mut cx) else {
        return Reading { config: None, findings: Findings::new(cx.into_findings()), positions: None };
    };
    let config = decode::config(&root, &mut cx);
    let positions = Positions::new(root);
    check::check(&config, &positions, slipway, &mut cx);
    let findings = Findings::new(cx.into_findings());
    Reading { config: (!findings.has_errors()).then_some(config), findings, positions: Some(positions) }
}

/// Reads a `slipway.yml` with this Slipway's own version. Warnings are dropped; [`read`] keeps them.
///
/// # Errors
/// Everything that was found, when any of it makes the file unusable.
pub fn parse(text: &str, file_name: &str) -> Result<Config, Findings> {
    let reading = read(text, file_name, &own_version());
    reading.config.ok_or(reading.findings)
}

/// The version of this Slipway, which a file's `requires` is compared with.
pub fn own_version() -> semver::Version {
    semver::Version::parse(env!("CARGO_PKG_VERSION")).unwrap_or(semver::Version::new(0, 0, 0))
}
