//! The person's docker logins.

use std::io;
use std::path::{Path, PathBuf};

use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::registry_at;
use slipway_engine::ports::Login;

use crate::docker_config::DockerConfig;
use crate::helper;
use crate::variables::Variables;

/// The login for a registry as docker would find it. The file is read anew each time, so that a
/// `docker login` made meanwhile counts.
pub(crate) async fn login(variables: &Variables, registry: &str) -> Result<Option<Login>, Problem> {
    let (Some(path), Some(registry)) = (path(variables), registry_at(registry)) else { return Ok(None) };
    let Some(config) = read(&path).await? else { return Ok(None) };
    if let Some(asking) = config.helper(&registry)
        && let Some(login) = helper::ask(&asking, variables).await?
    {
        return Ok(Some(login));
    }
    config.login(&registry).map_err(|_| {
        let message = format!("the login for {registry} in {} cannot be read", path.display());
        Problem::new(Code::CredentialsFailed, message)
            .hint(format!("log in again: `docker login {registry}`"))
    })
}

/// A registry that docker's file names, and the login that docker would take there: none where the helper that keeps it
/// has none.
pub type NamedLogin = (String, Result<Option<Login>, Problem>);

/// Every login that docker's file names, wherever it is kept. What cannot be had hides no other.
pub async fn docker_logins(variables: &Variables) -> Result<Vec<NamedLogin>, Problem> {
    let mut logins = Vec::new();
    for registry in docker_registries(variables).await? {
        let login = login(variables, &registry).await;
        logins.push((registry, login));
    }
    Ok(logins)
}

/// The registries that docker's file names. Nothing is asked for a login there.
pub async fn docker_registries(variables: &Variables) -> Result<Vec<String>, Problem> {
    let Some(path) = path(variables) else { return Ok(Vec::new()) };
    let config = read(&path).await?;
    Ok(config.map(|config| config.registries().into_iter().collect()).unwrap_or_default())
}

fn path(variables: &Variables) -> Option<PathBuf> {
    let home = || variables.get("HOME").or_else(|| variables.get("USERPROFILE"));
    let folder = match variables.get("DOCKER_CONFIG") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(home()?).join(".docker"),
    };
    Some(folder.join("config.json"))
}

async fn read(path: &Path) -> Result<Option<DockerConfig>, Problem> {
    let text = match tokio::fs::read(path).await {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Problem::new(
                Code::FileFailed,
                format!("{} cannot be read: {error}", path.display()),
            ));
        }
    };
    // Only the place is told: the words of the parser may quote a password.
    serde_json::from_slice(&text).map(Some).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message = format!("{} is not what docker writes (line {line}, column {column})", path.display());
        Problem::new(Code::CredentialsFailed, message).hint("mend the file; `docker info` reads it too")
    })
}
