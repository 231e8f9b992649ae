//! JSON Schemas: of `slipway.yml` and of every document.

use std::path::Path;

use serde_json::Value;

use super::Generated;

const DOCUMENTS: &str = "schema/documents";

/// The schema of the configuration, the window's types, and a schema per document.
pub fn files() -> Vec<Generated> {
    let of = |path: &str, value: &Value| Generated { path: path.to_owned(), text: pretty(value) };
    let mut files = vec![
        of("schema/slipway.schema.json", &slipway_domain::config::schema()),
        of("schema/window.json", &slipway_api::schema::window()),
    ];
    files.extend(slipway_api::schema::SCHEMAS.into_iter().map(|(name, make)| Generated {
        path: format!("{DOCUMENTS}/{name}.schema.json"),
        text: pretty(make().as_value()),
    }));
    files
}

/// Schemas that lie there and belong to no document.
pub fn orphans(root: &Path, files: &[Generated]) -> Vec<String> {
    let entries = std::fs::read_dir(root.join(DOCUMENTS)).into_iter().flatten().flatten();
    let mut paths: Vec<String> =
        entries.map(|entry| format!("{DOCUMENTS}/{}", entry.file_name().to_string_lossy())).collect();
    paths.retain(|path| files.iter().all(|file| &file.path != path));
    paths.sort();
    paths
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
