//! Rules about the file as a whole, each with the place it is broken at.

mod aws;
mod cycles;
mod environments;
mod files;
mod hosts;
mod images;
mod jobs;
mod leaks;
mod names;
mod not_yet;
mod notifications;
mod paths;
mod references;
mod sealed_files;
mod secrets;
mod targets;
mod verify;
mod versions;

use super::Config;
use super::cx::Cx;
use super::finding::Code;
use crate::yaml::Positions;

pub use files::missing_files;
pub use leaks::unused_leaks;
pub use not_yet::not_done_yet;
pub use sealed_files::sealed_files;

/// What every rule looks at.
pub(crate) struct Subject<'s> {
    pub config: &'s Config,
    pub at: &'s Positions,
}

/// Applies every rule.
pub(crate) fn check(config: &Config, at: &Positions, slipway: &semver::Version, cx: &mut Cx) {
    let subject = Subject { config, at };
    requires(&subject, slipway, cx);
    let rules = [
        names::check,
        references::check,
        cycles::check,
        jobs::check,
        images::check,
        versions::check,
        environments::check,
        aws::check,
        hosts::check,
        targets::check,
        verify::check,
        paths::check,
        notifications::check,
        secrets::check,
        leaks::check,
    ];
    for rule in rules {
        rule(&subject, cx);
    }
}

/// The running Slipway must be one that the file accepts.
fn requires(subject: &Subject, slipway: &semver::Version, cx: &mut Cx) {
    let Some(requirement) = &subject.config.requires else {
        return;
    };
    // A pre-release of 0.3.0 is taken for 0.3.0: who builds Slipway from source may use it.
    let released = semver::Version::new(slipway.major, slipway.minor, slipway.patch);
    if requirement.matches(slipway) || requirement.matches(&released) {
        return;
    }
    let message = format!("This file wants Slipway {requirement}, but {slipway} is running.");
    cx.error(subject.at.value(&["requires"]), Code::Unsupported, message)
        .hint("Install a Slipway that fits, so that everybody who deploys follows the same rules.");
}
