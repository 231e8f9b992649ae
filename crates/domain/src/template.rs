//! Texts with variables: `0.1.${build_number}`. `$$` stands for one `$`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::release::Commit;

/// What `${…}` may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// `${version}`: the service's version.
    Version,
    /// `${build_number}`: the number of the run.
    BuildNumber,
    /// `${git_tag}`: the tag that points to the commit.
    GitTag,
    /// `${commit_time}`: when the commit was made, in Unix seconds.
    CommitTime,
    /// `${sha}`: the whole commit id.
    Sha,
    /// `${short_sha}`: its first seven digits.
    ShortSha,
    /// `${branch}`: the branch the run was started for.
    Branch,
}

impl Variable {
    /// All of them, in the order of the documentation.
    pub const ALL: [Variable; 7] = [
        Variable::Version,
        Variable::BuildNumber,
        Variable::GitTag,
        Variable::CommitTime,
        Variable::Sha,
        Variable::ShortSha,
        Variable::Branch,
    ];

    /// The name between `${` and `}`.
    pub const fn name(self) -> &'static str {
        match self {
            Variable::Version => "version",
            Variable::BuildNumber => "build_number",
            Variable::GitTag => "git_tag",
            Variable::CommitTime => "commit_time",
            Variable::Sha => "sha",
            Variable::ShortSha => "short_sha",
            Variable::Branch => "branch",
        }
    }

    /// The variable of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${{{}}}", self.name())
    }
}

/// What the variables stand for in one run. What is not known stays `None` and is an error when used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variables {
    /// The service's version.
    pub version: Option<String>,
    /// The run's build number, from 1.
    pub build_number: Option<u64>,
    /// The tag that points to the commit.
    pub git_tag: Option<String>,
    /// When the commit was made, in Unix seconds.
    pub commit_time: Option<i64>,
    /// The whole commit id in hexadecimal digits.
    pub sha: Option<String>,
    /// The branch, as git names it, without `refs/heads/`.
    pub branch: Option<String>,
}

impl Variables {
    /// Of a run of a commit, for a service of that version where it has one.
    pub fn of(commit: &Commit, number: u64, version: Option<&str>) -> Self {
        Self {
            version: version.map(str::to_owned),
            build_number: Some(number),
            git_tag: commit.git_tag.clone(),
            commit_time: Some(commit.time),
            sha: Some(commit.sha.clone()),
            branch: commit.branch.clone(),
        }
    }

    /// The value of a variable, as written by git (not normalised for a tag).
    pub fn get(&self, variable: Variable) -> Option<String> {
        match variable {
            Variable::Version => self.version.clone(),
            Variable::BuildNumber => self.build_number.map(|n| n.to_string()),
            Variable::GitTag => self.git_tag.clone(),
            Variable::CommitTime => self.commit_time.map(|t| t.to_string()),
            Variable::Sha => self.sha.clone(),
            Variable::ShortSha => self.sha.as_ref().map(|s| s.chars().take(7).collect()),
            Variable::Branch => self.branch.clone(),
        }
    }
}

/// One piece of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Text that stays as it is (`$$` already read as `$`).
    Text(String),
    /// A variable.
    Variable(Variable),
}

/// A text with variables. Stored and shown as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Template {
    source: String,
    parts: Vec<Part>,
}

/// Why a text is no template, or cannot be filled in. `at` counts characters from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// `${` without `}`.
    #[error("`${{` is never closed with `}}`")]
    Unclosed {
        /// Where the `${` stands.
        at: usize,
    },
    /// A name that is no variable.
    #[error("`${{{name}}}` is not a variable")]
    Unknown {
        /// Where the `${` stands.
        at: usize,
        /// What stands between the braces.
        name: String,
    },
    /// A `$` that is followed by neither `{` nor `$`.
    #[error("a single `$` stands for nothing here")]
    LoneDollar {
        /// Where it stands.
        at: usize,
    },
    /// The variable has no value in this run.
    #[error("`{0}` has no value here")]
    NoValue(Variable),
}

impl TemplateError {
    /// The character in the template (from 0) that the error is about; `None` for [`TemplateError::NoValue`].
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::Unclosed { at } | Self::Unknown { at, .. } | Self::LoneDollar { at } => Some(*at),
            Self::NoValue(_) => None,
        }
    }
}

