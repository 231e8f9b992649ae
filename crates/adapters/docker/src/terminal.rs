//! Commands in containers on terminals of their own.
//!
//! A terminal has a connection of its own, on which its bytes go as they are: bollard takes what a terminal prints for
//! framed output where it happens to begin like that.

use std::time::Duration;

use async_trait::async_trait;
use bollard::Docker;
use bollard::errors::Error;
use bollard::exec::{ResizeExecOptions, StartExecOptions};
use bollard::models::{ExecConfig, ExecInspectResponse};
use http::header::{CONNECTION, CONTENT_TYPE, HOST, UPGRADE};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Duplex, Terminal, TerminalProcess, TerminalSize};
use uuid::Uuid;

use crate::connection::Wire;
use crate::dial::Endpoint;
use crate::engine::{DockerEngine, LONGEST_QUESTION};
use crate::failure;

/// What the terminal understands, as programs ask for it.
const TERM: &str = "TERM=xterm-256color";
/// The variable by which everything is found that was begun on a terminal.
const MARK: &str = "SLIPWAY_TERMINAL";
/// Hangs up on everything that has the variable.
const HANG_UP: &str = r#"for own in /proc/[0-9]*; do
  tr '\0' '\n' 2>/dev/null <"$own/environ" | grep -qxF "$1" && kill -HUP "${own#/proc/}"
done"#;

/// What that is called where it fails.
pub(crate) const HANGS_UP: &str = "hang up on a terminal";

/// How often, and how many times, what is not settled yet at the begin or end of a command is asked again.
const SETTLING: (Duration, u32) = (Duration::from_millis(50), 10);

impl DockerEngine {
    pub(crate) async fn open_terminal(
        &self,
        name: &str,
        command: &[String],
        size: TerminalSize,
    ) -> Result<Terminal, Problem> {
        let mark = format!("{MARK}={}", Uuid::now_v7().simple());
        let failed = |error: Error| self.problem(format!("open a terminal in the container {name}"), &error);
        let config = config(command, &mark, size);
        let created = self.ask(self.docker.create_exec(name, config)).await.map_err(failed)?;
        let wire = self.ask(attach(&self.endpoint, &created.id)).await.map_err(failed)?;
        let process = Process {
            docker: self.docker.clone(),
            endpoint: self.endpoint.clone(),
            container: name.to_owned(),
            exec: created.id,
            mark,
        };
        // What the engine does not say in time is no reason to keep anybody from the terminal.
        let _ = tokio::time::timeout(LONGEST_QUESTION, process.begin(size)).await;
        Ok(Terminal { wire, process: Box::new(process) })
    }
}

fn config(command: &[String], mark: &str, size: TerminalSize) -> ExecConfig {
    ExecConfig {
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        tty: Some(true),
        console_size: Some(vec![size.rows.into(), size.columns.into()]),
        env: Some(vec![TERM.to_owned(), mark.to_owned()]),
        cmd: Some(command.to_vec()),
        ..ExecConfig::default()
    }
}

/// Starts the command over a connection of its own, which is the terminal's from then on.
async fn attach(endpoint: &Endpoint, exec: &str) -> Result<Box<dyn Duplex>, Error> {
    let duplex = endpoint.dial().await.map_err(std::io::Error::other)?;
    let (mut sender, connection) = http1::handshake(Wire::new(duplex)).await?;
    tokio::spawn(connection.with_upgrades());
    let answer = sender.send_request(start(exec)?).await?;
    if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
        return Err(refusal(answer).await?);
    }
    Ok(Box::new(TokioIo::new(hyper::upgrade::on(answer).await?)))
}

fn start(exec: &str) -> Result<Request<String>, Error> {
    let request = Request::post(format!("/exec/{exec}/start"))
        .header(HOST, "docker")
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "tcp")
        .header(CONTENT_TYPE, "application/json");
    Ok(request.body(json!({ "Detach": false, "Tty": true }).to_string())?)
}

