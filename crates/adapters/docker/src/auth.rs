//! Logins in the form that the engine takes them.

use bollard::auth::DockerCredentials;
use slipway_domain::image::ImageReference;
use slipway_engine::ports::Login;

/// The header's content for a login at the registry of `reference`.
pub(crate) fn credentials(reference: &str, login: Option<&Login>) -> Option<DockerCredentials> {
    login.map(|login| DockerCredentials {
        username: Some(login.user.clone()),
        password: Some(login.password.expose().to_owned()),
        serveraddress: Some(ImageReference::of(reference).host().to_owned()),
        ..DockerCredentials::default()
    })
}
