//! A loopback port that nobody listens on.

use std::net::TcpListener;

use crate::error::{Doing, Result};

/// A TCP port that was free on 127.0.0.1 a moment ago. Another process may take it before it
/// is used, so whoever listens on it must be ready to ask again.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).doing(|| "finding a free port".into())?;
    let address = listener.local_addr().doing(|| "finding a free port".into())?;
    Ok(address.port())
}
