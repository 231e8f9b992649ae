//! Starts the real things that tests need.
//!
//! A [`Network`] is a switch with pretended machines on it: [`Host`]s with their own sshd and
//! Docker Engine, a bare [`Engine`], a [`Laptop`] that runs the `slipway` program, and
//! [`Registry`]s. Each machine has network, process, mount and host-name namespaces of its own
//! and its own copy of `/etc`, so nothing of the real machine is edited, and the kernel ends
//! everything in it as soon as the test process is gone, even by `kill -9`.
//!
//! Networks need root on Linux: call [`root_or_explain`] first. [`Registry::on_loopback`] and
//! [`LoopbackHost`] need no root.

// Starting processes, files and environment variables are what this crate is for.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod base_image;
mod certificate;
mod command;
mod engine;
mod engine_client;
mod engine_events;
mod error;
mod fake_aws;
mod faulty_proxy;
mod free_port;
mod host;
mod http_server;
mod keyring;
mod laptop;
mod leash;
mod loopback_host;
mod machine;
mod moto;
mod network;
mod privilege;
mod prompt_watch;
mod registry;
mod registry_client;
mod registry_fill;
mod registry_store;
mod repository;
mod sample;
mod secrets_watch;
mod session_keyring;
mod severed;
mod slot;
mod spellings;
mod ssh_keys;
mod sshd;
mod stage;
mod stand_ins;
mod terminal;
mod tls_service;
mod token_server;

pub use base_image::{BASE_IMAGE, BASE_IMPORT, base_rootfs, busybox_image};
pub use certificate::{Authority, Certificate};
pub use command::{Finished, Running, finish, finish_given, start};
pub use engine::{Docker, Engine};
pub use engine_client::Inventory;
pub use engine_events::moment;
pub use error::{Result, TestkitError};
pub use fake_aws::{AwsError, FakeAws};
pub use faulty_proxy::{Fault, FaultyProxy};
pub use free_port::free_port;
pub use host::{Host, HostOptions, SshUse};
pub use laptop::{Laptop, Slipway};
pub use leash::Leashed;
pub use loopback_host::LoopbackHost;
pub use moto::Moto;
pub use network::Network;
pub use privilege::{leave_out, root_or_explain};
pub use prompt_watch::PromptWatch;
pub use registry::{Registry, RegistryOptions};
pub use registry_store::write_password_file;
pub use repository::Repository;
pub use sample::{HEALTH_OFTEN, HEALTH_SELDOM, Sample, SampleValues};
pub use secrets_watch::{
    SecretsWatch, SharedMemoryWatch, Sighting, watch_all_secrets, watch_secrets, watch_shared_memory,
};
pub use session_keyring::{KeyringState, SessionKeyring};
pub use severed::Severed;
pub use spellings::spellings;
pub use ssh_keys::KeyPair;
pub use stage::Stage;
pub use stand_ins::{
    Outage, STAND_IN_KEYWORD, STAND_IN_SECRET, STAND_IN_TOKEN, StandInKeys, StandIns, Taken, path_of,
};
pub use terminal::Terminal;
pub use tls_service::TlsService;
