//! Debian's docker-registry on a free loopback port, with a password and TLS where wanted.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::{Client, Method};
use slipway_domain::digest::Digest;

use super::PASSWORD;
use super::images::{Image, MANIFEST};

/// How it is set up.
#[derive(Default)]
pub struct Options {
    pub password: bool,
    pub tls: Option<Certificate>,
    /// The address that gives tokens.
    pub token_realm: Option<String>,
    pub no_delete: bool,
    /// Only clients with a certificate of the same authority are let in.
    pub client_certificates: bool,
}

/// A certificate and its key, and the file to trust.
pub struct Certificate {
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub trusted: PathBuf,
    folder: tempfile::TempDir,
}

impl Certificate {
    /// Signs itself, as in Docker's guide.
    pub fn signing_itself() -> Self {
        Self::make(&["IP:127.0.0.1"], false)
    }

    /// Signed by an authority, for these names.
    pub fn signed(names: &[&str]) -> Self {
        Self::make(names, true)
    }

    fn make(names: &[&str], by_authority: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let names = format!("subjectAltName={}", names.join(","));
        if !by_authority {
            openssl(&at("own"), &["-subj", "/CN=own", "-addext", &names]);
            let own = at("own.crt");
            return Self { certificate: own.clone(), key: at("own.key"), trusted: own, folder };
        }
        openssl(&at("ca"), &["-subj", "/CN=test authority"]);
        let (ca, ca_key) = (at("ca.crt"), at("ca.key"));
        let signer = ["-CA", ca.to_str().unwrap(), "-CAkey", ca_key.to_str().unwrap()];
        let mut words =
            vec!["-subj", "/CN=server", "-addext", &names, "-addext", "basicConstraints=critical,CA:FALSE"];
        words.extend(signer);
        openssl(&at("server"), &words);
        Self { certificate: at("server.crt"), key: at("server.key"), trusted: ca, folder }
    }
}

/// Makes `client.cert` and `client.key` in a folder, signed by the authority of `by`.
pub fn client_certificate(by: &Path, folder: &Path) {
    let (ca, key) = (by.to_str().unwrap(), by.with_extension("key"));
    openssl(&folder.join("client"), &["-subj", "/CN=client", "-CA", ca, "-CAkey", key.to_str().unwrap()]);
    fs::rename(folder.join("client.crt"), folder.join("client.cert")).unwrap();
}

fn openssl(to: &Path, more: &[&str]) {
    let text = |extension: &str| to.with_extension(extension).to_str().unwrap().to_owned();
    let common = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
    let ran = Command::new("openssl")
        .args(common.split(' '))
        .args(["-keyout", &text("key"), "-out", &text("crt")])
        .args(more)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

pub struct Real {
    process: Child,
    pub address: String,
    pub trusted: Option<PathBuf>,
    scheme: &'static str,
    password: bool,
    folder: tempfile::TempDir,
    _certificate: Option<Certificate>,
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Real {
    pub fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let file = folder.path().join("registry.yml");
        fs::write(&file, configuration(folder.path(), port, &options)).unwrap();
        let mut process = Command::new("docker-registry")
            .arg("serve")
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("log")).unwrap())
            .spawn()
            .expect("docker-registry is installed");
        for _ in 0..200 {
            if TcpStream::connect(&address).is_ok() {
                break;
            }
            assert!(
                process.try_wait().unwrap().is_none(),
                "{}",
                fs::read_to_string(folder.path().join("log")).unwrap()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        let trusted = options.tls.as_ref().map(|tls| tls.trusted.clone());
        let scheme = if options.tls.is_some() { "https" } else { "http" };
        let password = options.password;
        Self { process, address, trusted, scheme, password, folder, _certificate: options.tls }
    }

    pub fn name(&self) -> String {
        format!("{}/team/api", self.address)
    }

    /// Uploads an image under a tag, or under its digest only.
    pub async fn push(&self, image: &Image, tag: Option<&str>) {
        for blob in [&image.layer, &image.config] {
            let begun = self.send(Method::POST, "/v2/team/api/blobs/uploads/", "", Vec::new()).await;
            let place = begun.headers()["location"].to_str().unwrap().to_owned();
            let mark = if place.contains('?') { '&' } else { '?' };
            let place = format!("{place}{mark}digest={}", Digest::of(blob));
            let octets = "application/octet-stream";
            assert_eq!(self.send(Method::PUT, &place, octets, blob.clone()).await.status(), 201);
        }
        let reference = tag.map_or_else(|| image.digest().to_string(), str::to_owned);
        self.push_manifest(MANIFEST, &image.manifest, &reference).await;
    }

    /// Lets a tag point to a manifest by writing the registry's own file, since thousands of requests
    /// would wait for the disk thousands of times.
    pub fn point(&self, tag: &str, digest: &Digest) {
        let tags = "data/docker/registry/v2/repositories/team/api/_manifests/tags";
        let folder = self.folder.path().join(tags).join(tag).join("current");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("link"), digest.as_str()).unwrap();
    }

    pub async fn push_manifest(&self, media_type: &str, manifest: &[u8], reference: &str) {
        let path = format!("/v2/team/api/manifests/{reference}");
        let answer = self.send(Method::PUT, &path, media_type, manifest.to_vec()).await;
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
    }

    async fn send(&self, method: Method, path: &str, media_type: &str, body: Vec<u8>) -> reqwest::Response {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().tls_danger_accept_invalid_certs(true).no_proxy().build().unwrap();
        let url = match path.strip_prefix('/') {
            Some(path) => format!("{}://{}/{path}", self.scheme, self.address),
            None => path.to_owned(),
        };
        let mut request = client.request(method, url).header("content-type", media_type).body(body);
        if self.password {
            request = request.basic_auth("ada", Some(PASSWORD));
        }
        request.send().await.unwrap()
    }
}

fn configuration(folder: &Path, port: u16, options: &Options) -> String {
    let root = folder.display();
    let mut text = format!(
        "version: 0.1\nlog: {{ level: error, accesslog: {{ disabled: true }} }}\n\
         storage: {{ filesystem: {{ rootdirectory: {root}/data }}, delete: {{ enabled: {} }} }}\n\
         http:\n  addr: 127.0.0.1:{port}\n",
        !options.no_delete
    );
    if let Some(tls) = &options.tls {
        let clients = match options.client_certificates {
            true => format!(", clientcas: [{}]", tls.trusted.display()),
            false => String::new(),
        };
        let (certificate, key) = (tls.certificate.display(), tls.key.display());
        text += &format!("  tls: {{ certificate: {certificate}, key: {key}{clients} }}\n");
    }
    if options.password {
        fs::write(folder.join("htpasswd"), htpasswd()).unwrap();
        text += &format!("auth: {{ htpasswd: {{ realm: test, path: {root}/htpasswd }} }}\n");
    }
    if let (Some(realm), Some(tls)) = (&options.token_realm, &options.tls) {
        text += &format!(
            "auth: {{ token: {{ realm: '{realm}', service: test, issuer: test, rootcertbundle: {} }} }}\n",
            tls.certificate.display()
        );
    }
    text
}

fn htpasswd() -> Vec<u8> {
    let mut child = Command::new("htpasswd")
        .args(["-n", "-i", "-B", "-C", "4", "ada"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    child.wait_with_output().unwrap().stdout
}
