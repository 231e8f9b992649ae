//! Removes what the tour leaves on the person's own engine, even when the tour is killed.

use std::path::Path;

use slipway_testkit::{Docker, Leashed, Result};

/// Compose projects of the tour; nobody else's are called like that.
pub(crate) const COMPOSE_PROJECTS: [&str; 2] = ["slipway-tour-sandbox", "slipway-tour-production"];

/// Shell text that removes containers, volumes and networks of the tour's compose projects, the
/// registry's container, and the images of the registry at `registry`.
pub(crate) fn sweep(docker: &Docker, registry: &str, registry_container: Option<&str>) -> String {
    let mut text = format!("export DOCKER_HOST='{}'\n", docker.endpoint());
    for project in COMPOSE_PROJECTS {
        let filter = format!("--filter label=com.docker.compose.project={project}");
        text += &format!("docker ps --all --quiet {filter} | xargs docker rm --force --volumes\n");
        text += &format!("docker volume ls --quiet {filter} | xargs docker volume rm --force\n");
        text += &format!("docker network ls --quiet {filter} | xargs docker network rm\n");
    }
    if let Some(container) = registry_container {
        text += &format!("docker rm --force --volumes {container}\n");
    }
    // By name: an identity may carry names of other people's as well.
    text += &format!(
        "docker image ls --filter 'reference={registry}/*/*' --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | xargs docker image rm --force\n"
    );
    text + &format!(
        "docker image ls --filter 'reference={registry}/*/*' --quiet | sort -u | xargs docker image rm --force\n"
    )
}

/// Keeps `text` ready to run when the tour ends, however it ends.
pub(crate) fn start(text: &str, log: &Path) -> Result<Leashed> {
    Leashed::start_then(&["sleep", "2000000"], text, log)
}