/// What the engine says instead of giving the connection away.
async fn refusal(answer: Response<Incoming>) -> Result<Error, Error> {
    let status_code = answer.status().as_u16();
    let said = answer.into_body().collect().await?.to_bytes();
    let document: Value = serde_json::from_slice(&said).unwrap_or_default();
    let message = match document.get("message").and_then(Value::as_str) {
        Some(message) => message.to_owned(),
        None => String::from_utf8_lossy(&said).into_owned(),
    };
    Ok(Error::DockerResponseServerError { status_code, message })
}

/// A command that was started. What is asked of it goes over the connections that the engine has anyway.
struct Process {
    docker: Docker,
    endpoint: Endpoint,
    container: String,
    exec: String,
    /// The variable that marks what was begun on the terminal.
    mark: String,
}

impl Process {
    /// Engines before 23.0 pass over the size that a command begins with, and know no terminal before it runs.
    async fn begin(&self, size: TerminalSize) {
        let (pause, times) = SETTLING;
        for _ in 0..times {
            if self.resize(size).await.is_ok() {
                return;
            }
            tokio::time::sleep(pause).await;
        }
    }

    async fn ask<T>(
        &self,
        what: &str,
        question: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Problem> {
        in_time(question).await.map_err(|error| self.problem(what, &error))
    }

    fn problem(&self, what: &str, error: &Error) -> Problem {
        failure::problem(&self.endpoint, &format!("{what} in the container {}", self.container), error)
    }
}

/// Hangs up on everything in a container that carries a terminal's mark.
pub(crate) async fn hang_up(docker: &Docker, container: &str, mark: &str) -> Result<(), Error> {
    let command = ["sh", "-c", HANG_UP, "sh", mark].map(str::to_owned).to_vec();
    let config = ExecConfig { cmd: Some(command), ..ExecConfig::default() };
    let created = in_time(docker.create_exec(container, config)).await?;
    let detached = StartExecOptions { detach: true, ..StartExecOptions::default() };
    in_time(docker.start_exec(&created.id, Some(detached))).await.map(drop)
}

async fn in_time<T>(question: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(LONGEST_QUESTION, question).await.unwrap_or(Err(Error::RequestTimeoutError))
}

#[async_trait]
impl TerminalProcess for Process {
    fn mark(&self) -> &str {
        &self.mark
    }

    async fn resize(&self, size: TerminalSize) -> Result<(), Problem> {
        let size = ResizeExecOptions { width: size.columns, height: size.rows };
        self.ask("resize a terminal", self.docker.resize_exec(&self.exec, size)).await
    }

    async fn exit_code(&self) -> Result<Option<i64>, Problem> {
        let (pause, times) = SETTLING;
        for _ in 0..times {
            let seen = self.ask("ask how a command ended", self.docker.inspect_exec(&self.exec)).await?;
            if let ExecInspectResponse { running: Some(false), exit_code, .. } = seen {
                return Ok(exit_code);
            }
            // The connection ends a moment before the engine knows how the command did.
            tokio::time::sleep(pause).await;
        }
        Ok(None)
    }

    async fn hang_up(&self) -> Result<(), Problem> {
        let failed = |error: Error| self.problem(HANGS_UP, &error);
        hang_up(&self.docker, &self.container, &self.mark).await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_begins_on_a_terminal_of_that_size_and_with_its_mark() {
        let config = config(&["sh".to_owned()], "SLIPWAY_TERMINAL=1", TerminalSize { columns: 80, rows: 24 });
        let said = serde_json::to_value(config).unwrap();
        let wanted = json!({
            "AttachStdin": true, "AttachStdout": true, "AttachStderr": true, "Tty": true,
            "ConsoleSize": [24, 80], "Cmd": ["sh"], "Env": [TERM, "SLIPWAY_TERMINAL=1"],
        });
        assert_eq!(said, wanted);
    }

    #[test]
    fn the_engine_is_asked_to_give_its_connection_away() {
        let request = start("abc").unwrap();
        assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/exec/abc/start"));
        assert_eq!([&request.headers()[CONNECTION], &request.headers()[UPGRADE]], ["Upgrade", "tcp"]);
    }
}
