//! The configuration reference, generated from the schema.

use std::collections::VecDeque;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::schema::schema;

/// The reference of `slipway.yml` as Markdown: a table of keys for the file and for every part of it,
/// in the order in which they are first mentioned.
pub fn reference() -> String {
    let schema = schema();
    let mut out = String::from(INTRODUCTION);
    out.push_str("\n## The file\n\n");
    let mut queue = VecDeque::new();
    table(&mut out, &schema, &mut queue);
    let mut done: Vec<String> = Vec::new();
    while let Some(name) = queue.pop_front() {
        if done.contains(&name) {
            continue;
        }
        if let Some(definition) = schema.pointer(&format!("/$defs/{name}")) {
            section(&mut out, &name, definition, &mut queue);
        }
        done.push(name);
    }
    out
}

const INTRODUCTION: &str = "# slipway.yml

This page is generated from the schema that `slipway schema` prints.

The file is YAML. Anchors, aliases and merge keys (`<<`) work; parts that are only there to be repeated \
stand at the top under keys that begin with `x-`. Unknown keys are errors. Secrets are named, never \
written: `{ secret: NAME }`.

`${…}` expands in `version`, `tags`, `args`, `image` of a service, `verify` and the arguments of a script; \
`$$` stands for one `$`. It never expands in `run`.

| Variable | Meaning |
| --- | --- |
| `${version}` | the service's version |
| `${build_number}` | the number of the run |
| `${git_tag}` | the tag that points to the commit |
| `${commit_time}` | when the commit was made, in Unix seconds |
| `${sha}`, `${short_sha}` | the commit's id, and its first seven digits |
| `${branch}` | the branch the run was started for |

In versions and tags, a branch or git tag that is no valid image tag is normalised: every run of other \
characters becomes one `-`, leading `.` and `-` and trailing `-` are dropped, the rest is cut to 119 \
characters, and `-` with the first eight hexadecimal digits of the name's SHA-256 follows. Valid names \
stay as they are.
";

fn section(out: &mut String, name: &str, definition: &Value, queue: &mut VecDeque<String>) {
    let _ = writeln!(out, "\n## {name}\n");
    if let Some(text) = definition.get("description").and_then(Value::as_str) {
        let _ = writeln!(out, "{text}\n");
    }
    if let Some(Value::Array(values)) = definition.get("enum") {
        let names: Vec<String> = values.iter().map(code).collect();
        let _ = writeln!(out, "One of {}.", names.join(", "));
    }
    if definition.get("properties").is_some() {
        table(out, definition, queue);
    }
    for choices in ["oneOf", "anyOf"] {
        if let Some(Value::Array(choices)) = definition.get(choices) {
            choices.iter().for_each(|choice| alternative(out, choice, queue));
        }
    }
}

/// One of several forms a part may have.
fn alternative(out: &mut String, choice: &Value, queue: &mut VecDeque<String>) {
    let text = choice.get("description").and_then(Value::as_str);
    if let Some(constant) = choice.get("const") {
        let _ = writeln!(out, "- {}: {}", code(constant), text.unwrap_or_default());
    } else if choice.get("properties").is_some() {
        let _ = writeln!(out, "{}\n", text.unwrap_or("As a map:"));
        table(out, choice, queue);
        out.push('\n');
    }
}

/// The keys of a map: required ones first, then by name.
fn table(out: &mut String, schema: &Value, queue: &mut VecDeque<String>) {
    let empty = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let required = |key: &str| {
        let list = schema.get("required").and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|name| name == key))
    };
    let mut keys: Vec<&String> = properties.keys().collect();
    keys.sort_by_key(|key| (!required(key), (*key).clone()));
    out.push_str("| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |\n");
    for key in keys {
        let property = &properties[key];
        let default = match property.get("default") {
            Some(value) => code(value),
            None if required(key) => "required".to_owned(),
            None => String::new(),
        };
        let text = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let example = example(property);
        let kind = kind(property, queue);
        let _ = writeln!(out, "| `{key}` | {kind} | {default} | {text}{example} |");
    }
}

fn example(property: &Value) -> String {
    match property.pointer("/examples/0") {
        Some(value) => format!(" Example: {}.", code(value)),
        None => String::new(),
    }
}

/// What kind of value a key takes, with links to the parts that have sections.
fn kind(property: &Value, queue: &mut VecDeque<String>) -> String {
    if let Some(name) = property.get("$ref").and_then(Value::as_str) {
        let name = name.trim_start_matches("#/$defs/");
        queue.push_back(name.to_owned());
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(constant) = property.get("const") {
        return code(constant);
    }
    if let Some(Value::Array(choices)) = property.get("anyOf") {
        let kinds: Vec<String> = choices.iter().map(|choice| kind(choice, queue)).collect();
        return kinds.join(" or ");
    }
    match property.get("type").and_then(Value::as_str) {
        Some("array") => format!(
            "list of {}",
            property.get("items").map_or_else(|| "anything".to_owned(), |items| kind(items, queue))
        ),
        Some("object") => match property.get("additionalProperties") {
            Some(values @ Value::Object(_)) => format!("map of names to {}", kind(values, queue)),
            _ => "map".to_owned(),
        },
        Some("string") => "text".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some("boolean") => "`true` or `false`".to_owned(),
        _ => "anything".to_owned(),
    }
}

/// A value as YAML would show it, in code marks.
fn code(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_key_and_links_to_every_part() {
        let text = reference();
        for key in
            ["environments", "not_author", "compose_service", "working_directory", "timezone", "on_failure"]
        {
            assert!(text.contains(&format!("| `{key}` |")), "{key}");
        }
        let after_links = text.split_once("](#").map_or("", |(_, rest)| rest);
        let links: Vec<&str> = after_links.split("](#").filter_map(|rest| rest.split(')').next()).collect();
        assert!(links.len() > 20, "parts refer to each other: {links:?}");
        for link in links {
            let heading =
                |line: &&str| line.strip_prefix("## ").is_some_and(|name| name.to_lowercase() == link);
            assert!(text.lines().any(|line| heading(&line)), "{link}");
        }
    }
}
