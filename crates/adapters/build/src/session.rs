//! The session through which the engine asks for what a build needs.

use bollard_buildkit_proto::health::health_server::HealthServer;
use bollard_buildkit_proto::moby::buildkit::secrets::v1::secrets_server::SecretsServer;
use bollard_buildkit_proto::moby::filesync::packet::file_sync_server::FileSyncServer;
use bollard_buildkit_proto::moby::filesync::v1::auth_server::AuthServer;
use hyper_util::rt::TokioIo;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Duplex;
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::transport::Server;

use crate::auth::Logins;
use crate::build_secrets::Declared;
use crate::cut::Cut;
use crate::filesync::Files;
use crate::health::Alive;
use crate::post::{lost, post};

/// What the session offers.
const METHODS: [&str; 3] = [
    "/moby.filesync.v1.FileSync/DiffCopy",
    "/moby.filesync.v1.Auth/Credentials",
    "/moby.buildkit.secrets.v1.Secrets/GetSecret",
];

/// Who answers in a session.
pub(crate) struct Services {
    pub(crate) files: Files,
    pub(crate) logins: Logins,
    pub(crate) secrets: Declared,
}

/// Opens a session. It ends when what is returned is dropped.
pub(crate) async fn open(
    wire: Box<dyn Duplex>,
    id: &str,
    cache_key: &str,
    services: Services,
) -> Result<DropGuard, Problem> {
    let answer = post(wire, "/session", &headers(id, cache_key)).await?;
    let upgraded = hyper::upgrade::on(answer.response).await.map_err(lost)?;
    let token = CancellationToken::new();
    let wire = Cut::new(TokioIo::new(upgraded), token.clone());
    let server = Server::builder()
        .add_service(HealthServer::new(Alive))
        .add_service(AuthServer::new(services.logins))
        .add_service(SecretsServer::new(services.secrets))
        .add_service(FileSyncServer::new(services.files));
    tokio::spawn(server.serve_with_incoming(tokio_stream::once(Ok::<_, std::io::Error>(wire))));
    Ok(token.drop_guard())
}

fn headers(id: &str, cache_key: &str) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Connection", "Upgrade".to_owned()),
        ("Upgrade", "h2c".to_owned()),
        ("X-Docker-Expose-Session-Uuid", id.to_owned()),
        ("X-Docker-Expose-Session-Name", "slipway".to_owned()),
        ("X-Docker-Expose-Session-Sharedkey", header_safe(cache_key)),
    ];
    headers.extend(METHODS.map(|method| ("X-Docker-Expose-Session-Grpc-Method", method.to_owned())));
    headers
}

/// A key that a header can hold and that differs when the key differs.
fn header_safe(key: &str) -> String {
    use std::fmt::Write;
    key.bytes().fold(String::new(), |mut safe, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => safe.push(char::from(byte)),
            byte => {
                let _ = write!(safe, "_{byte:02x}");
            }
        }
        safe
    })
}

#[cfg(test)]
mod tests {
    use super::header_safe;

    #[test]
    fn keys_stay_different_in_headers() {
        assert_eq!(header_safe("shop/api"), "shop_2fapi");
        assert_ne!(header_safe("a_2f"), header_safe("a/"));
        assert!(header_safe("größe\r\n").is_ascii());
    }
}
