//! A web service with TLS: `openssl s_server`, which sends the files of a folder.

use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use crate::certificate::Certificate;
use crate::error::Result;
use crate::free_port::free_port;
use crate::leash::Leashed;

/// A service on a loopback port. Dropping it ends it.
#[derive(Debug)]
pub struct TlsService {
    port: u16,
    _process: Leashed,
}

impl TlsService {
    /// Serves the files of `folder`, showing `certificate`. Its log is written beside the certificate.
    pub fn start(folder: &Path, certificate: &Certificate) -> Result<Self> {
        let port = free_port()?;
        let (folder, file) = (folder.to_string_lossy(), certificate.certificate.to_string_lossy());
        let (key, accept) = (certificate.key.to_string_lossy(), port.to_string());
        let words = ["env", "-C", &folder, "openssl", "s_server", "-quiet", "-WWW", "-accept", &accept];
        let words = [&words[..], &["-cert", &file, "-key", &key]].concat();
        let mut process = Leashed::start(&words, &certificate.certificate.with_extension("log"))?;
        process.wait_until("a service with TLS answered", Duration::from_secs(20), || {
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        })?;
        Ok(Self { port, _process: process })
    }

    /// Where it listens, under every name of this machine.
    pub fn port(&self) -> u16 {
        self.port
    }
}
