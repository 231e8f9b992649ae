//! `.env` files.
//!
//! A line is empty, a comment, or `[export ]NAME=VALUE`, as docker compose and the libraries called dotenv read it:
//!
//! - Without quotes a value ends with its line, or before a space and `#`; spaces around it are no part of it.
//! - In single quotes and in backticks everything stands for itself, over several lines as well.
//! - In double quotes, over several lines as well, `\n`, `\r`, `\t`, `\\`, `\"` and `\$` are one character; any other
//!   backslash stands for itself. What looks like another variable stands for itself everywhere.
//! - Behind closing quotes there may be a comment only.
//! - A name without `=` names a variable whose value is elsewhere: it is to be filled in.
//! - Of two lines with one name the later counts.

use std::path::{Path, PathBuf};

use slipway_domain::config::looks_like_secret;
use slipway_domain::credential::Kind;
use slipway_domain::secret::Secret;

use crate::around;
use crate::found::{Found, Mistake, Read};

/// Names of files that show what a `.env` should hold, and hold no secret.
const SAMPLES: [&str; 5] = ["example", "sample", "template", "dist", "defaults"];

/// A variable of a file.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value; `None` of a name without one.
    pub value: Option<Secret>,
    /// The line that it begins on, from 1.
    pub line: usize,
}

/// The variables of a text in the order of their last lines, and what in it is none.
pub fn parse(text: &str) -> (Vec<Variable>, Vec<Mistake>) {
    let (mut variables, mut mistakes) = (Vec::<Variable>::new(), Vec::new());
    let mut rest = Rest { text: text.strip_prefix('\u{feff}').unwrap_or(text), line: 1 };
    while !rest.text.is_empty() {
        let line = rest.line;
        match rest.variable() {
            Ok(Some((name, value))) => {
                variables.retain(|variable| variable.name != name);
                variables.push(Variable { name, value, line });
            }
            Ok(None) => {}
            Err(what) => {
                mistakes.push(Mistake { line, what });
                rest.skip_line();
            }
        }
    }
    (variables, mistakes)
}

/// What of a text was not read yet.
#[derive(Clone, Copy)]
struct Rest<'a> {
    text: &'a str,
    line: usize,
}

type Pair = (String, Option<Secret>);

impl Rest<'_> {
    /// The variable of this line, and the lines that its value goes on over. `None` where it has none.
    fn variable(&mut self) -> Result<Option<Pair>, &'static str> {
        let line = self.text.lines().next().unwrap_or_default();
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            self.skip_line();
            return Ok(None);
        }
        let start = line.len() - line.trim_start().len();
        let exported = line[start..].strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t']));
        let assigned = exported.unwrap_or(&line[start..]).trim_start();
        let end = assigned.find(|c: char| !is_of_name(c)).unwrap_or(assigned.len());
        let (name, behind) = assigned.split_at(end);
        if name.is_empty() || name.starts_with(|c: char| !(c.is_ascii_alphabetic() || c == '_')) {
            return Err("a name begins with a letter or `_`, and has letters, digits, `_`, `.` and `-`");
        }
        let behind = behind.trim_start();
        if behind.is_empty() || behind.starts_with('#') {
            self.skip_line();
            return Ok(Some((name.to_owned(), None)));
        }
        let Some(value) = behind.strip_prefix('=') else { return Err("`=` follows a name") };
        let value = value.trim_start_matches([' ', '\t']);
        let (name, at) = (name.to_owned(), line.len() - value.len());
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => self.quoted(at + quote.len_utf8(), quote)?,
            _ => {
                self.skip_line();
                without_comment(value).to_owned()
            }
        };
        Ok(Some((name, Some(Secret::new(value)))))
    }

    /// The value in quotes whose text begins at an offset of what is left, which then begins behind its line.
    fn quoted(&mut self, at: usize, quote: char) -> Result<String, &'static str> {
        let (mut value, mut escaped, mut after) = (String::new(), false, None);
        let inside = self.text.get(at..).unwrap_or_default();
        for (offset, c) in inside.char_indices() {
            match (escaped, c) {
                (true, _) => {
                    push_escaped(&mut value, c);
                    escaped = false;
                }
                (false, '\\') if quote == '"' => escaped = true,
                (false, c) if c == quote => {
                    after = Some(at + offset + c.len_utf8());
                    break;
                }
                (false, c) => value.push(c),
            }
        }
        let Some(after) = after else { return Err("its quotes are not closed") };
        let behind = self.text.get(after..).unwrap_or_default().lines().next().unwrap_or_default().trim();
        if !behind.is_empty() && !behind.starts_with('#') {
            return Err("only a comment may stand behind closing quotes");
        }
        let read = self.text.get(..after).unwrap_or_default();
        self.line += read.matches('\n').count();
        self.text = self.text.get(after..).unwrap_or_default();
        self.skip_line();
        // A file with the line ends of Windows holds the same values.
        Ok(value.replace("\r\n", "\n"))
    }

    fn skip_line(&mut self) {
        match self.text.split_once('\n') {
            Some((_, rest)) => {
                self.text = rest;
                self.line += 1;
            }
            None => self.text = "",
        }
    }
}

