//! Where secrets and logins come from when they are needed.
//!
//! First the credentials of the keychain, the one with the narrowest scope: a `plain` one of the secret's name, a
//! `registry` one of the registry's. Only where none was ever put there the other sources are asked; one that is there
//! and cannot be opened is an error.
//!
//! Then of secrets: `SLIPWAY_SECRET_NAME`, with the name in capital letters and otherwise as it is.
//!
//! Then of logins at a registry: `SLIPWAY_REGISTRY_USER_SUFFIX` and `SLIPWAY_REGISTRY_PASSWORD_SUFFIX`, where the
//! suffix is `HOST` or `HOST:PORT` in capital letters with `_` for every character that is no ASCII letter or
//! digit (`registry.example.com:5000` → `REGISTRY_EXAMPLE_COM_5000`); then the same two names without suffix,
//! which apply to *any* registry, also to one that only a base image comes from
//! ([`Variables::without_login_for_any`] leaves them out); then the person's docker logins. The two variables of a
//! login are set together. A variable that is empty counts as not set: that is what systems give for a secret they do
//! not have.
//!
//! What a sealed file of a release's commit has is asked for as such ([`slipway_engine::ports::Secrets::sealed`]) and never
//! looked for in these sources; the keys that open it are credentials too.
//!
//! Nothing is ever written but when a credential was used. What is absent: how keychains are spoken to, and what is done
//! with a login.

mod docker_config;
mod docker_logins;
mod handed_out;
mod helper;
mod purse;
mod sources;
mod variables;
mod variables_login;

pub use docker_logins::{NamedLogin, docker_logins, docker_registries};
pub use handed_out::{redacted, redacted_in_panic, redacting, redactor, remember};
pub use purse::Reached;
pub use sources::Credentials;
pub use variables::{Variables, holds_secret};
