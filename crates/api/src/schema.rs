//! JSON Schemas of every document, as `slipway schema NAME` prints them.

use schemars::{Schema, schema_for};

/// The schema of a document, made when it is asked for.
pub type MakeSchema = fn() -> Schema;

/// Each document with its JSON Schema (draft 2020-12), by name.
pub const SCHEMAS: [(&str, MakeSchema); 11] = [
    ("check", || schema_for!(crate::check::CheckDocument)),
    ("check-hosts", || schema_for!(crate::check::HostsDocument)),
    ("done", || schema_for!(crate::done::DoneDocument)),
    ("error", || schema_for!(crate::error::ErrorDocument)),
    ("history", || schema_for!(crate::history::HistoryDocument)),
    ("init", || schema_for!(crate::init::InitDocument)),
    ("log", || schema_for!(crate::log::LogLineDocument)),
    ("operation", || schema_for!(crate::operation::OperationDocument)),
    ("plan", || schema_for!(crate::plan::PlanDocument)),
    ("status", || schema_for!(crate::status::StatusDocument)),
    ("tags", || schema_for!(crate::tags::TagsDocument)),
];
