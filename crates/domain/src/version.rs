//! Versions: semver precedence for sorting, and the build number inside a version.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::template::{Part, Template, Variable};

/// Reads a semantic version, also with a leading `v`. Two-part and four-part numbers are none.
pub fn semver(text: &str) -> Option<semver::Version> {
    let bare = text.strip_prefix(['v', 'V']).unwrap_or(text);
    semver::Version::parse(bare).ok()
}

/// The order of versions: semver precedence among semantic versions, which stand above all others;
/// the others by their numbers and letters (`1.2.3.10` above `1.2.3.9`). Versions that differ only in
/// build metadata or a `v` have equal precedence; their text decides, so that the order is total.
pub fn compare(a: &str, b: &str) -> Ordering {
    let by_rank = match (semver(a), semver(b)) {
        (Some(a), Some(b)) => a.cmp_precedence(&b),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => compare_naturally(a, b),
    };
    by_rank.then_with(|| a.cmp(b))
}

/// Compares runs of digits as numbers and everything else as text.
fn compare_naturally(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    while !a.is_empty() && !b.is_empty() {
        let (run_a, rest_a) = run(a);
        let (run_b, rest_b) = run(b);
        let order = match (number(run_a), number(run_b)) {
            (Some(x), Some(y)) => x.len().cmp(&y.len()).then_with(|| x.cmp(y)),
            _ => run_a.cmp(run_b),
        };
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (rest_a, rest_b);
    }
    a.len().cmp(&b.len())
}

/// Splits off the leading digits, or what is no digit.
fn run(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digits);
    text.split_at(end.unwrap_or(text.len()))
}

/// The digits without leading zeros, so that longer is larger; `None` if it is no number.
fn number(run: &str) -> Option<&str> {
    run.starts_with(|c: char| c.is_ascii_digit()).then(|| run.trim_start_matches('0'))
}

/// The highest build number that is taken for one. A tag with a higher one is another's; the next number has to go where
/// numbers are kept with their sign.
const HIGHEST: u64 = i64::MAX.cast_unsigned() - 1;

/// The build number in a version that the template made: `0.1.${build_number}` and `0.1.48` give 48.
/// `None` when the template has none, the text does not fit, it fits in more than one way with different numbers, or
/// the number is higher than any can be.
pub fn build_number(template: &Template, version: &str) -> Option<u64> {
    let parts = template.parts();
    let at = parts.iter().position(|part| *part == Part::Variable(Variable::BuildNumber))?;
    let starts = reachable(&parts[..at], version, 0);
    let mut found = BTreeSet::new();
    for start in starts {
        for end in ends(&parts[at], version, start) {
            let rest_fits = reachable(&parts[at + 1..], version, end).contains(&version.len());
            if rest_fits {
                found.insert(version[start..end].parse().ok().filter(|number| *number <= HIGHEST)?);
            }
        }
    }
    match found.len() {
        1 => found.into_iter().next(),
        _ => None,
    }
}

/// Whether the template may have made the text, as a tag.
pub fn fits(template: &Template, text: &str) -> bool {
    reachable(template.parts(), text, 0).contains(&text.len())
}

/// Every place in `text` where the parts may end when they begin at `from`.
fn reachable(parts: &[Part], text: &str, from: usize) -> BTreeSet<usize> {
    parts.iter().fold(BTreeSet::from([from]), |starts, part| {
        let ends = |start| ends(part, text, start);
        starts.into_iter().flat_map(ends).collect()
    })
}

