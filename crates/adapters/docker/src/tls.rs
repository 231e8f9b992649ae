//! TLS to an engine behind TCP, with the certificates that Docker keeps in a folder.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Duplex;
use tokio::net::TcpStream;

/// Wraps a connection in TLS with `ca.pem`, and `cert.pem` and `key.pem` where they are.
pub(crate) async fn wrap(
    stream: TcpStream,
    authority: &str,
    folder: &Path,
) -> Result<Box<dyn Duplex>, Problem> {
    let config = config(folder)?;
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())
        .map_err(|_| problem(format!("`{host}` is no name that a certificate can be checked against.")))?;
    let stream =
        tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|error| {
            problem(format!("The TLS connection to the engine at {authority} failed: {error}."))
        })?;
    Ok(Box::new(stream))
}

fn config(folder: &Path) -> Result<ClientConfig, Problem> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(&folder.join("ca.pem"))? {
        roots.add(certificate).map_err(|error| unreadable(&folder.join("ca.pem"), error))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| problem(format!("TLS cannot be set up: {error}.")))?
        .with_root_certificates(roots);
    let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    if !cert.exists() {
        return Ok(builder.with_no_client_auth());
    }
    let own_key = PrivateKeyDer::from_pem_file(&key).map_err(|error| unreadable(&key, error))?;
    builder.with_client_auth_cert(certificates(&cert)?, own_key).map_err(|error| unreadable(&cert, error))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Problem> {
    CertificateDer::pem_file_iter(path).and_then(Iterator::collect).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, error: impl std::fmt::Display) -> Problem {
    problem(format!("The certificate file {} for the engine cannot be used: {error}.", path.display()))
}

fn problem(message: String) -> Problem {
    Problem::new(Code::EngineUnreachable, message)
        .hint("check DOCKER_HOST and DOCKER_CERT_PATH, or choose another docker context")
}
