//! JSON Schemas of every document, as `slipway schema NAME` prints them.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator, schema_for};
use serde_json::{Map, Value, json};

use crate::window::call::CALLS;
use crate::window::event::Event;
use crate::window::topic::Topic;

/// The schema of a document, made when it is asked for.
pub type MakeSchema = fn() -> Schema;

/// Each document with its JSON Schema (draft 2020-12), by name.
pub const SCHEMAS: [(&str, MakeSchema); 18] = [
    ("check", || schema_for!(crate::check::CheckDocument)),
    ("check-hosts", || schema_for!(crate::check::HostsDocument)),
    ("check-notify", || schema_for!(crate::check::NotifyDocument)),
    ("check-policy", || schema_for!(crate::policy::PolicyDocument)),
    ("credentials", || schema_for!(crate::credentials::CredentialsDocument)),
    ("credentials-import", || schema_for!(crate::credentials::ImportDocument)),
    ("credentials-test", || schema_for!(crate::credentials::TestDocument)),
    ("done", || schema_for!(crate::done::DoneDocument)),
    ("error", || schema_for!(crate::error::ErrorDocument)),
    ("history", || schema_for!(crate::history::HistoryDocument)),
    ("init", || schema_for!(crate::init::InitDocument)),
    ("log", || schema_for!(crate::log::LogLineDocument)),
    ("operation", || schema_for!(crate::operation::OperationDocument)),
    ("plan", || schema_for!(crate::plan::PlanDocument)),
    ("sealed", || schema_for!(crate::sealed::SealedDocument)),
    ("sealed-diff", || schema_for!(crate::sealed::SealedDiffDocument)),
    ("status", || schema_for!(crate::status::StatusDocument)),
    ("tags", || schema_for!(crate::tags::TagsDocument)),
];

/// The types of the window's calls and events: `$defs`, and per call its arguments and its answer. What is answered
/// always has all of its fields; arguments may leave out what is null.
pub fn window() -> Value {
    let mut takes = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let mut says = SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize());
    let calls: Map<String, Value> = CALLS
        .iter()
        .map(|call| {
            let (args, value) = ((call.args)(&mut takes), (call.value)(&mut says));
            (call.name.to_owned(), json!({ "description": call.about, "args": args, "value": value }))
        })
        .collect();
    let (event, topic) = (says.subschema_for::<Event>(), says.subschema_for::<Topic>());
    let mut types = takes.take_definitions(true);
    types.extend(says.take_definitions(true));
    json!({ "$defs": types, "calls": calls, "event": event, "topic": topic })
}
