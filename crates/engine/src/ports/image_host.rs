//! Whoever runs an image registry, where that can be asked for more than images.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use slipway_domain::credential::Known;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};

use super::Login;

/// A repository as its host knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosted {
    /// Which of its tags never move.
    pub fixed: FixedTags,
}

/// Which tags of a repository never move, because its host takes none a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FixedTags {
    /// Every tag may be moved.
    None,
    /// No tag may be moved.
    All,
    /// None but those that fit one of these patterns, in which `*` stands for anything.
    AllBut(Vec<String>),
    /// Only those that fit one of these patterns.
    Only(Vec<String>),
}

impl FixedTags {
    /// Whether a tag that is there cannot be moved.
    pub fn holds(&self, tag: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::AllBut(patterns) => !any_fits(patterns, tag),
            Self::Only(patterns) => any_fits(patterns, tag),
        }
    }
}

fn any_fits(patterns: &[String], text: &str) -> bool {
    patterns.iter().any(|pattern| fits(pattern, text))
}

/// Whether a text fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = text.split_once(part) else { return false };
        text = after;
    }
    text.ends_with(end)
}

/// A repository that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRepository {
    /// The project that it is for, which it is marked with.
    pub project: String,
    /// Whether none of its tags is to move.
    pub fixed: bool,
}

/// What a host knows of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostedImage {
    /// What its tags point to.
    pub digest: Digest,
    /// The compressed size of its layers in bytes, where it is no index.
    pub size_bytes: Option<u64>,
    /// When it came there.
    pub pushed: Option<Timestamp>,
    /// What was found when it was searched for known weaknesses.
    pub scan: Option<Scan>,
}

/// What came of searching an image for known weaknesses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scan {
    /// How far it is: `complete`, `in_progress`, `failed`, or the host's own word in small letters.
    pub status: String,
    /// When it ended.
    pub at: Option<Timestamp>,
    /// How many weaknesses there are, by how bad they are; the host's own words in small letters.
    pub findings: BTreeMap<String, u32>,
}

/// From the worst to what may not matter at all.
const SEVERITIES: [&str; 6] = ["critical", "high", "medium", "low", "informational", "undefined"];

impl Scan {
    /// What was found, the worst first.
    pub fn worst_first(&self) -> Vec<(&str, u32)> {
        let found = self.findings.iter().filter(|(_, count)| **count > 0);
        let mut all: Vec<(&str, u32)> = found.map(|(word, count)| (word.as_str(), *count)).collect();
        all.sort_by_key(|(word, _)| Self::rank(word));
        all
    }

    /// The same where it is known: a search that is not over, or came to nothing, says of nothing that it is not there.
    pub fn found(&self) -> Option<Vec<(&str, u32)>> {
        let found = self.worst_first();
        let is_over = matches!(self.status.as_str(), "complete" | "active");
        (is_over || !found.is_empty()).then_some(found)
    }

    /// How bad a severity is; 0 is the worst.
    pub fn rank(severity: &str) -> usize {
        SEVERITIES.iter().position(|known| *known == severity).unwrap_or(SEVERITIES.len())
    }
}

/// Whoever runs image registries. Only registries that it runs are asked about.
#[async_trait]
pub trait ImageHost: Send + Sync {
    /// Whether it runs the registry of that address.
    fn runs(&self, registry: &str) -> bool;

    /// The login at a registry, kept until shortly before it expires; `None` where nobody is known who could log in.
    /// With `refused` it is a new one where that one is still kept.
    async fn login(
        &self,
        registry: &str,
        environment: Option<&str>,
        refused: Option<&Login>,
    ) -> Result<Option<Login>, Problem>;

    /// The credential that logins at a registry are got with; `None` where that is what the person has set up for the
    /// host's own tools. Nothing is opened.
    async fn credential(&self, registry: &str, environment: Option<&str>) -> Result<Option<Known>, Problem>;

    /// An operation needs nothing more: whoever wants to be asked each time is asked again.
    fn let_go(&self) {}

    /// Whether the configuration wants repositories made that a registry does not have.
    fn creates(&self, registry: &str) -> bool;

    /// A repository by its full name without tag, `None` where there is none.
    async fn repository(&self, name: &str) -> Result<Option<Hosted>, Problem>;

    /// Makes a repository. One that is there already stays as it is.
    async fn create(&self, name: &str, wanted: &NewRepository) -> Result<(), Problem>;

    /// What is known of every image in a repository.
    async fn images(&self, name: &str) -> Result<Vec<HostedImage>, Problem>;

    /// A refusal that quotes its registry, with what has to be allowed where that can be told.
    fn explain(&self, problem: Problem) -> Problem {
        problem
    }
}

/// Nobody: every registry is only what registries are.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoImageHost;

impl NoImageHost {
    fn nothing(name: &str) -> Problem {
        Problem::new(Code::Internal, format!("nobody is known who runs the registry of {name}"))
    }
}

#[async_trait]
impl ImageHost for NoImageHost {
    fn runs(&self, _: &str) -> bool {
        false
    }

    async fn login(&self, _: &str, _: Option<&str>, _: Option<&Login>) -> Result<Option<Login>, Problem> {
        Ok(None)
    }

    async fn credential(&self, _: &str, _: Option<&str>) -> Result<Option<Known>, Problem> {
        Ok(None)
    }

    fn creates(&self, _: &str) -> bool {
        false
    }

    async fn repository(&self, name: &str) -> Result<Option<Hosted>, Problem> {
        Err(Self::nothing(name))
    }

    async fn create(&self, name: &str, _: &NewRepository) -> Result<(), Problem> {
        Err(Self::nothing(name))
    }

    async fn images(&self, name: &str) -> Result<Vec<HostedImage>, Problem> {
        Err(Self::nothing(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_are_left_out_of_the_rule_may_move() {
        assert!(FixedTags::All.holds("develop") && !FixedTags::None.holds("1.0.0"));
        let fixed = FixedTags::AllBut(vec!["latest".into(), "feature-*".into(), "*-rc*.x".into()]);
        for tag in ["latest", "feature-", "feature-a-b", "1.0-rc.x", "1.0-rc2-b.x"] {
            assert!(!fixed.holds(tag), "{tag}");
        }
        for tag in ["1.0.0", "latest2", "a-feature-b", "1.0-rc2", "rc.x", ""] {
            assert!(fixed.holds(tag), "{tag}");
        }
        assert!(!FixedTags::AllBut(vec!["*".into()]).holds("anything"));
        let only = FixedTags::Only(vec!["v*".into()]);
        assert!(only.holds("v1.0") && !only.holds("develop"));
    }

    #[test]
    fn what_was_found_is_told_with_the_worst_first() {
        let findings = [("low", 7), ("critical", 1), ("odd", 2), ("medium", 0), ("high", 3)];
        let findings = findings.map(|(word, count)| (word.to_owned(), count)).into();
        let scan = Scan { status: "complete".into(), at: None, findings };
        assert_eq!(scan.worst_first(), [("critical", 1), ("high", 3), ("low", 7), ("odd", 2)]);
        assert!(Scan::rank("critical") < Scan::rank("high") && Scan::rank("undefined") < Scan::rank("odd"));
        let of = |status: &str| Scan { status: status.into(), findings: BTreeMap::new(), ..scan.clone() };
        assert_eq!(of("complete").found(), Some(Vec::new()), "it was searched, and nothing is there");
        assert_eq!((of("in_progress").found(), of("failed").found()), (None, None), "nothing is known");
        let some = Scan { status: "in_progress".into(), ..scan.clone() };
        assert_eq!(some.found().map(|found| found.len()), Some(4));
    }
}
