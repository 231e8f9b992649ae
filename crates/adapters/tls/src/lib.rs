//! What adapters that speak TLS share: which certificates are accepted, and why one is not.
//!
//! A certificate is passed over only where `slipway.yml` says `insecure`: that is [`Accepts::everything`].

mod refused;
mod verifier;

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

pub use refused::{Refused, refused};
pub use verifier::Accepts;

/// The provider of the process, else ring, which is the one that the process installs.
pub fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()))
}

/// The certificates in a PEM text; none if it holds none.
pub fn certificates(pem: &[u8]) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).collect()
}
