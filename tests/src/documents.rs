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

/// Fails unless what `slipway WORDS --json` printed fits the schema of what that command prints, or of an error.
pub fn fits_command(words: &[&str], document: &Value) {
    let has = |option: &str| words.contains(&option);
    let prints = |word: &&str| match *word {
        "check" if has("--hosts") => Some("check-hosts"),
        "check" if has("--policy") => Some("check-policy"),
        "check" if has("--notify") => Some("check-notify"),
        "deploy" | "promote" | "rollback" if has("--dry-run") => Some("plan"),
        "check" => Some("check"),
        "credentials" if has("sealed") && has("list") => Some("sealed"),
        "credentials" if has("sealed") && has("diff") => Some("sealed-diff"),
        "credentials" if has("sealed") => Some("done"),
        "credentials" if has("list") => Some("credentials"),
        "credentials" if has("test") => Some("credentials-test"),
        "credentials" if has("import") => Some("credentials-import"),
        "credentials" => Some("done"),
        "history" => Some("history"),
        "init" => Some("init"),
        "plan" => Some("plan"),
        "status" => Some("status"),
        "tags" => Some("tags"),
        "build" | "push" | "run" | "deploy" | "promote" | "rollback" | "cancel" | "resume" | "restart" => {
            Some("operation")
        }
        "approve" | "deny" | "freeze" | "unfreeze" | "hold" | "unhold" | "lock" | "unlock" => Some("done"),
        _ => None,
    };
    let name = if document["error"].is_object() { Some("error") } else { words.iter().find_map(prints) };
    fits(name.unwrap_or_else(|| panic!("a known command: {words:?}")), document);
}

/// The digest of `api` in the document of an operation.
pub fn digest_of_api(document: &Value) -> String {
    let digest = document["digests"]["api"].as_str();
    digest.unwrap_or_else(|| panic!("a digest of api in {document:#}")).to_owned()
}

/// The code of an error's document, which has to fit its schema.
pub fn code_of(document: &Value) -> String {
    fits("error", document);
    document["error"]["code"].as_str().unwrap_or_default().to_owned()
}
