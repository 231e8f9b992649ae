//! What reading a `slipway.yml` finds: errors and warnings, each with its place in the text.

use std::fmt;

use serde::Serialize;

/// Declares [`Code`] once: the variant, the name on the wire, and what it means.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What kind of finding it is. The names on the wire are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code { $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+ }

        impl Code {
            /// The name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

codes! {
    /// The text is no YAML.
    Syntax = "config_syntax",
    /// The file is too large, too deep, or its aliases grow beyond all bounds.
    Budget = "config_too_large",
    /// The same key twice in one map.
    DuplicateKey = "config_duplicate_key",
    /// A key that means nothing here.
    UnknownKey = "config_unknown_key",
    /// A required key is missing.
    MissingKey = "config_missing_key",
    /// Another kind of value is wanted.
    WrongType = "config_wrong_type",
    /// The kind is right, the value is not.
    BadValue = "config_bad_value",
    /// A name that breaks the rule for names.
    BadName = "config_bad_name",
    /// A format of the file, or a Slipway, that does not fit.
    Unsupported = "config_unsupported_version",
    /// Something is referred to that is not defined.
    Undefined = "config_undefined",
    /// Things depend on each other in a circle.
    Cycle = "config_cycle",
    /// `after` names an environment that comes later.
    Order = "config_order",
    /// The same host, place or name twice.
    Duplicate = "config_duplicate",
    /// No length of time.
    BadDuration = "config_bad_duration",
    /// No template, or a variable that has no value at that place.
    BadTemplate = "config_bad_template",
    /// No host's address.
    BadHost = "config_bad_host",
    /// No published port.
    BadPort = "config_bad_port",
    /// No image repository, or no image.
    BadImage = "config_bad_image",
    /// No tag can come of it.
    BadTag = "config_bad_tag",
    /// No URL.
    BadUrl = "config_bad_url",
    /// Keys that exclude each other, or need each other.
    Conflict = "config_conflict",
    /// A secret is written where only its name may stand.
    SecretInPlainText = "config_secret_in_plain_text",
    /// It works, but hardly as meant.
    Doubtful = "config_doubtful",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters it is about; at least 1.
    #[serde(skip)]
    pub length: usize,
    /// How many lines after the first it is about.
    #[serde(skip)]
    pub further_lines: usize,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Finding {
    /// Adds what to write instead.
    pub(crate) fn suggest(&mut self, suggestion: impl Into<String>) -> &mut Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    /// Adds the suggestion if there is one.
    pub(crate) fn suggest_some(&mut self, suggestion: Option<impl Into<String>>) -> &mut Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// Adds what to do.
    pub(crate) fn hint(&mut self, hint: impl Into<String>) -> &mut Self {
        self.hint = Some(hint.into());
        self
    }

    /// Makes it a warning.
    pub(crate) fn warn(&mut self) -> &mut Self {
        self.severity = Severity::Warning;
        self
    }
}

/// Every finding of one reading, in the order of the text, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Sorts by place and drops what was found twice (an alias brings the same text in again).
    pub(crate) fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| {
            (a.line, a.column, a.code, &a.message).cmp(&(b.line, b.column, b.code, &b.message))
        });
        findings.dedup();
        Self(findings)
    }

    /// These and others of the same file.
    pub fn and(self, others: Self) -> Self {
        Self::new([self.0, others.0].concat())
    }

    /// All of them.
    pub fn all(&self) -> &[Finding] {
        &self.0
    }

    /// Those that make the file unusable.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Error)
    }

    /// Those that do not.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Warning)
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(move |f| f.severity == severity)
    }

    /// Whether the file cannot be used.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.0 {
            let Finding { file, line, column, .. } = finding;
            writeln!(f, "{file}:{line}:{column}: {}", finding.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
