//! One GET request, over a connection that the host makes or over one of this machine's.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, Uri, header};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Duplex, Host};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// How long one question may take.
const LIMIT: Duration = Duration::from_secs(10);
/// How much of an answer is read.
const BODY: usize = 1024 * 1024;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body, at most a megabyte of it.
    pub body: String,
}

/// Asks for `url` from a host, or from this machine.
pub async fn get(host: Option<&dyn Host>, url: &str) -> Result<Answer, Problem> {
    let uri: Uri = url.parse().map_err(|error| invalid(url, &error))?;
    let Some(name) = uri.host() else { return Err(invalid(url, &"it names no host")) };
    let secure = match uri.scheme_str() {
        Some("http") => false,
        Some("https") => true,
        _ => return Err(invalid(url, &"only http and https can be asked")),
    };
    let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
    let bare = name.trim_start_matches('[').trim_end_matches(']').to_owned();
    let asked = async {
        let stream = connect(host, &bare, port, url).await?;
        match secure {
            true => exchange(shake_hands(stream, &bare, url).await?, &uri).await,
            false => exchange(stream, &uri).await,
        }
    };
    match tokio::time::timeout(LIMIT, asked).await {
        Ok(answer) => answer,
        Err(_) => Err(no_answer(url, &format!("nothing came within {} s", LIMIT.as_secs()))),
    }
}

async fn connect(
    host: Option<&dyn Host>,
    name: &str,
    port: u16,
    url: &str,
) -> Result<Box<dyn Duplex>, Problem> {
    match host {
        Some(host) => host.connect(name, port).await,
        None => match TcpStream::connect((name, port)).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(no_answer(url, &error)),
        },
    }
}

/// TLS with what this machine trusts: the certificate is checked for the name in the URL also where the
/// connection is made from the host.
async fn shake_hands(stream: Box<dyn Duplex>, name: &str, url: &str) -> Result<Box<dyn Duplex>, Problem> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| no_answer(url, &error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).map_err(|error| invalid(url, &error))?;
    let connector = TlsConnector::from(Arc::new(config));
    let stream = connector.connect(name, stream).await.map_err(|error| no_answer(url, &error))?;
    Ok(Box::new(stream))
}

async fn exchange(stream: Box<dyn Duplex>, uri: &Uri) -> Result<Answer, Problem> {
    let url = uri.to_string();
    let failed = |error: &dyn std::fmt::Display| no_answer(&url, error);
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|e| failed(&e))?;
    let driver = tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let request = Request::get(path)
        .header(header::HOST, authority)
        .header(header::USER_AGENT, "slipway")
        .header(header::CONNECTION, "close")
        .body(Empty::<bytes::Bytes>::new())
        .map_err(|e| failed(&e))?;
    let response = sender.send_request(request).await.map_err(|e| failed(&e))?;
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), BODY).collect().await.map_err(|e| failed(&e))?;
    driver.abort();
    Ok(Answer { status, body: String::from_utf8_lossy(&body.to_bytes()).into_owned() })
}

fn invalid(url: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::ConfigurationInvalid, format!("`{url}` in `verify` cannot be asked: {why}"))
}

fn no_answer(url: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::VerifyFailed, format!("{url} did not answer: {why}"))
}
