//! Findings as text for a terminal: the sentence, the line, a caret, what to write instead.

use std::fmt::Write as _;

use super::finding::{Code, Finding, Findings, Severity};
use crate::redact::MASK;
use crate::secret_words::mask_secrets;

/// Lines longer than this, in bytes, are not shown at all.
const LONGEST: usize = 10_000;

/// Lines longer than this are cut around the caret, in characters.
const WIDTH: usize = 120;

/// All findings as plain text, with the lines of `text` they are about. Secrets that were found in
/// plain text are not repeated.
pub fn render(findings: &Findings, text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for finding in findings.all() {
        head(&mut out, finding);
        let line = lines.get(finding.line.saturating_sub(1));
        if let Some(line) = line.filter(|line| line.len() <= LONGEST) {
            excerpt(&mut out, finding, findings, line);
        }
        if let Some(suggestion) = &finding.suggestion {
            let _ = writeln!(out, "  write: {}", suggestion.replace('\n', "\n         "));
        }
        if let Some(hint) = &finding.hint {
            let _ = writeln!(out, "  hint: {hint}");
        }
        out.push('\n');
    }
    out
}

fn head(out: &mut String, finding: &Finding) {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let Finding { file, line, column, code, message, .. } = finding;
    let _ = writeln!(out, "{file}:{line}:{column}: {severity}[{code}]\n  {message}");
}

/// The line with a caret under what the finding is about.
fn excerpt(out: &mut String, finding: &Finding, findings: &Findings, line: &str) {
    // A text that is no YAML was not searched for secrets, so its line is.
    let line = match finding.code {
        Code::Syntax | Code::Budget => mask_secrets(line),
        _ => line.to_owned(),
    };
    let (shown, column) = masked(finding, findings, &line);
    let (shown, column) = cut(&shown, column);
    let number = finding.line.to_string();
    let room = shown.chars().count().saturating_sub(column).max(1);
    let length = match finding.code {
        Code::SecretInPlainText => MASK.len(),
        _ => finding.length.clamp(1, room),
    };
    let margin = " ".repeat(number.len());
    let before = " ".repeat(column);
    let carets = "^".repeat(length);
    let _ = writeln!(out, "  {number} | {shown}\n  {margin} | {before}{carets}");
}

/// The line without its secrets (and tabs as spaces), and the finding's column in it from 0.
fn masked(finding: &Finding, findings: &Findings, line: &str) -> (String, usize) {
    let mut chars: Vec<char> = line.replace('\t', " ").chars().collect();
    let mut column = finding.column.saturating_sub(1).min(chars.len());
    let secrets = findings.all().iter().rev().filter(|f| f.code == Code::SecretInPlainText);
    for secret in secrets {
        let Some(range) = secret_part(secret, finding.line, chars.len()) else {
            continue;
        };
        let removed = range.len();
        if column > range.start {
            column = (column + MASK.len()).saturating_sub(removed).max(range.start);
        }
        chars.splice(range, MASK.chars());
    }
    (chars.into_iter().collect(), column)
}

/// Which characters of a line belong to a secret.
fn secret_part(secret: &Finding, line: usize, length: usize) -> Option<std::ops::Range<usize>> {
    let last = secret.line + secret.further_lines;
    if line < secret.line || line > last {
        return None;
    }
    let start = match line == secret.line {
        true => secret.column - 1,
        false => 0,
    };
    let end = match secret.further_lines {
        0 => start + secret.length,
        _ => length,
    };
    (start <= length).then(|| start..end.min(length))
}

/// Cuts a long line to a piece around the column.
fn cut(line: &str, column: usize) -> (String, usize) {
    let chars: Vec<char> = line.chars().collect();
    if chars.len() <= WIDTH {
        return (line.to_owned(), column);
    }
    let start = column.saturating_sub(WIDTH / 2);
    let end = (start + WIDTH).min(chars.len());
    let piece: String = chars[start..end].iter().collect();
    let (lead, shift) = if start > 0 { ("…", 1) } else { ("", 0) };
    let tail = if end < chars.len() { "…" } else { "" };
    (format!("{lead}{piece}{tail}"), column - start + shift)
}
