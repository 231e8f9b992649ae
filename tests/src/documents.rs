//! Documents against their published schemas.

use serde_json::Value;
use slipway_api::schema::SCHEMAS;

/// Fails unless the document fits the schema of that name.
pub fn fits(name: &str, document: &Value) {
    let (_, make) = SCHEMAS.into_iter().find(|(known, _)| *known == name).expect("a schema of that name");
    let schema = serde_json::to_value(make()).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "scripts rely on the schema of `{name}`: {errors:?}\n{document:#}");
}

/// The code of an error's document, which has to fit its schema.
pub fn code_of(document: &Value) -> String {
    fits("error", document);
    document["error"]["code"].as_str().unwrap_or_default().to_owned()
}