fn push_escaped(value: &mut String, c: char) {
    match c {
        'n' => value.push('\n'),
        'r' => value.push('\r'),
        't' => value.push('\t'),
        '\\' | '"' | '$' => value.push(c),
        other => value.extend(['\\', other]),
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// A value without quotes to its comment, which begins with a space and `#`.
fn without_comment(value: &str) -> &str {
    if value.starts_with('#') {
        return "";
    }
    let comment = value.match_indices('#').find(|(at, _)| value[..*at].ends_with([' ', '\t']));
    comment.map_or(value, |(at, _)| &value[..at]).trim()
}

/// Whether a file of that name is a `.env` with values, and no sample of one.
pub fn is_dotenv(name: &str) -> bool {
    let of_place = name.strip_prefix(".env.").filter(|rest| !rest.is_empty());
    name == ".env" || of_place.is_some_and(|rest| !rest.split('.').any(|word| SAMPLES.contains(&word)))
}

/// The variables of the `.env` files in a folder, such as a project's.
pub fn in_folder(folder: &Path) -> Read {
    let mut read = Read::default();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            read.miss(format!("{} cannot be read: {error}", folder.display()));
            return read;
        }
    };
    let named = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).is_some_and(is_dotenv);
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(named).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.is_file()) {
        one_file(path, &mut read);
    }
    read
}

/// The variables of a file that a person named.
pub fn in_file(path: &Path) -> Read {
    let mut read = Read::default();
    one_file(path, &mut read);
    read
}

fn one_file(path: &Path, read: &mut Read) {
    let told = path.file_name().map_or_else(|| path.display().to_string(), |name| name.display().to_string());
    match around::text(path) {
        Ok(Some(text)) => {
            let (variables, mistakes) = parse(&text);
            read.miss_in(&told, &mistakes);
            read.found.extend(variables.into_iter().map(|variable| credential(variable, &told)));
        }
        Ok(None) => read.miss(format!("there is no {}", path.display())),
        Err(error) => read.miss(format!("{told} cannot be read: {error}")),
    }
}

fn credential(variable: Variable, file: &str) -> Found {
    let Variable { name, value, line } = variable;
    let mut found = Found::new(Kind::Plain, &name, format!("{file}:{line}"));
    found.is_likely = looks_like_secret(&name, value.as_ref().map_or("", Secret::expose));
    match value.filter(|value| !value.is_empty()) {
        Some(value) => found.values.push(("value", value)),
        None => found.lacks.push("value"),
    }
    found
}

#[cfg(test)]
#[path = "dotenv_tests.rs"]
mod tests;
