//! This machine, through its own shell.

use async_trait::async_trait;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Command, Duplex, Host, Ran};

use crate::child::{Child, Ties, code, command, spawn};
use crate::connection::Connection;
use crate::hosts::LOCAL;
use crate::output::{collect, within};
use crate::settings::Environment;

/// This machine. Commands run in `sh` as the user of this process.
#[derive(Debug)]
pub struct LocalHost {
    environment: Environment,
}

impl LocalHost {
    /// This machine with the whole environment that commands get, such as PATH, HOME and the DOCKER_HOST
    /// that was found.
    pub fn new(environment: Environment) -> Self {
        Self { environment }
    }

    fn spawn(&self, script: &str, ties: Ties) -> Result<Child, Problem> {
        let mut shell = command("sh", &self.environment);
        shell.arg("-c").arg(script);
        spawn(shell, ties)
    }
}

#[async_trait]
impl Host for LocalHost {
    fn address(&self) -> &str {
        LOCAL
    }

    async fn reach(&self) -> Result<(), Problem> {
        Ok(())
    }

    async fn run(&self, command: Command) -> Result<Ran, Problem> {
        let child = self.spawn(&command.script, Ties::Piped)?;
        within(command.limit, "this machine", async { Ok(collect(child, command.stdin, None).await?.ran) })
            .await
    }

    async fn run_lines(
        &self,
        command: Command,
        line: &(dyn Fn(String) + Send + Sync),
    ) -> Result<Ran, Problem> {
        let child = self.spawn(&command.script, Ties::Piped)?;
        let running = async { Ok(collect(child, command.stdin, Some(line)).await?.ran) };
        within(command.limit, "this machine", running).await
    }

    async fn dial(&self, command: Command) -> Result<Box<dyn Duplex>, Problem> {
        let child = self.spawn(&command.script, Ties::Piped)?;
        Ok(Box::new(Connection::new(child, String::new(), ())))
    }

    async fn connect(&self, address: &str, port: u16) -> Result<Box<dyn Duplex>, Problem> {
        let stream = tokio::net::TcpStream::connect((address, port)).await.map_err(|error| {
            let message = format!("{address}:{port} does not answer as seen from this machine: {error}");
            Problem::new(Code::HostCommandFailed, message).hint("look whether something listens there")
        })?;
        Ok(Box::new(stream))
    }

    async fn attach(&self, script: &str, _tty: bool) -> Result<i32, Problem> {
        Ok(code(self.spawn(script, Ties::Terminal)?.wait().await?))
    }
}
