//! `.dockerignore`: which files of a context stay out of a build.
//!
//! The rules are those that Docker documents under "dockerignore files": later patterns win, `!` takes a path
//! back in, a pattern that matches a folder matches everything below it.

mod pattern;

use std::fmt;

use pattern::Pattern;

/// The patterns of a `.dockerignore` file, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dockerignore {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    back_in: bool,
    pattern: Pattern,
}

/// A pattern that cannot be understood, such as one with an open `[`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPattern {
    /// The pattern as it stands in the file.
    pub pattern: String,
}

impl fmt::Display for InvalidPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no pattern that Docker understands", self.pattern)
    }
}

impl std::error::Error for InvalidPattern {}

impl Dockerignore {
    /// Reads a file's text: one pattern a line, `#` in the first column for comments, white space around trimmed.
    pub fn parse(text: &str) -> Result<Self, InvalidPattern> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self::from_patterns(text.lines().filter(|line| !line.starts_with('#')))
    }

    /// Takes patterns as they are, such as those an engine sends.
    pub fn from_patterns<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidPattern> {
        let rules = patterns.into_iter().map(rule).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { rules: rules.into_iter().flatten().collect() })
    }

    /// Whether the file at `path` (relative to the context, with `/`) stays out.
    pub fn ignores(&self, path: &str) -> bool {
        self.rules.iter().fold(false, |ignored, rule| {
            // A rule that says what already holds changes nothing, so it need not be matched.
            if rule.back_in != ignored || !rule.pattern.covers(path) {
                return ignored;
            }
            !rule.back_in
        })
    }

    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// Whether a name or path fits a single pattern as a whole, without what lies below; a malformed pattern fits nothing.
pub fn fits(pattern: &str, path: &str) -> bool {
    Pattern::parse(pattern).is_some_and(|pattern| pattern.matches(path))
}

fn rule(line: &str) -> Result<Option<Rule>, InvalidPattern> {
    let line = line.trim();
    let (back_in, text) = match line.strip_prefix('!') {
        Some(rest) => (true, rest.trim()),
        None => (false, line),
    };
    if line.is_empty() {
        return Ok(None);
    }
    let invalid = || InvalidPattern { pattern: line.to_owned() };
    if text.is_empty() {
        return Err(invalid());
    }
    let pattern = Pattern::parse(&clean(text)).ok_or_else(invalid)?;
    Ok(Some(Rule { back_in, pattern }))
}

/// The shortest path with the same meaning: without `.`, with `..` resolved, without slashes at its ends.
fn clean(text: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in text.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests;
