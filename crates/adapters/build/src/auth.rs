//! Logins for base images, given to the engine when it asks.

use std::sync::{Arc, Mutex};

use bollard_buildkit_proto::moby::filesync::v1::auth_server::Auth;
use bollard_buildkit_proto::moby::filesync::v1::{
    CredentialsRequest, CredentialsResponse, FetchTokenRequest, FetchTokenResponse, GetTokenAuthorityRequest,
    GetTokenAuthorityResponse, VerifyTokenAuthorityRequest, VerifyTokenAuthorityResponse,
};
use slipway_domain::problem::Problem;
use slipway_domain::repository::registry_at;
use slipway_engine::ports::Secrets;
use tonic::{Request, Response, Status};

/// Answers with the logins of the [`Secrets`] port.
pub(crate) struct Logins {
    /// Where logins come from.
    pub(crate) secrets: Arc<dyn Secrets>,
    /// Why the last one could not be had, for the build's own problem.
    pub(crate) trouble: Arc<Mutex<Option<Problem>>>,
}

#[tonic::async_trait]
impl Auth for Logins {
    async fn credentials(
        &self,
        request: Request<CredentialsRequest>,
    ) -> Result<Response<CredentialsResponse>, Status> {
        // Docker Hub's answers come from another host than images name.
        let host = &request.get_ref().host;
        let registry = registry_at(host).unwrap_or_else(|| host.clone());
        let login = match self.secrets.login(&registry, None).await {
            Ok(login) => login,
            Err(problem) => {
                let status = Status::internal(problem.message.clone());
                if let Ok(mut trouble) = self.trouble.lock() {
                    *trouble = Some(problem);
                }
                return Err(status);
            }
        };
        // An empty answer is an anonymous one.
        let response = login.map_or_else(CredentialsResponse::default, |login| CredentialsResponse {
            username: login.user,
            secret: login.password.expose().to_owned(),
        });
        Ok(Response::new(response))
    }

    async fn fetch_token(
        &self,
        _: Request<FetchTokenRequest>,
    ) -> Result<Response<FetchTokenResponse>, Status> {
        Err(Status::unimplemented("the engine fetches tokens itself"))
    }

    async fn get_token_authority(
        &self,
        _: Request<GetTokenAuthorityRequest>,
    ) -> Result<Response<GetTokenAuthorityResponse>, Status> {
        Err(Status::unimplemented("the engine fetches tokens itself"))
    }

    async fn verify_token_authority(
        &self,
        _: Request<VerifyTokenAuthorityRequest>,
    ) -> Result<Response<VerifyTokenAuthorityResponse>, Status> {
        Err(Status::unimplemented("the engine fetches tokens itself"))
    }
}
