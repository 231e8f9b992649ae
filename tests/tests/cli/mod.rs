//! The command line as CONTRACT promises it: exit codes, documents, what people read.

mod credentials;
mod exit_codes;
mod interrupted;
mod releases;
mod sealed;
mod sessions;
mod shells;
mod terminal;
mod usage;
