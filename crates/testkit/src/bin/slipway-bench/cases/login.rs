//! The login that the peers' tools need.

use slipway_testkit::{Result, Stage};

/// Logs the laptop's docker command line in; the password goes through standard input.
pub(crate) fn log_in(stage: &Stage) -> Result<()> {
    let (user, address) = (stage.registry.user(), stage.registry.address());
    let text = format!(
        "printf %s \"$SLIPWAY_REGISTRY_PASSWORD\" | docker login -u {user} --password-stdin {address}"
    );
    stage.laptop.sh(&text)?.success().map(drop)
}
