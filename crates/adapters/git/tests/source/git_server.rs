//! A git server over HTTPS that lets in whoever has the login: git's own, behind TLS.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use slipway_testkit::{Authority, Certificate};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// A server on a loopback port. Dropping it ends it.
pub struct GitServer {
    pub port: u16,
    /// What each request wanted to be let in with.
    logins: Arc<Mutex<Vec<Option<String>>>>,
    serving: JoinHandle<()>,
}

impl GitServer {
    /// Serves the repositories in `folder` to who comes with `USER:PASSWORD`.
    pub async fn start(folder: &Path, authority: &Authority, login: &str) -> Self {
        let names = ["DNS:localhost", "IP:127.0.0.1"];
        let acceptor = acceptor(&authority.sign_for("git-server", &names).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let logins: Arc<Mutex<Vec<Option<String>>>> = Arc::default();
        let (root, wanted, seen) = (folder.to_owned(), basic(login), logins.clone());
        let serving = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, root) = (acceptor.clone(), root.clone());
                let (wanted, seen) = (wanted.clone(), seen.clone());
                tokio::spawn(async move {
                    // Who does not trust it hangs up.
                    let Ok(stream) = acceptor.accept(stream).await else { return };
                    serve(stream, &root, &wanted, &seen).await;
                });
            }
        });
        Self { port, logins, serving }
    }

    /// What requests wanted to be let in with so far, each once.
    pub fn logins(&self) -> Vec<String> {
        let mut logins: Vec<String> = self.logins.lock().unwrap().iter().flatten().cloned().collect();
        logins.sort();
        logins.dedup();
        logins
    }

    /// How many requests there were.
    pub fn requests(&self) -> usize {
        self.logins.lock().unwrap().len()
    }
}

impl Drop for GitServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The header of a login.
pub fn basic(login: &str) -> String {
    format!("Basic {}", STANDARD.encode(login))
}

fn acceptor(certificate: &Certificate) -> TlsAcceptor {
    let chain = CertificateDer::pem_file_iter(&certificate.certificate).unwrap();
    let chain: Vec<CertificateDer<'static>> = chain.map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(&certificate.key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    TlsAcceptor::from(Arc::new(builder.with_no_client_auth().with_single_cert(chain, key).unwrap()))
}

/// Answers one request.
async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    root: &Path,
    wanted: &str,
    seen: &Mutex<Vec<Option<String>>>,
) {
    let mut stream = BufReader::new(stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let header = |name: &str| {
        let mut all = head.lines().filter_map(|line| line.split_once(": "));
        all.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    let login = header("authorization");
    seen.lock().unwrap().push(login.clone());
    let length: usize = header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    let answer = if login.as_deref() == Some(wanted) {
        let mut words = head.split(' ');
        let (method, address) = (words.next().unwrap(), words.next().unwrap());
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut backend = tokio::process::Command::new("git");
        backend.arg("http-backend").env("GIT_PROJECT_ROOT", root).env("GIT_HTTP_EXPORT_ALL", "1");
        backend.env("REQUEST_METHOD", method).env("PATH_INFO", path).env("QUERY_STRING", query);
        backend.env("CONTENT_LENGTH", length.to_string()).env("REMOTE_USER", "ann");
        for (variable, name) in [
            ("CONTENT_TYPE", "content-type"),
            ("HTTP_GIT_PROTOCOL", "git-protocol"),
            ("HTTP_CONTENT_ENCODING", "content-encoding"),
        ] {
            if let Some(value) = header(name) {
                backend.env(variable, value);
            }
        }
        answered(backend, &body).await
    } else {
        b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"git\"\r\nContent-Length: 0\r\n\
          Connection: close\r\n\r\n"
            .to_vec()
    };
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

/// What git's own server answers, which begins with the headers.
async fn answered(mut backend: tokio::process::Command, body: &[u8]) -> Vec<u8> {
    backend.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = backend.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(body).await.unwrap();
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    [&b"HTTP/1.1 200 OK\r\nConnection: close\r\n"[..], &output.stdout].concat()
}
