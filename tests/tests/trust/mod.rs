//! Trust: host keys, and secrets that go nowhere but where they are meant to.

mod asking;
mod certificates;
mod host_keys;
mod leaks;
mod redaction;
mod secrets;
mod traces;
