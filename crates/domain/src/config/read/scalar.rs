//! Single values: texts, numbers, booleans, names, lengths of time, variables.

use std::str::FromStr;

use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::value::{Env, EnvValue};
use crate::config::{PortError, PortMapping, is_variable_name};
use crate::duration::{Duration, DurationError};
use crate::secret_words::looks_random;
use crate::tree_path::plain_path;
use crate::yaml::{Kind, Node, Scalar, ScalarType, Spot};

use super::fields::{Fields, closest};

/// Reports that another kind of value is wanted.
pub(crate) fn wrong(node: &Node, wanted: &str, cx: &mut Cx) {
    let found = match &node.kind {
        Kind::List(_) => "a list".to_owned(),
        Kind::Map(_) => "a map".to_owned(),
        Kind::Scalar(scalar) => match scalar.kind() {
            ScalarType::Null => "nothing".to_owned(),
            ScalarType::Boolean(value) => format!("the boolean `{value}`"),
            ScalarType::Number => format!("the number `{}`", scalar.text),
            ScalarType::Text => "a text".to_owned(),
        },
    };
    cx.error(node.spot, Code::WrongType, format!("Here {wanted} is wanted, but {found} is written."));
}

/// The scalar in a node, or a finding.
fn scalar<'n>(node: &'n Node, wanted: &str, cx: &mut Cx) -> Option<&'n Scalar> {
    match &node.kind {
        Kind::Scalar(scalar) if !scalar.is_null() => Some(scalar),
        _ => {
            wrong(node, wanted, cx);
            None
        }
    }
}

/// A text. Numbers and booleans have to be quoted, since `1.10` and `1.1` are the same number.
pub(crate) fn text(node: &Node, cx: &mut Cx) -> Option<String> {
    let scalar = scalar(node, "a text", cx)?;
    if scalar.kind() != ScalarType::Text {
        wrong(node, "a text", cx);
        suggest_last(cx, format!("\"{}\"", scalar.text));
        return None;
    }
    Some(scalar.text.clone())
}

/// A text with at least one character.
pub(crate) fn filled(node: &Node, cx: &mut Cx) -> Option<String> {
    let text = text(node, cx)?;
    if text.trim().is_empty() {
        cx.error(node.spot, Code::BadValue, "An empty text means nothing here.");
        return None;
    }
    Some(text)
}

/// The path of a file in the repository, in its one spelling. What leads out of it stays as it is written, for the
/// rules to refuse.
pub(crate) fn tree_path(node: &Node, cx: &mut Cx) -> Option<String> {
    let written = filled(node, cx)?;
    Some(plain_path(&written)).filter(|plain| !plain.is_empty()).or(Some(written))
}

/// A text as it was written, also where YAML sees a number or a boolean.
pub(crate) fn verbatim(node: &Node, cx: &mut Cx) -> Option<String> {
    scalar(node, "a text, a number or a boolean", cx).map(|scalar| scalar.text.clone())
}

/// `true` or `false`.
pub(crate) fn boolean(node: &Node, cx: &mut Cx) -> Option<bool> {
    let scalar = scalar(node, "`true` or `false`", cx)?;
    if let ScalarType::Boolean(value) = scalar.kind() {
        return Some(value);
    }
    wrong(node, "`true` or `false`", cx);
    match scalar.text.to_lowercase().as_str() {
        "yes" | "on" | "true" | "1" => suggest_last(cx, "true"),
        "no" | "off" | "false" | "0" => suggest_last(cx, "false"),
        _ => {}
    }
    None
}

/// A whole number between two bounds, both allowed.
pub(crate) fn number(node: &Node, least: u32, most: u32, cx: &mut Cx) -> Option<u32> {
    let wanted = format!("a whole number from {least} to {most}");
    let scalar = scalar(node, &wanted, cx)?;
    let value = scalar.text.parse::<u32>().ok();
    match value.filter(|n| scalar.kind() == ScalarType::Number && (least..=most).contains(n)) {
        Some(number) => Some(number),
        None => {
            wrong(node, &wanted, cx);
            None
        }
    }
}

/// A length of time.
pub(crate) fn duration(node: &Node, cx: &mut Cx) -> Option<Duration> {
    let written = verbatim(node, cx)?;
    match written.parse::<Duration>() {
        Ok(duration) => Some(duration),
        Err(error) => {
            let suggestion = better_duration(&written, &error);
            cx.error(node.spot, Code::BadDuration, format!("This is no length of time: {error}."))
                .suggest_some(suggestion)
                .hint("Lengths of time look like 500ms, 60s, 10m, 1h30m, 2d.");
            None
        }
    }
}

