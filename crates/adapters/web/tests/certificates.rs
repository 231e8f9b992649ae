//! Services with TLS, served by OpenSSL, whose certificates are right or wrong in each of the usual ways.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Answer, Question, Web};
use slipway_testkit::{Authority, Certificate, TlsService};
use slipway_web::WebClient;

struct Scene {
    folder: tempfile::TempDir,
    authority: Authority,
}

impl Scene {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("files")).unwrap();
        std::fs::write(folder.path().join("files/version"), "{\"version\":\"2.4.1\"}").unwrap();
        let authority = Authority::create(&folder.path().join("authority")).unwrap();
        Self { folder, authority }
    }

    fn serve(&self, certificate: &Certificate) -> TlsService {
        TlsService::start(&self.folder.path().join("files"), certificate).unwrap()
    }
}

fn trusting(file: &Path) -> WebClient {
    let pem = Bytes::from(std::fs::read(file).unwrap());
    WebClient::new(BTreeMap::from([("certs/ca.pem".to_owned(), pem)])).unwrap()
}

async fn ask(web: &WebClient, name: &str, service: &TlsService, ca: Option<&str>) -> Result<Answer, Problem> {
    let url = format!("https://{name}:{}/version", service.port());
    web.get(Question { url: &url, through: None, ca, limit: Duration::from_secs(10) }).await
}

const CA: Option<&str> = Some("certs/ca.pem");

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_counts_where_it_is_named_and_only_there() {
    let scene = Scene::start();
    let certificate = scene.authority.sign_for("service", &["DNS:localhost", "IP:127.0.0.1"]).unwrap();
    let service = scene.serve(&certificate);
    let web = trusting(&scene.authority.certificate());
    for name in ["localhost", "127.0.0.1"] {
        let answer = ask(&web, name, &service, CA).await.unwrap();
        assert_eq!((answer.status, answer.body.trim()), (200, "{\"version\":\"2.4.1\"}"));
    }
    let unknown = ask(&web, "localhost", &service, None).await.unwrap_err();
    assert_eq!(unknown.code, Code::VerifyFailed);
    let port = service.port();
    assert_eq!(
        unknown.message,
        format!(
            "https://localhost:{port}/version cannot be trusted: its certificate is signed by an authority \
             that this machine does not know"
        )
    );
    assert!(unknown.hint.unwrap().contains("`ca: certs/ca.pem`"));
    let gone = ask(&web, "localhost", &service, Some("other.pem")).await.unwrap_err();
    assert_eq!(gone.code, Code::ConfigurationInvalid, "{gone}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_certificate_says_what_is_wrong_with_it() {
    let scene = Scene::start();
    let web = trusting(&scene.authority.certificate());
    let other = scene.authority.sign_for("other", &["DNS:api.example.com", "IP:10.0.0.5"]).unwrap();
    let problem = ask(&web, "localhost", &scene.serve(&other), CA).await.unwrap_err();
    assert!(
        problem
            .message
            .ends_with("its certificate is made out for api.example.com, 10.0.0.5, and not for localhost"),
        "{problem}"
    );
    let old = scene.authority.sign_for("old", &["DNS:localhost"]).unwrap();
    scene.authority.expire(&old).unwrap();
    let problem = ask(&web, "localhost", &scene.serve(&old), CA).await.unwrap_err();
    assert!(problem.message.contains("its certificate has expired"), "{problem}");
    assert!(problem.hint.unwrap().contains("Certificates are always checked"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_signs_itself_can_be_named_itself() {
    let scene = Scene::start();
    let own = Authority::create_for(&scene.folder.path().join("own"), &["DNS:localhost"]).unwrap();
    let service = scene.serve(&own.own());
    let alone = ask(&WebClient::default(), "localhost", &service, None).await.unwrap_err();
    assert!(alone.message.contains("is signed by itself"), "{alone}");
    let answer = ask(&trusting(&own.certificate()), "localhost", &service, CA).await.unwrap();
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_port_without_tls_and_a_file_without_certificates_are_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let answer = b"HTTP/1.1 400 Bad Request\r\n\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await.unwrap();
        std::future::pending::<()>().await
    });
    let url = format!("https://localhost:{port}/");
    let limit = Duration::from_secs(10);
    let web = WebClient::default();
    let plain = web.get(Question { url: &url, through: None, ca: None, limit }).await.unwrap_err();
    assert!(plain.message.contains("answers in plain HTTP, where HTTPS is expected"), "{plain}");
    let none = WebClient::new(BTreeMap::from([("a.pem".to_owned(), Bytes::from_static(b"x"))]));
    assert!(none.err().unwrap().message.contains("a.pem, which `ca` in `verify` names, holds no PEM"));
}
