//! moto: AWS's answers, as others have written them down.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Doing, Result};
use crate::free_port::free_port;
use crate::leash::Leashed;
use crate::privilege::leave_out;

/// The variable that names the program `moto_server`, where it is none of this checkout's own.
const PROGRAM: &str = "SLIPWAY_TEST_MOTO";

/// A moto server that ends when dropped. Whoever asks belongs to the account 123456789012.
#[derive(Debug)]
pub struct Moto {
    address: String,
    _leash: Leashed,
    _folder: tempfile::TempDir,
}

impl Moto {
    /// Starts one on a free loopback port; `None`, with a sentence that says what is left out, where it is not
    /// installed. `./dev test` installs it for this checkout alone.
    pub fn start(what: &str) -> Result<Option<Self>> {
        Self::start_on("127.0.0.1", what)
    }

    /// The same on an address of this machine, for those that do not share its loopback.
    pub fn start_on(ip: &str, what: &str) -> Result<Option<Self>> {
        let Some(program) = program() else {
            leave_out(
                what,
                "It needs the program moto_server (PyPI moto[server]), which ./dev test installs.",
            );
            return Ok(None);
        };
        let folder = tempfile::tempdir().doing(|| "making a folder for moto".into())?;
        let address = format!("{ip}:{}", free_port()?);
        let port = address.rsplit(':').next().unwrap_or_default().to_owned();
        let program = program.to_string_lossy().into_owned();
        let words = [program.as_str(), "-H", ip, "-p", &port];
        let mut leash = Leashed::start(&words, &folder.path().join("moto.log"))?;
        leash
            .wait_until("moto answered", Duration::from_secs(60), || TcpStream::connect(&address).is_ok())?;
        Ok(Some(Self { address, _leash: leash, _folder: folder }))
    }

    /// Where it answers, for `AWS_ENDPOINT_URL`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `address:port`.
    pub fn address(&self) -> &str {
        &self.address
    }
}

fn program() -> Option<PathBuf> {
    let named = std::env::var_os(PROGRAM).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.dev/moto/bin/moto_server");
    Some(named.unwrap_or_else(own)).filter(|program| program.is_file())
}
