//! Docker Engines: finding the laptop's, reaching hosts', and what is asked of them, through bollard.
//!
//! Everything goes over connections that [`Endpoint::dial`] or a host's `dial` makes, so that a socket, TCP with
//! or without TLS and `docker system dial-stdio` behind SSH behave alike. Finding an engine is a pure decision
//! over what is injected ([`Surroundings`]). What is absent: builds, and every use of the `docker` program.

mod archive;
mod auth;
mod carry;
mod connection;
mod container_details;
mod containers;
mod dial;
mod engine;
mod engines;
mod failure;
mod found_by;
mod images;
mod lifecycle;
mod locate;
mod log_lines;
mod missed_lines;
mod pull;
mod push;
mod terminal;
mod tls;
mod transport;
mod volumes;

pub use dial::Endpoint;
pub use engines::DockerEngines;
pub use found_by::FoundBy;
pub use locate::{Address, Located, Surroundings, locate};
