//! Documents fit the schemas that are published for them, and keep the fields of the contract.

use serde_json::Value;

use super::samples::samples;

/// Per document the fields that it was published with. Fields are only ever added.
const FIELDS: &[(&str, &str, &[&str])] = &[
    ("credentials", "", &["keychain", "credentials"]),
    ("credentials", "/keychain", &["name", "state"]),
    (
        "credentials",
        "/credentials/0",
        &[
            "id",
            "name",
            "kind",
            "scope",
            "project",
            "environment",
            "fields",
            "shown",
            "ask",
            "added",
            "rotated",
            "used",
            "used_by",
            "tested",
        ],
    ),
    ("credentials", "/credentials/3/tested", &["at", "works", "said"]),
    ("credentials-import", "", &["found", "missed"]),
    ("credentials-import", "/found/0", &["name", "kind", "from", "shown", "state"]),
    ("credentials-test", "", &["tested"]),
    ("credentials-test", "/tested/0", &["id", "name", "kind", "works", "said", "code"]),
    ("error", "/error", &["code", "message", "hint", "details"]),
    ("history", "", &["project", "operations"]),
    (
        "operation",
        "",
        &["operation", "verdict", "environment", "release", "versions", "digests", "places", "evidence"],
    ),
    ("operation", "/places/0", &["name", "verdict", "running"]),
    (
        "plan",
        "",
        &[
            "hash",
            "environment",
            "release",
            "services",
            "commits",
            "config",
            "sealed",
            "actions",
            "gates",
            "account",
            "credentials",
            "warnings",
            "rollback_to",
        ],
    ),
    ("plan", "/sealed/0", &["file", "version", "secrets"]),
    ("plan", "/account", &["account", "name", "from", "credential"]),
    ("plan", "/account/credential", &["kind", "name"]),
    ("plan", "/credentials/0", &["name", "kind", "scope"]),
    ("plan", "/services/0", &["name", "change", "from", "to"]),
    ("plan", "/actions/0", &["place", "action", "command"]),
    ("plan", "/gates/0", &["name", "state", "reason"]),
    ("plan", "/config/0", &["key", "change"]),
    ("sealed", "", &["file", "secrets", "recipients"]),
    ("sealed", "/recipients/0", &["name", "key", "shown"]),
    ("sealed-diff", "", &["file", "secrets", "opened"]),
    ("sealed-diff", "/secrets/0", &["name", "change"]),
    ("status", "", &["project", "environments"]),
    (
        "status",
        "/environments/1",
        &["name", "state", "services", "unmanaged", "next", "lock", "freeze", "hold"],
    ),
    (
        "status",
        "/environments/1/services/0",
        &[
            "name",
            "version",
            "digest",
            "release",
            "commit",
            "deployed_at",
            "health",
            "places",
            "drift",
            "rollback_to",
        ],
    ),
    ("status", "/environments/1/services/0/places/0", &["name", "kind", "digest", "health"]),
    ("status", "/environments/1/services/0/rollback_to/0", &["release", "version", "digest", "available"]),
    ("status", "/environments/1/unmanaged/0", &["name", "places"]),
    ("status", "/environments/1/lock", &["owner", "since", "message", "operation", "stale"]),
    ("status", "/environments/1/freeze", &["until", "reason"]),
    ("status", "/environments/1/hold", &["by", "since", "reason"]),
    ("check-policy", "", &["policy", "compared"]),
    ("check-policy", "/compared", &["missing", "notes"]),
    ("check-policy", "/compared/missing/0", &["action", "resource", "statement", "denied"]),
    ("status", "/notifications/0", &["channel", "title", "since", "why", "given_up"]),
    ("tags", "", &["service", "repository", "images"]),
    (
        "tags",
        "/images/0",
        &[
            "tags",
            "digest",
            "semver",
            "build_number",
            "commit",
            "commit_time",
            "created",
            "size_bytes",
            "platforms",
            "running_in",
            "pushed",
            "scan",
        ],
    ),
    ("tags", "/images/0/scan", &["status", "at", "findings"]),
];

/// The schema as it lies in the repository, which is what people have.
fn published(name: &str) -> Value {
    let path = slipway_xtask::root().join(format!("schema/documents/{name}.schema.json"));
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask generate` writes it", path.display()));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_document_has_samples_that_fit_its_schema() {
    let samples = samples();
    let documents = slipway_api::schema::SCHEMAS;
    assert_eq!(documents.len(), samples.len(), "every document is tried here");
    for (name, _) in documents {
        let schema = published(name);
        assert!(jsonschema::meta::is_valid(&schema), "{name}.schema.json is no JSON Schema");
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for sample in samples.get(name).unwrap_or_else(|| panic!("{name} has no sample")) {
            let errors: Vec<String> =
                validator.iter_errors(sample).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{name} does not fit its schema: {errors:?}\n{sample:#}");
        }
    }
}

#[test]
fn schemas_refuse_what_lacks_a_field() {
    for (name, samples) in samples() {
        let validator = jsonschema::draft202012::new(&published(name)).unwrap();
        let Some(Value::Object(full)) = samples.last() else { panic!("{name} is no object") };
        let required = published(name)["required"].as_array().cloned().unwrap_or_default();
        assert!(!required.is_empty(), "the schema of {name} requires nothing, so it accepts anything");
        for field in required {
            let mut less = full.clone();
            less.remove(field.as_str().unwrap());
            assert!(!validator.is_valid(&Value::Object(less)), "{name} without {field} still fits");
        }
    }
}

#[test]
fn the_fields_of_the_contract_are_there() {
    let samples = samples();
    for (name, pointer, fields) in FIELDS {
        let sample = samples[name].last().unwrap();
        let part = sample.pointer(pointer).unwrap_or_else(|| panic!("{name} has no {pointer}"));
        for field in *fields {
            assert!(part.get(field).is_some(), "{name}{pointer} lost its field `{field}`:\n{part:#}");
        }
    }
}

#[test]
fn a_digest_is_null_where_places_differ() {
    let status = samples()["status"].last().unwrap().clone();
    let service = status.pointer("/environments/1/services/0").unwrap();
    assert!(
        service["digest"].is_null(),
        "null says that the places differ; a missing field would say nothing"
    );
}
