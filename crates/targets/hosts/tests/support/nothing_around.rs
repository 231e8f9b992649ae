//! Nothing is around: engines are only found through hosts.

use slipway_docker::Surroundings;

/// Neither variables nor files.
pub struct NothingAround;

impl Surroundings for NothingAround {}
