//! The file as a whole.

#[cfg(test)]
use serde_json::Value;

use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{Config, FORMAT, Pipeline};
use crate::leak::AcceptedLeak;
#[cfg(test)]
use crate::yaml::{Kind, ScalarType};
use crate::yaml::{Node, Spot};

use super::environment::environment;
use super::fields::Fields;
use super::job::job;
use super::notifications::notifications;
use super::scalar::{filled, verbatim};
use super::service::{registry, service};

/// Reads a whole file.
pub(crate) fn config(root: &Node, cx: &mut Cx) -> Config {
    let Some(mut fields) = Fields::open(root, Spot::START, "slipway.yml", cx) else {
        return Config::default();
    };
    let notifications_at = fields.key_spot("notifications").unwrap_or(Spot::START);
    let config = Config {
        version: fields.required("version", cx, format),
        project: fields.required("project", cx, filled),
        requires: fields.optional("requires", cx, requires),
        services: fields.map("services", cx, service),
        registries: fields.map("registries", cx, registry),
        pipeline: fields.optional("pipeline", cx, pipeline).unwrap_or_default(),
        jobs: fields.map("jobs", cx, job),
        runners: fields.map("runners", cx, |node, _, cx| filled(node, cx)),
        environments: fields.map("environments", cx, environment),
        migrations: fields.one_or_many("migrations", cx, filled),
        notifications: fields
            .optional("notifications", cx, |node, cx| notifications(node, notifications_at, cx)),
        accepted_leaks: fields.placed("accepted_leaks", cx, accepted_leak),
    };
    fields.close_except(cx, |key| key.starts_with("x-"));
    config
}

fn format(node: &Node, cx: &mut Cx) -> Option<u32> {
    let written = verbatim(node, cx)?;
    if written == FORMAT.to_string() {
        return Some(FORMAT);
    }
    cx.error(
        node.spot,
        Code::Unsupported,
        format!("Version `{written}` of the file's format is not known to this Slipway."),
    )
    .suggest(FORMAT.to_string())
    .hint("A newer format needs a newer Slipway. A service's version stands under services.NAME.version.");
    None
}

fn requires(node: &Node, cx: &mut Cx) -> Option<semver::VersionReq> {
    let written = verbatim(node, cx)?;
    match semver::VersionReq::parse(&written) {
        Ok(requirement) => Some(requirement),
        Err(error) => {
            cx.error(
                node.spot,
                Code::BadValue,
                format!("`{written}` is no requirement on a version: {error}."),
            )
            .hint("Requirements look like \">=0.3\".");
            None
        }
    }
}

fn pipeline(node: &Node, cx: &mut Cx) -> Option<Pipeline> {
    filled(node, cx).map(|written| match written.as_str() {
        "slipway" => Pipeline::Slipway,
        _ => Pipeline::File(written),
    })
}

fn accepted_leak(node: &Node, cx: &mut Cx) -> Option<AcceptedLeak> {
    let mut fields = Fields::open(node, node.spot, "an accepted leak", cx)?;
    let accepted = AcceptedLeak {
        finding: fields.required("finding", cx, filled),
        reason: fields.required("reason", cx, filled),
    };
    fields.close(cx);
    Some(accepted)
}

/// A part as JSON, for tests of the schema.
#[cfg(test)]
pub(crate) fn json(node: &Node) -> Value {
    match &node.kind {
        Kind::List(items) => items.iter().map(|item| json(item)).collect(),
        Kind::Map(entries) => entries.iter().map(|e| (e.key.clone(), json(&e.value))).collect(),
        Kind::Scalar(scalar) => match scalar.kind() {
            ScalarType::Null => Value::Null,
            ScalarType::Boolean(value) => Value::Bool(value),
            ScalarType::Number => {
                serde_json::from_str(&scalar.text).unwrap_or_else(|_| Value::String(scalar.text.clone()))
            }
            ScalarType::Text => Value::String(scalar.text.clone()),
        },
    }
}