/// Every place where one part may end when it begins at `start`.
fn ends(part: &Part, text: &str, start: usize) -> Vec<usize> {
    let rest = &text[start..];
    let variable = match part {
        Part::Text(wanted) => {
            let end = start + wanted.len();
            return rest.starts_with(wanted).then_some(end).into_iter().collect();
        }
        Part::Variable(variable) => *variable,
    };
    let run = rest.bytes().take_while(|byte| may_hold(variable, *byte)).count();
    // Slipway writes no leading zeros, so a number that has them is another's.
    if variable == Variable::BuildNumber && rest.starts_with('0') {
        return Vec::new();
    }
    let lengths = match variable {
        Variable::BuildNumber | Variable::CommitTime => 1..=run,
        Variable::ShortSha => 7..=run.min(7),
        Variable::Sha => 40..=run.min(64),
        Variable::Version | Variable::GitTag | Variable::Branch => 1..=run,
    };
    lengths.map(|length| start + length).collect()
}

fn may_hold(variable: Variable, byte: u8) -> bool {
    match variable {
        Variable::BuildNumber | Variable::CommitTime => byte.is_ascii_digit(),
        Variable::Sha | Variable::ShortSha => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        Variable::Version | Variable::GitTag | Variable::Branch => {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The ordering lists of semver.org, section 11.
    #[test]
    fn follows_the_specifications_own_lists() {
        for list in [
            &["1.0.0", "2.0.0", "2.1.0", "2.1.1"][..],
            &["1.0.0-alpha", "1.0.0"][..],
            &[
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
            ][..],
        ] {
            for (i, a) in list.iter().enumerate() {
                for (j, b) in list.iter().enumerate() {
                    assert_eq!(compare(a, b), i.cmp(&j), "{a} and {b}");
                }
            }
        }
    }

    /// The examples of sections 9 and 10: build metadata does not count for precedence.
    #[test]
    fn build_metadata_does_not_count() {
        let (a, b) = (semver("1.0.0+1").unwrap(), semver("1.0.0+2").unwrap());
        assert_eq!(a.cmp_precedence(&b), Ordering::Equal);
        for text in [
            "1.0.0-alpha+001",
            "1.0.0+20130313144700",
            "1.0.0-beta+exp.sha.5114f85",
            "1.0.0+21AF26D3----117B344092BD",
            "1.0.0-0.3.7",
            "1.0.0-x.7.z.92",
            "1.0.0-x-y-z.--",
        ] {
            assert!(semver(text).is_some(), "{text}");
        }
    }

    #[test]
    fn is_lenient_about_a_v_only() {
        assert_eq!(semver("v1.2.3"), semver("1.2.3"));
        for text in ["1.2", "1.2.3.4", "01.2.3", "latest", "", "vv1.2.3"] {
            assert_eq!(semver(text), None, "{text}");
        }
    }

    #[test]
    fn other_versions_stand_below_and_count_like_people() {
        let mut versions = ["1.2.3.10", "0.0.1", "develop", "1.2.3.9", "v1.0.0"];
        versions.sort_by(|a, b| compare(a, b));
        assert_eq!(versions, ["1.2.3.9", "1.2.3.10", "develop", "0.0.1", "v1.0.0"]);
    }

    #[test]
    fn finds_the_build_number() {
        let cases = [
            ("0.1.${build_number}", "0.1.48", Some(48)),
            ("0.1.${build_number}", "0.1.048", None),
            ("0.1.${build_number}", "0.1.9223372036854775806", Some(HIGHEST)),
            ("0.1.${build_number}", "0.1.9223372036854775807", None),
            ("0.1.${build_number}", "0.1.18446744073709551616", None),
            ("0.1.${build_number}", "0.2.48", None),
            ("0.1.${build_number}", "0.1.48-rc", None),
            ("${branch}-${build_number}", "develop-1-48", Some(48)),
            ("${build_number}-${short_sha}", "7-0123abc", Some(7)),
            ("${build_number}.${build_number}", "7.7", Some(7)),
            ("${commit_time}${build_number}", "170012", None),
            ("${git_tag}", "1.0", None),
            ("${build_number}", "99999999999999999999999", None),
        ];
        for (template, version, number) in cases {
            let template = Template::parse(template).unwrap();
            assert_eq!(build_number(&template, version), number, "{template} {version}");
        }
    }
}
