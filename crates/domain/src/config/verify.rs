//! Checks that a deployment must pass.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::duration::Duration;
use crate::template::Template;

/// An HTTP check, done once per place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Verify {
    /// What is asked. Any answer from 200 to 299 is good; redirects are not followed. The certificate of an
    /// `https` address is always checked, by this machine, wherever the question is asked from.
    #[schemars(example = "http://localhost:8080/version")]
    pub url: Template,
    /// A text that the answer must hold, with no letter, digit, `.`, `-` or `+` touching it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<Template>,
    /// A file of the repository with the certificate of the authority that vouches for the service, where the
    /// system does not trust it. It is trusted for this check only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(example = "certs/ca.pem")]
    pub ca: Option<String>,
    /// How long it is tried.
    #[serde(default = "default_within")]
    pub within: Duration,
    /// Where the question is asked from.
    #[serde(default)]
    pub from: VerifyFrom,
    /// The service that `${version}` means, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
}

/// How long a check is tried when the file does not say.
pub(crate) fn default_within() -> Duration {
    Duration::from_secs(60)
}

impl Default for Verify {
    fn default() -> Self {
        Self {
            url: Template::default(),
            contains: None,
            ca: None,
            within: default_within(),
            from: VerifyFrom::default(),
            service: None,
        }
    }
}

/// Where a check is asked from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerifyFrom {
    /// From each place's own host, which reaches itself even where a laptop does not.
    #[default]
    Host,
    /// From the machine Slipway runs on.
    Laptop,
}

/// Whether `answer` holds `wanted` with no letter, digit, `.`, `-` or `+` touching it, so that
/// 2.4.10 is not taken for 2.4.1. An empty text is never held.
pub fn contains(answer: &str, wanted: &str) -> bool {
    let starts = answer.char_indices().map(|(start, _)| start);
    !wanted.is_empty()
        && starts.into_iter().any(|start| {
            let before = answer[..start].chars().next_back();
            answer[start..]
                .strip_prefix(wanted)
                .is_some_and(|rest| !before.is_some_and(touches) && !rest.chars().next().is_some_and(touches))
        })
}

/// Whether that character next to a version may make another one of it.
pub fn touches(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_version_is_another_one() {
        for answer in
            ["2.4.10", "12.4.1", "v2.4.1", "2.4.1-rc.1", "2.4.1+7", "0.2.4.1", "-2.4.1", "2.4.1.", "2.4.1ä"]
        {
            assert!(!contains(answer, "2.4.1"), "{answer}");
        }
    }

    #[test]
    fn any_other_neighbour_is_fine() {
        for answer in
            ["2.4.1", "{\"version\":\"2.4.1\"}", "api 2.4.1\n", "2.4.10 2.4.1", "_2.4.1_", "v=2.4.1;"]
        {
            assert!(contains(answer, "2.4.1"), "{answer}");
        }
    }

    #[test]
    fn overlapping_matches_are_all_seen() {
        assert!(contains("a-a a", "a"));
        assert!(contains("1-1 1 1", "1 1"));
        assert!(!contains("anything", ""));
    }
}
