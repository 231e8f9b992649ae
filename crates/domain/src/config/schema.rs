//! The JSON Schema of `slipway.yml`, for editors and for the reference.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::name::name_pattern;
use super::{Config, FORMAT};

/// The schema's name.
const ID: &str = "urn:slipway:schema:slipway.yml:1";

/// The schema of `slipway.yml`, version 1, in JSON Schema draft 2020-12. Made from the types and their
/// documentation. Unknown keys are forbidden, except those at the top that begin with `x-`. Keys are
/// sorted, so that the same types always give the same text.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = tidy(generator.into_root_schema_for::<Config>().to_value());
    let name = name_pattern();
    for (pointer, value) in [
        ("/$id", json!(ID)),
        (
            "/patternProperties",
            json!({ "^x-": { "description": "Parts that are repeated elsewhere with anchors." } }),
        ),
        (
            "/properties/version",
            json!({ "const": FORMAT, "description": "The version of the file's format: 1." }),
        ),
        ("/properties/project/pattern", json!(name)),
        ("/properties/services/propertyNames", json!({ "pattern": name })),
        ("/properties/environments/propertyNames", json!({ "pattern": name })),
        ("/$defs/BuildArg", build_arg()),
    ] {
        set(&mut schema, pointer, value);
    }
    schema
}

fn build_arg() -> Value {
    json!({
        "description": "A text, which may hold variables. Without a value: taken from the environment Slipway runs in.",
        "anyOf": [{ "$ref": "#/$defs/Template" }, { "type": ["number", "boolean", "null"] }],
    })
}

/// Puts a value at a JSON pointer, whose parent exists.
fn set(schema: &mut Value, pointer: &str, value: Value) {
    let Some((parent, key)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(parent)) = schema.pointer_mut(parent) {
        parent.insert(key.to_owned(), value);
    }
}

/// Sorts keys, and takes away what describes Rust rather than the file: `null` for values that are
/// simply not written, widths of integers, line breaks of comments.
fn tidy(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(tidy).collect(),
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> = map
                .into_iter()
                .filter(|(key, _)| key != "format")
                .map(|(key, value)| {
                    let value = describe(&key, value);
                    (key, tidy(value))
                })
                .collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            without_null(entries.into_iter().collect())
        }
        other => other,
    }
}

fn describe(key: &str, value: Value) -> Value {
    match value {
        Value::String(text) if key == "description" => Value::String(text.replace('\n', " ")),
        other => other,
    }
}

/// `string or null` is `string`; `something or null` is that something.
fn without_null(mut map: Map<String, Value>) -> Value {
    let is_null = |value: &Value| *value == json!("null") || *value == json!({ "type": "null" });
    for key in ["type", "anyOf"] {
        let Some(Value::Array(choices)) = map.get(key) else {
            continue;
        };
        let rest: Vec<Value> = choices.iter().filter(|c| !is_null(c)).cloned().collect();
        if rest.len() != 1 || choices.len() != 2 {
            continue;
        }
        map.remove(key);
        for only in rest {
            match only {
                Value::Object(inner) => map.extend(inner),
                only => {
                    map.insert(key.to_owned(), only);
                }
            }
        }
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::config::cx::Cx;
    use crate::config::read;
    use crate::yaml;

    const GOOD: [&str; 5] = [
        include_str!("../../tests/good/contract.yml"),
        include_str!("../../tests/good/anchors.yml"),
        include_str!("../../tests/good/smallest.yml"),
        include_str!("../../tests/good/json.yml"),
        include_str!("../../tests/good/notifications.yml"),
    ];

    fn as_json(text: &str) -> Value {
        let root = yaml::compose(text, &mut Cx::new("slipway.yml")).unwrap();
        // `<<` and numbers are read by now; times stay texts, as YAML 1.2 has no times.
        read::json(&root)
    }

    fn problems(instance: &Value) -> Vec<String> {
        let validator = jsonschema::draft202012::new(&schema()).unwrap();
        let errors = validator.iter_errors(instance);
        errors.map(|e| format!("{}: {e}", e.instance_path())).collect()
    }

    #[test]
    fn is_a_schema_itself() {
        assert!(jsonschema::meta::is_valid(&schema()));
    }

    #[test]
    fn good_files_fit() {
        for text in GOOD {
            assert_eq!(problems(&as_json(text)), Vec::<String>::new());
            let config = crate::config::parse(text, "slipway.yml").unwrap();
            assert_eq!(problems(&serde_json::to_value(config).unwrap()), Vec::<String>::new());
        }
    }

    #[test]
    fn bad_files_do_not() {
        for text in [
            include_str!("../../tests/bad/unknown_key_top.yml"),
            include_str!("../../tests/bad/unknown_keys_everywhere.yml"),
            include_str!("../../tests/bad/boolean_yes.yml"),
            include_str!("../../tests/bad/project_bad_name.yml"),
            include_str!("../../tests/bad/target_missing.yml"),
            include_str!("../../tests/bad/target_two.yml"),
            include_str!("../../tests/bad/template_unknown_variable.yml"),
            include_str!("../../tests/bad/duration_units.yml"),
            include_str!("../../tests/bad/version_unsupported.yml"),
        ] {
            assert_ne!(problems(&as_json(text)), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn every_key_is_described() {
        fn walk(value: &Value, path: &str) {
            if let Some(Value::Object(properties)) = value.get("properties") {
                for (key, property) in properties {
                    let described = property.get("description").is_some() || property.get("$ref").is_some();
                    assert!(described, "{path}/{key}");
                }
            }
            match value {
                Value::Object(map) => map.iter().for_each(|(k, v)| walk(v, &format!("{path}/{k}"))),
                Value::Array(items) => items.iter().for_each(|v| walk(v, path)),
                _ => {}
            }
        }
        walk(&schema(), "");
    }
}
