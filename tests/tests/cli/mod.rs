//! The command line as CONTRACT promises it: exit codes, documents, what people read.

mod aws;
mod credentials;
mod exit_codes;
mod init;
mod interrupted;
mod keychain_states;
mod releases;
mod sealed;
mod sessions;
mod shells;
mod terminal;
mod usage;
