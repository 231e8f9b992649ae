//! A host over SSH.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Command, Duplex, Host, Ran};
use tokio::io::{AsyncBufReadExt, BufReader};

use crate::arguments::{destination, telling};
use crate::child::{Child, Ties, code, spawn};
use crate::connection::Connection;
use crate::failure::reason;
use crate::forwarding::refusal;
use crate::output::{Collected, OnLine, collect, within};
use crate::relay;
use crate::remote_command::{OWN_255, bare, told};
use crate::session::{Seat, Session, read};

/// `ssh`'s own exit code when it did not get there or lost the connection.
const SSH_FAILED: i32 = 255;
/// How long to wait for a word that a forwarded connection stands. Versions of `ssh` that say it otherwise
/// cost this much and no more.
const FORWARD_WAIT: Duration = Duration::from_secs(2);

/// One host.
#[derive(Debug)]
pub(crate) struct SshHost(pub(crate) Arc<Session>);

/// What came of asking for a forwarded connection.
enum Forwarded {
    Stands(Connection),
    /// The host forwards nothing.
    Prohibited,
    Refused(Problem),
}

impl SshHost {
    /// Runs a command. Its limit begins when the host is reached: a person may take long to answer.
    async fn carry_out(&self, command: Command, line: OnLine<'_>) -> Result<Ran, Problem> {
        let text = told(&command.script)?;
        let seat = self.0.seat().await?;
        within(command.limit, &self.0.name, self.collect(seat, text, command.stdin, line)).await
    }

    async fn collect(
        &self,
        seat: Seat,
        text: String,
        stdin: Bytes,
        line: OnLine<'_>,
    ) -> Result<Ran, Problem> {
        let log = self.0.new_log();
        let mut ssh = seat.ssh();
        ssh.args(telling(&log.0, "ERROR")).arg("-T").args(destination(&self.0.address)).arg(text);
        let collected = collect(spawn(ssh, Ties::Piped)?, stdin, line).await;
        let words = read(&log.0);
        drop(log);
        self.judge(collected?, &words).await
    }

    /// Tells a command's own 255 from `ssh`'s.
    async fn judge(&self, collected: Collected, words: &str) -> Result<Ran, Problem> {
        let Collected { status, mut ran } = collected;
        match status.code() {
            Some(SSH_FAILED) => {}
            Some(_) => return Ok(ran),
            None => return Err(self.0.lost("ssh itself was ended by a signal here").await),
        }
        let sign = format!("{OWN_255}\n");
        match ran.stderr.strip_suffix(sign.as_bytes()) {
            Some(own) => {
                ran.stderr = own.to_vec();
                Ok(ran)
            }
            None => Err(self.0.lost(words).await),
        }
    }

    async fn forward(&self, address: &str, port: u16) -> Result<Forwarded, Problem> {
        let seat = self.0.seat().await?;
        let already_said = self.0.words().len();
        let to = format!("{}:{port}", relay::bracketed(address));
        let mut ssh = seat.ssh();
        let level = if seat.is_shared() { "DEBUG1" } else { "DEBUG2" };
        ssh.args(["-o", &format!("LogLevel={level}"), "-W", &to]);
        ssh.args(destination(&self.0.address));
        let mut child = spawn(ssh, Ties::Piped)?;
        let (stdin, stdout) = (child.stdin(), child.stdout());
        let mut lines = child.stderr().map(BufReader::new);
        let (stands, said) = forwarding_stands(&mut lines).await;
        if stands {
            let stderr = lines.map(BufReader::into_inner);
            return Ok(Forwarded::Stands(Connection::of((stdin, stdout, stderr), child, said, seat)));
        }
        let words = self.words_about(child, &seat, said, already_said).await;
        Ok(match refusal(&words, address, port) {
            Some(why) if why.contains("administratively prohibited") => Forwarded::Prohibited,
            Some(why) => {
                let text = format!("{to} does not answer as seen from {}: {why}", self.0.name);
                let problem = Problem::new(Code::HostCommandFailed, text);
                Forwarded::Refused(problem.hint("look whether something listens there"))
            }
            None => Forwarded::Refused(self.0.lost(&words).await),
        })
    }

