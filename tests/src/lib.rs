//! End to end on real components: what the one test binary (`tests/`) and the campaigns of `slipway-soak` share.

// What is wrong here is a test that fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod births;
pub mod campaigns;
pub mod colleague;
pub mod desktop;
pub mod direct;
pub mod direct_window;
pub mod documents;
pub mod scene;
pub mod services;
pub mod truth;
pub mod window;
