//! OCI registries: tags, manifests and image configuration.
//!
//! [`OciRegistries`] implements the engine's port `Registries` for anything that speaks the OCI
//! distribution protocol. Per registry it keeps one pool of connections, one login and one token per
//! repository and action; the latter two until they are refused.
//!
//! Which part does what: `registries` finds the endpoint of a name, `endpoint` sends a request with login
//! and patience, `exchange` is one request and its answer, `authorization` (with `challenge`, `login` and
//! `tokens`) is about logins, `trust` and `tls` are about certificates, `listing`, `manifests` and
//! `metadata` are what the port asks for, `trial` tries a login, `problems` and `transport` say what went wrong.

mod authorization;
mod challenge;
mod endpoint;
mod exchange;
mod index;
mod link;
mod listing;
mod login;
mod manifests;
mod metadata;
mod patience;
mod problems;
mod registries;
mod repository;
mod tls;
mod tokens;
mod transport;
mod trial;
mod trust;
mod upload;
mod wire;

pub use patience::Patience;
pub use registries::{OciRegistries, Settings, TlsSettings};
pub use trial::RegistryTrial;