impl Template {
    /// Reads a text with `${…}` and `$$`.
    pub fn parse(source: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = source;
        while let Some(dollar) = rest.find('$') {
            text.push_str(&rest[..dollar]);
            let at = source[..source.len() - rest.len() + dollar].chars().count();
            let after = &rest[dollar + 1..];
            rest = if let Some(next) = after.strip_prefix('$') {
                text.push('$');
                next
            } else if let Some(inner) = after.strip_prefix('{') {
                let (variable, next) = variable(inner, at)?;
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Variable(variable));
                next
            } else {
                return Err(TemplateError::LoneDollar { at });
            };
        }
        text.push_str(rest);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Ok(Self { source: source.to_owned(), parts })
    }

    /// A template that yields exactly this text.
    pub fn literal(text: &str) -> Self {
        let parts = match text.is_empty() {
            true => Vec::new(),
            false => vec![Part::Text(text.to_owned())],
        };
        Self { source: text.replace('$', "$$"), parts }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Its pieces in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The variables it uses, in order, repeated ones repeated.
    pub fn variables(&self) -> impl Iterator<Item = Variable> + '_ {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable(variable) => Some(*variable),
            Part::Text(_) => None,
        })
    }

    /// Whether it always yields the same text.
    pub fn is_constant(&self) -> bool {
        self.variables().next().is_none()
    }

    /// Fills in the variables.
    pub fn expand(&self, variables: &Variables) -> Result<String, TemplateError> {
        self.expand_with(|variable| variables.get(variable))
    }

    /// Fills in the variables with what `value` says; `None` is an error.
    pub fn expand_with(&self, value: impl Fn(Variable) -> Option<String>) -> Result<String, TemplateError> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Variable(variable) => {
                    out.push_str(&value(*variable).ok_or(TemplateError::NoValue(*variable))?);
                }
            }
        }
        Ok(out)
    }
}

/// Reads `name}` and gives what follows.
fn variable(inner: &str, at: usize) -> Result<(Variable, &str), TemplateError> {
    let end = inner
        .find(['}', '$', '{'])
        .filter(|end| inner[*end..].starts_with('}'))
        .ok_or(TemplateError::Unclosed { at })?;
    let name = &inner[..end];
    Variable::named(name)
        .map(|variable| (variable, &inner[end + 1..]))
        .ok_or_else(|| TemplateError::Unknown { at, name: name.to_owned() })
}

impl FromStr for Template {
    type Err = TemplateError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Template {
    type Error = TemplateError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.source
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl JsonSchema for Template {
    fn schema_name() -> Cow<'static, str> {
        "Template".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A text with variables: `${version}` `${build_number}` `${git_tag}` `${commit_time}` `${sha}` `${short_sha}` `${branch}`. `$$` stands for one `$`.",
            "pattern": r"^([^$]|\$\$|\$\{(version|build_number|git_tag|commit_time|sha|short_sha|branch)\})*$",
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn variables() -> Variables {
        Variables {
            version: Some("0.1.48".into()),
            build_number: Some(48),
            git_tag: None,
            commit_time: Some(1_700_000_000),
            sha: Some("0123456789abcdef0123456789abcdef01234567".into()),
            branch: Some("feature/x".into()),
        }
    }

    #[test]
    fn fills_in_every_variable_and_escape() {
        let text = "${version} ${build_number} ${commit_time} ${short_sha} ${branch} $${x} $$";
        let expanded = Template::parse(text).unwrap().expand(&variables()).unwrap();
        assert_eq!(expanded, "0.1.48 48 1700000000 0123456 feature/x ${x} $");
    }

    #[test]
    fn points_at_what_is_wrong() {
        assert_eq!(Template::parse("ä${version"), Err(TemplateError::Unclosed { at: 1 }));
        assert_eq!(
            Template::parse("ab${versoin}"),
            Err(TemplateError::Unknown { at: 2, name: "versoin".into() })
        );
        assert_eq!(Template::parse("costs 5$"), Err(TemplateError::LoneDollar { at: 7 }));
        assert_eq!(Template::parse("${a${version}"), Err(TemplateError::Unclosed { at: 0 }));
    }

    #[test]
    fn a_variable_without_a_value_is_an_error() {
        let template = Template::parse("${git_tag}").unwrap();
        assert_eq!(template.expand(&variables()), Err(TemplateError::NoValue(Variable::GitTag)));
    }
}
