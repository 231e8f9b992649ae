//! Logins in the form that the engine takes them.

use bollard::auth::DockerCredentials;
use slipway_engine::ports::Login;

/// The header's content for a login at the registry of `reference`.
pub(crate) fn credentials(reference: &str, login: Option<&Login>) -> Option<DockerCredentials> {
    login.map(|login| DockerCredentials {
        username: Some(login.user.clone()),
        password: Some(login.password.expose().to_owned()),
        serveraddress: Some(registry(reference).to_owned()),
        ..DockerCredentials::default()
    })
}

/// The registry in an image's name: what comes before the first slash if it looks like a host, else Docker Hub.
pub(crate) fn registry(reference: &str) -> &str {
    match reference.split_once('/') {
        Some((first, _)) if first.contains(['.', ':']) || first == "localhost" => first,
        _ => "docker.io",
    }
}

#[cfg(test)]
mod tests {
    use super::registry;

    #[test]
    fn the_registry_is_read_as_docker_does() {
        assert_eq!(registry("127.0.0.1:5000/team/api:1"), "127.0.0.1:5000");
        assert_eq!(registry("localhost/api"), "localhost");
        assert_eq!(registry("team/api"), "docker.io");
        assert_eq!(registry("alpine"), "docker.io");
    }
}
