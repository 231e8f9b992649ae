//! Asks a docker credential helper.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::Login;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::docker_config::Asking;
use crate::variables::Variables;

/// How long a helper may take. Long enough for a person to unlock a keychain.
const LIMIT: Duration = Duration::from_secs(60);

/// What helpers write when they have no login, by the protocol that docker shares with them.
const NOT_FOUND: &str = "credentials not found in native keychain";

/// Variables that helpers need to find their store, their keys and their display.
const PASSED: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "TMPDIR",
    "DOCKER_CONFIG",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "GNUPGHOME",
    "GPG_TTY",
    "GPG_AGENT_INFO",
    "PASSWORD_STORE_DIR",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "SSH_AUTH_SOCK",
    "SYSTEMROOT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "PATHEXT",
    "TEMP",
    "TMP",
];

/// Beginnings of the names of variables that clouds' helpers log in with, and of proxies'.
const PASSED_BEGINNINGS: &[&str] =
    &["AWS_", "AZURE_", "CLOUDSDK_", "XDG_", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"];

/// What a helper answers.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    #[serde(default)]
    username: String,
    #[serde(default)]
    secret: String,
}

/// The login that a helper keeps, `None` when it has none. What the helper writes is never passed on: it may
/// hold the secret.
pub(crate) async fn ask(asking: &Asking, variables: &Variables) -> Result<Option<Login>, Problem> {
    ask_within(LIMIT, asking, variables).await
}

async fn ask_within(
    limit: Duration,
    asking: &Asking,
    variables: &Variables,
) -> Result<Option<Login>, Problem> {
    // The name comes from a file and must not lead to a program outside of the PATH.
    if asking.helper.contains(['/', '\\']) {
        return Err(failed(asking, "its name is a path"));
    }
    let answer = tokio::time::timeout(limit, run(asking, variables)).await;
    let Ok(answer) = answer else {
        return Err(failed(asking, &format!("it did not answer within {} s", limit.as_secs_f32())));
    };
    let (status, stdout) = answer.map_err(|error| not_started(asking, &error))?;
    if !status.success() {
        if String::from_utf8_lossy(&stdout).trim() == NOT_FOUND {
            return Ok(None);
        }
        return Err(failed(asking, &format!("it ended with {status}")));
    }
    let answer: Answer = serde_json::from_slice(&stdout)
        .map_err(|_| failed(asking, "its answer is not what docker expects"))?;
    let login = Login { user: answer.username, password: Secret::new(answer.secret) };
    Ok((!login.password.expose().is_empty()).then_some(login))
}

async fn run(asking: &Asking, variables: &Variables) -> io::Result<(std::process::ExitStatus, Vec<u8>)> {
    let mut command = Command::new(program(asking));
    command.arg("get").env_clear().envs(variables.named(passed)).kill_on_drop(true);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A helper may end without reading; its status is the better message.
        let _ = stdin.write_all(asking.server.as_bytes()).await;
    }
    let output = child.wait_with_output().await?;
    Ok((output.status, output.stdout))
}

fn program(asking: &Asking) -> String {
    format!("docker-credential-{}", asking.helper)
}

fn passed(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    PASSED.contains(&upper.as_str()) || PASSED_BEGINNINGS.iter().any(|start| upper.starts_with(start))
}

fn not_started(asking: &Asking, error: &io::Error) -> Problem {
    if error.kind() != io::ErrorKind::NotFound {
        return failed(asking, &format!("it could not be run: {error}"));
    }
    let message = format!(
        "docker's logins for {} are kept by the program {}, which is not on the PATH",
        asking.server,
        program(asking)
    );
    Problem::new(Code::ProgramMissing, message).hint(
        "install it, remove it from credsStore or credHelpers in docker's config.json, or set \
         SLIPWAY_REGISTRY_USER and SLIPWAY_REGISTRY_PASSWORD",
    )
}

fn failed(asking: &Asking, why: &str) -> Problem {
    let program = program(asking);
    let message = format!("the credential helper {program} gave no login for {}: {why}", asking.server);
    // Its `list` shows whose logins it has, and no password.
    let hint = format!("try it: `{program} list`; or log in again with `docker login`");
    Problem::new(Code::CredentialsFailed, message).hint(hint)
}

#[cfg(all(test, unix))]
#[path = "helper_tests.rs"]
mod tests;
