//! Programs that are asked what they know.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::around::Around;

/// How long a program may take. It may ask a keychain of its own.
const LIMIT: Duration = Duration::from_secs(10);

/// Variables that such programs need to find their settings, their agent and their keychain.
const PASSED: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "TMPDIR",
    "SSH_AUTH_SOCK",
    "GH_CONFIG_DIR",
    "GH_HOST",
    "GH_TOKEN",
    "GITHUB_TOKEN",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "SYSTEMROOT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "PATHEXT",
    "TEMP",
    "TMP",
];

/// What a program wrote, if it ended well. `None` if it is not installed, or says that there is nothing: it ended
/// otherwise. An error is a sentence without what it wrote.
pub(crate) async fn output(around: &Around, words: &[&str]) -> Result<Option<String>, String> {
    let [program, arguments @ ..] = words else { return Ok(None) };
    let passed =
        around.variables.iter().filter(|(name, _)| PASSED.contains(&name.to_ascii_uppercase().as_str()));
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(passed).kill_on_drop(true);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let called = words.join(" ");
    match tokio::time::timeout(LIMIT, command.output()).await {
        Err(_) => Err(format!("`{called}` did not answer within {} s", LIMIT.as_secs())),
        Ok(Err(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Ok(Err(error)) => Err(format!("`{called}` could not be run: {error}")),
        Ok(Ok(output)) if !output.status.success() => Ok(None),
        Ok(Ok(output)) => match String::from_utf8(output.stdout) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(format!("`{called}` wrote something that is no text")),
        },
    }
}
