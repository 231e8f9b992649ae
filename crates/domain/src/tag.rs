//! Image tags: what one may look like, and how the name of a branch becomes one.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::digest::hex;
use crate::template::{Template, TemplateError, Variable, Variables};

/// The most characters a tag has.
pub const LONGEST: usize = 128;

/// How many hexadecimal digits of the hash a normalised name carries.
const HASH_DIGITS: usize = 8;

/// A valid tag: `[A-Za-z0-9_][A-Za-z0-9._-]{0,127}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

/// Why a text is no tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// Nothing is left.
    #[error("a tag is empty")]
    Empty,
    /// More than 128 characters.
    #[error("a tag has {0} characters and may have {LONGEST}")]
    TooLong(usize),
    /// It begins with `.` or `-`.
    #[error("a tag begins with `{0}`, which only a letter, a digit or `_` may do")]
    Start(char),
    /// A character that no tag has.
    #[error("a tag holds `{0}`, but only letters, digits, `.`, `_` and `-` are allowed")]
    Character(char),
    /// The template could not be filled in.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

impl Tag {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag for a branch's (or git tag's) name: the one documented rule.
    ///
    /// 1. A name that is a valid tag stays as it is.
    /// 2. In any other, every run of characters that tags do not have becomes one `-`; leading `.`
    ///    and `-` and trailing `-` are dropped (`branch` stands in when nothing is left); it is cut
    ///    to 119 characters, and `-` and the first eight hexadecimal digits of the name's SHA-256
    ///    follow, so that `feature/x` and `feature-x` stay two tags.
    pub fn normalise(name: &str) -> Tag {
        if let Ok(tag) = name.parse() {
            return tag;
        }
        let mut text = String::new();
        for c in name.chars() {
            if is_tag_character(c) {
                text.push(c);
            } else if !text.ends_with('-') {
                text.push('-');
            }
        }
        let kept = text.trim_start_matches(['.', '-']);
        let cut = &kept[..kept.len().min(LONGEST - HASH_DIGITS - 1)];
        let readable = match cut.trim_end_matches('-') {
            "" => "branch",
            readable => readable,
        };
        Tag(format!("{readable}-{}", hash(name)))
    }

    /// Fills in a version's or tag's template. The values of `${branch}` and `${git_tag}` are
    /// normalised first; everything else must fit.
    pub fn expand(template: &Template, variables: &Variables) -> Result<Tag, TagError> {
        let text = template.expand_with(|variable| {
            let value = variables.get(variable)?;
            Some(match variable {
                Variable::Branch | Variable::GitTag => Tag::normalise(&value).0,
                _ => value,
            })
        })?;
        text.parse()
    }
}

fn is_tag_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}

fn hash(name: &str) -> String {
    hex(&Sha256::digest(name.as_bytes()))[..HASH_DIGITS].to_owned()
}

impl FromStr for Tag {
    type Err = TagError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let first = text.chars().next().ok_or(TagError::Empty)?;
        if let Some(bad) = text.chars().find(|c| !is_tag_character(*c)) {
            return Err(TagError::Character(bad));
        }
        if matches!(first, '.' | '-') {
            return Err(TagError::Start(first));
        }
        match text.len() > LONGEST {
            true => Err(TagError::TooLong(text.len())),
            false => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Tag {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Tag {
    type Error = TagError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

impl JsonSchema for Tag {
    fn schema_name() -> Cow<'static, str> {
        "Tag".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A tag of an image.",
            "pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$",
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn plain_names_stay_as_they_are() {
        for name in ["develop", "master", "release-1.2", "_x", "A.b"] {
            assert_eq!(Tag::normalise(name).as_str(), name);
        }
    }

    #[test]
    fn any_other_name_carries_its_hash() {
        let cases =
            [("feature/ä b", "feature-b-"), ("/", "branch-"), ("", "branch-"), (".hidden", "hidden-")];
        assert_ne!(Tag::normalise("feature/x"), Tag::normalise("feature x"));
        for (name, start) in cases {
            let tag = Tag::normalise(name);
            assert!(tag.as_str().starts_with(start), "{tag}");
            assert_eq!(tag.as_str().len(), start.len() + HASH_DIGITS);
        }
    }

    #[test]
    fn the_documented_examples_come_out() {
        for (name, tag) in [
            ("feature-x", "feature-x"),
            ("feature/x", "feature-x-217d2bf5"),
            ("feature//x", "feature-x-3b0d3308"),
            ("dependabot/npm/lodash-4.17", "dependabot-npm-lodash-4.17-82df4bd4"),
            ("修复", "branch-37a69392"),
        ] {
            assert_eq!(Tag::normalise(name).as_str(), tag);
        }
    }

    #[test]
    fn a_long_name_is_cut_to_what_fits() {
        let a = Tag::normalise(&"x".repeat(200));
        let b = Tag::normalise(&"x".repeat(201));
        assert_eq!(a.as_str().len(), LONGEST);
        assert_ne!(a, b);
        assert_eq!(Tag::normalise(&"x".repeat(128)).as_str(), "x".repeat(128));
    }

    #[test]
    fn only_names_from_git_are_normalised() {
        let variables = Variables {
            branch: Some("feature/x".into()),
            version: Some("1.0+1".into()),
            ..Variables::default()
        };
        let expand = |text: &str| Tag::expand(&Template::parse(text).unwrap(), &variables);
        assert_eq!(expand("b-${branch}").unwrap().to_string(), format!("b-{}", Tag::normalise("feature/x")));
        assert_eq!(expand("${version}"), Err(TagError::Character('+')));
        assert_eq!(expand("-${branch}"), Err(TagError::Start('-')));
    }
}
