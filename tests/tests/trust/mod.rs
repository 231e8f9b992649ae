//! Trust: host keys, and secrets that go nowhere but where they are meant to.

mod asking;
mod certificates;
mod every_login;
mod host_keys;
mod keychain;
mod leaks;
mod redaction;
mod sealed;
mod secrets;
mod traces;
mod window;