/// A length of time above zero.
pub(crate) fn limit(node: &Node, cx: &mut Cx) -> Option<Duration> {
    let duration = duration(node, cx)?;
    if duration.is_zero() {
        cx.error(node.spot, Code::BadDuration, "A limit of no time at all can never be kept.");
        return None;
    }
    Some(duration)
}

/// What was probably meant.
fn better_duration(written: &str, error: &DurationError) -> Option<String> {
    match error {
        DurationError::NoUnit(number) => Some(format!("{number}s")),
        DurationError::UnknownUnit(unit) => {
            let short = match unit.to_lowercase().as_str() {
                "sec" | "secs" | "second" | "seconds" => "s",
                "min" | "mins" | "minute" | "minutes" => "m",
                "hr" | "hrs" | "hour" | "hours" => "h",
                "day" | "days" => "d",
                other => ["s", "m", "h", "d", "ms"].into_iter().find(|u| *u == other)?,
            };
            Some(written.replace(unit.as_str(), short).replace(' ', ""))
        }
        DurationError::Malformed(text) => {
            let joined = text.replace(' ', "");
            match joined.parse::<Duration>() {
                Ok(_) => Some(joined),
                Err(_) if joined == *text => None,
                Err(error) => better_duration(&joined, &error),
            }
        }
        _ => None,
    }
}

/// One of a few words.
pub(crate) fn word<T: Copy>(node: &Node, words: &[(&str, T)], cx: &mut Cx) -> Option<T> {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let wanted = format!("one of {}", names.join(", "));
    let written = scalar(node, &wanted, cx)?.text.as_str();
    if let Some((_, value)) = words.iter().find(|(name, _)| *name == written) {
        return Some(*value);
    }
    cx.error(node.spot, Code::BadValue, format!("`{written}` is not known here."))
        .suggest_some(closest(written, names))
        .hint(format!("It is {wanted}."));
    None
}

/// A published port.
pub(crate) fn port_mapping(node: &Node, cx: &mut Cx) -> Option<PortMapping> {
    let written = verbatim(node, cx)?;
    match PortMapping::from_str(&written) {
        Ok(mapping) => Some(mapping),
        Err(error) => {
            let suggestion = match &error {
                PortError::OnlyOne(port) => Some(format!("\"{port}:{port}\"")),
                _ => None,
            };
            cx.error(node.spot, Code::BadPort, format!("This publishes no port: {error}."))
                .suggest_some(suggestion)
                .hint("Ports look like \"8080:80\", \"127.0.0.1:8080:80\", \"53:53/udp\": the host's first.");
            None
        }
    }
}

/// The variables under a key.
pub(crate) fn env(fields: &mut Fields, cx: &mut Cx) -> Env {
    fields.map("env", cx, |node, spot, cx| {
        Some(env_value(node, spot, cx).unwrap_or_else(|| EnvValue::Plain(String::new())))
    })
}

fn env_value(node: &Node, spot: Spot, cx: &mut Cx) -> Option<EnvValue> {
    match &node.kind {
        Kind::Map(_) => {
            let mut fields = Fields::open(node, spot, "a secret", cx)?;
            let secret = fields.required("secret", cx, variable_name);
            fields.close(cx);
            Some(EnvValue::Secret { secret })
        }
        Kind::Scalar(scalar) if scalar.is_null() => {
            cx.error(spot, Code::MissingKey, "This variable has no value.")
                .suggest("\"\"")
                .hint("An empty value is written as \"\"; a secret as { secret: NAME }.");
            None
        }
        _ => verbatim(node, cx).map(EnvValue::Plain),
    }
}

/// The name of a variable or secret: letters, digits and `_`, not beginning with a digit.
pub(crate) fn variable_name(node: &Node, cx: &mut Cx) -> Option<String> {
    let name = text(node, cx)?;
    if is_variable_name(&name) {
        return Some(name);
    }
    // Who writes the secret where its name belongs must not find it in a log.
    let code = match looks_random(&name, false) {
        true => Code::SecretInPlainText,
        false => Code::BadName,
    };
    if code == Code::SecretInPlainText {
        cx.conceal(&name);
    }
    cx.error(node.spot, code, "This is not the name of a secret.")
        .hint("Names of secrets hold letters, digits and `_`, and do not begin with a digit. If this is the secret itself, set SLIPWAY_SECRET_NAME where Slipway runs.");
    None
}

/// Where a list is wanted and one value stands: the value in brackets.
pub(crate) fn suggest_in_brackets(node: &Node, cx: &mut Cx) {
    if let Kind::Scalar(scalar) = &node.kind {
        suggest_last(cx, format!("[{}]", scalar.text));
    }
}

/// Adds what to write instead to the finding that was reported last.
fn suggest_last(cx: &mut Cx, suggestion: impl Into<String>) {
    if let Some(finding) = cx.last() {
        finding.suggest(suggestion);
    }
}
