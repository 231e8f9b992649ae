//! Questions of `ssh` to a person who sits at no terminal, such as in the window.
//!
//! `ssh` starts the program that `SSH_ASKPASS` names, with its question as the argument, and reads the answer from that
//! program's output. The program is Slipway itself: a variable tells it to be that ([`answer`]). It hands the question over
//! a socket that only this user reaches to the Slipway that started `ssh`, and prints what comes back. So an answer is in no
//! argument, no variable and no file.

mod helper;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::shell_word::quote;
use slipway_engine::ports::{Prompts, Said, Wants};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::process::Command;
use tokio::task::{JoinHandle, JoinSet};

use crate::listener::Listener;

pub use helper::answer;

/// The variable that makes Slipway ask another Slipway: where that listens.
const SOCKET: &str = "SLIPWAY_ASKPASS_SOCKET";

/// How long an answer is waited for: whoever is not there leaves a host that is only looked at waiting.
const PATIENCE: Duration = Duration::from_secs(180);

/// The longest question.
const LONGEST: u64 = 64 * 1024;

/// What is written before an answer: that there is one.
const ANSWERED: u8 = b'y';

/// Listens for the questions of one program and what it starts. Gone when dropped.
#[derive(Debug)]
pub(crate) struct Askpass {
    socket: PathBuf,
    serving: JoinHandle<()>,
}

impl Askpass {
    /// Listens at `socket`.
    pub(crate) fn start(socket: PathBuf, prompts: Arc<dyn Prompts>) -> Result<Self, Problem> {
        let listener = Listener::bind(&socket).map_err(|error| {
            let message = format!("questions cannot be heard at {}: {error}", socket.display());
            Problem::new(Code::FileFailed, message)
        })?;
        let serving = tokio::spawn(serve(listener, prompts));
        Ok(Self { socket, serving })
    }

    /// Has `ssh` ask here, through `program`; this one if none is named.
    pub(crate) fn is_asked_by(&self, ssh: &mut Command, program: Option<&Path>) {
        let Some(program) = asking(program) else { return };
        ssh.env("SSH_ASKPASS", program).env("SSH_ASKPASS_REQUIRE", "force").env(SOCKET, &self.socket);
        // Before 8.4 `ssh` asks that way only where it takes a display to be there.
        ssh.env("DISPLAY", std::env::var_os("DISPLAY").unwrap_or_else(|| ":0".into()));
    }

    /// The words with which a shell asks here, through `program`; this one if none is named.
    pub(crate) fn command(&self, program: Option<&Path>) -> Option<String> {
        let program = asking(program)?;
        let [socket, program] = [&self.socket, &program].map(|path| quote(&path.to_string_lossy()));
        Some(format!("{SOCKET}={socket} {program}"))
    }
}

/// The program that asks: `named`, else this one.
fn asking(named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| std::env::current_exe().ok())
}

impl Drop for Askpass {
    fn drop(&mut self) {
        self.serving.abort();
        let _ = std::fs::remove_file(&self.socket);
    }
}

async fn serve(mut listener: Listener, prompts: Arc<dyn Prompts>) {
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            Ok(stream) = listener.accept() => {
                let prompts = prompts.clone();
                open.spawn(async move { drop(one(stream, &*prompts).await) });
            }
            Some(_) = open.join_next() => {}
            else => return,
        }
    }
}

/// Asks one question. The program that brought it may be ended meanwhile, and then nobody is asked any more.
async fn one(stream: impl AsyncRead + AsyncWrite + Unpin, prompts: &dyn Prompts) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    (&mut stream).take(LONGEST).read_line(&mut line).await?;
    let Some((text, wants)) = question(&line) else { return Ok(()) };
    let mut rest = [0];
    let said = tokio::select! {
        said = tokio::time::timeout(PATIENCE, prompts.prompt(&text, wants)) => said.ok().and_then(Result::ok),
        _ = stream.read(&mut rest) => None,
    };
    match said {
        Some(Said::Yes) => stream.write_all(&[&[ANSWERED][..], b"yes"].concat()).await?,
        Some(Said::Text(secret)) => {
            stream.write_all(&[ANSWERED]).await?;
            stream.write_all(secret.expose().as_bytes()).await?;
        }
        Some(Said::No) | None => {}
    }
    stream.shutdown().await
}

/// The question in a line that the helper has written, and what it takes for an answer.
fn question(line: &str) -> Option<(String, Wants)> {
    let asked: Value = serde_json::from_str(line).ok()?;
    let text = asked.get("text")?.as_str()?.trim().to_owned();
    let wants = match asked.get("kind").and_then(Value::as_str) {
        Some("none") => Wants::Nothing,
        Some("confirm") => Wants::Confirmation,
        // Whether an unknown host's key is the right one is asked as though a text were wanted.
        _ if text.contains("(yes/no") => Wants::Confirmation,
        _ => Wants::Secret,
    };
    Some((text, wants))
}

/// The line in which the helper writes a question.
fn line(text: &str, kind: Option<&str>) -> String {
    serde_json::json!({ "text": text, "kind": kind }).to_string() + "\n"
}

/// Where the helper of a call listens, beside the other sockets.
pub(crate) fn socket_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("q");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_told_from_the_words_of_ssh() {
        let unknown = "The authenticity of host 'h' can't be established.\nED25519 key fingerprint is SHA256:abc.\n\
                       Are you sure you want to continue connecting (yes/no/[fingerprint])? ";
        for (text, kind, wants) in [
            (unknown, None, Wants::Confirmation),
            ("ann@h's password: ", None, Wants::Secret),
            ("Enter passphrase for key '/home/ann/.ssh/id': ", None, Wants::Secret),
            ("Allow use of key id?", Some("confirm"), Wants::Confirmation),
            ("Confirm user presence for key ED25519-SK", Some("none"), Wants::Nothing),
        ] {
            assert_eq!(question(&line(text, kind)), Some((text.trim().to_owned(), wants)));
        }
        assert_eq!(question("nonsense"), None);
    }
}