    /// What was said about a connection that was not forwarded. The reason is told to the shared connection.
    async fn words_about(&self, mut child: Child, seat: &Seat, said: String, from: usize) -> String {
        let _ = child.wait().await;
        let shared = seat.session().words();
        // What was said before may have been thrown away meanwhile.
        format!("{said}\n{}", shared.get(from..).unwrap_or(&shared))
    }

    async fn relay(&self, address: &str, port: u16) -> Result<Box<dyn Duplex>, Problem> {
        let found = self.run(Command::new(relay::FIND)).await?;
        if found.code != 0 {
            return Err(relay::impossible(&self.0.name));
        }
        self.dial(Command::new(relay::script(found.out().trim(), address, port)?)).await
    }
}

/// Reads what `ssh` says until it says that the connection stands, or ends.
async fn forwarding_stands(lines: &mut Option<BufReader<tokio::process::ChildStderr>>) -> (bool, String) {
    let mut said = String::new();
    let Some(lines) = lines else { return (false, said) };
    let reading = async {
        loop {
            let mut line = Vec::new();
            match lines.read_until(b'\n', &mut line).await {
                Ok(0) | Err(_) => return false,
                Ok(_) => {}
            }
            let line = String::from_utf8_lossy(&line);
            if line.contains("master session id") || line.contains("open confirm") {
                return true;
            }
            said.push_str(&line);
        }
    };
    let stands = tokio::time::timeout(FORWARD_WAIT, reading).await.unwrap_or(true);
    (stands, said)
}

#[async_trait]
impl Host for SshHost {
    fn address(&self) -> &str {
        &self.0.name
    }

    fn by_hand(&self, command: &str) -> String {
        format!("{} {command}", self.0.by_hand())
    }

    async fn reach(&self) -> Result<(), Problem> {
        self.0.ensure().await.map(drop)
    }

    async fn run(&self, command: Command) -> Result<Ran, Problem> {
        self.carry_out(command, None).await
    }

    async fn run_lines(
        &self,
        command: Command,
        line: &(dyn Fn(String) + Send + Sync),
    ) -> Result<Ran, Problem> {
        let told = |text: String| match text.strip_suffix(OWN_255) {
            Some("") => {}
            Some(before) => line(before.to_owned()),
            None => line(text),
        };
        self.carry_out(command, Some(&told)).await
    }

    async fn dial(&self, command: Command) -> Result<Box<dyn Duplex>, Problem> {
        let text = bare(&command.script)?;
        let seat = self.0.seat().await?;
        let mut ssh = seat.ssh();
        ssh.args(["-o", "LogLevel=ERROR", "-T"]).args(destination(&self.0.address)).arg(text);
        let connection = Connection::new(spawn(ssh, Ties::Piped)?, String::new(), seat);
        Ok(Box::new(connection))
    }

    async fn connect(&self, address: &str, port: u16) -> Result<Box<dyn Duplex>, Problem> {
        relay::check(address)?;
        match self.forward(address, port).await? {
            Forwarded::Stands(connection) => Ok(Box::new(connection)),
            Forwarded::Prohibited => self.relay(address, port).await,
            Forwarded::Refused(problem) => Err(problem),
        }
    }

    async fn attach(&self, script: &str, tty: bool) -> Result<i32, Problem> {
        let text = bare(script)?;
        let seat = self.0.seat().await?;
        let mut ssh = seat.ssh();
        ssh.args(["-o", "LogLevel=ERROR", if tty { "-t" } else { "-T" }]);
        ssh.args(destination(&self.0.address)).arg(text);
        let code = code(spawn(ssh, Ties::Terminal)?.wait().await?);
        match code == SSH_FAILED && !self.0.is_up().await {
            true => Err(self.0.lost(&reason(&self.0.words())).await),
            false => Ok(code),
        }
    }
}
