//! Commands in running containers.

use bollard::exec::{StartExecOptions, StartExecResults};
use bollard::models::ExecConfig;
use futures::StreamExt;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{ExecSpec, LogLine};

use crate::engine::{DockerEngine, odd_answer};
use crate::log_lines::Assembler;

impl DockerEngine {
    pub(crate) async fn exec_in(
        &self,
        name: &str,
        spec: ExecSpec,
        log: &(dyn Fn(LogLine) + Send + Sync),
    ) -> Result<i64, Problem> {
        let failed = |error| self.problem(format!("run a command in the container {name}"), &error);
        let exec = self.docker.create_exec(name, config(spec)).await.map_err(failed)?;
        let started = self.docker.start_exec(&exec.id, None::<StartExecOptions>).await.map_err(failed)?;
        let StartExecResults::Attached { mut output, input } = started else {
            return Err(odd_answer(&self.endpoint, "a command was started without its output"));
        };
        let mut assembler = Assembler::new(false);
        while let Some(piece) = output.next().await {
            assembler.push(piece.map_err(failed)?).into_iter().for_each(log);
        }
        assembler.finish().into_iter().for_each(log);
        drop((output, input));
        let ended = self.docker.inspect_exec(&exec.id).await.map_err(failed)?;
        ended.exit_code.ok_or_else(|| {
            odd_answer(&self.endpoint, "a command's output ended, but the command has no exit code")
        })
    }
}

fn config(spec: ExecSpec) -> ExecConfig {
    ExecConfig {
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        env: Some(spec.env.into_iter().map(|(name, value)| format!("{name}={value}")).collect()),
        cmd: Some(spec.command),
        working_dir: spec.directory,
        user: spec.user,
        ..Default::default()
    }
}
