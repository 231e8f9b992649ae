//! The build's secrets, given to the engine when a step mounts them.

use std::collections::BTreeMap;

use bollard_buildkit_proto::moby::buildkit::secrets::v1::secrets_server::Secrets;
use bollard_buildkit_proto::moby::buildkit::secrets::v1::{GetSecretRequest, GetSecretResponse};
use slipway_domain::secret::Secret;
use tonic::{Request, Response, Status};

/// The secrets that were declared for the build, and no others.
pub(crate) struct Declared(pub(crate) BTreeMap<String, Secret>);

#[tonic::async_trait]
impl Secrets for Declared {
    async fn get_secret(
        &self,
        request: Request<GetSecretRequest>,
    ) -> Result<Response<GetSecretResponse>, Status> {
        let id = &request.get_ref().id;
        let secret =
            self.0.get(id).ok_or_else(|| Status::not_found(format!("the secret {id} is not declared")))?;
        Ok(Response::new(GetSecretResponse { data: secret.expose().as_bytes().to_vec() }))
    }
}
