//! Child processes: in a process group of their own, and ended with everything they started when dropped.

use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};

use process_wrap::tokio::{ChildWrapper, CommandWrap, KillOnDrop};
use slipway_domain::problem::{Code, Problem};
use tokio::process::{ChildStderr, ChildStdin, ChildStdout, Command};

use crate::settings::Environment;

/// How a child stands to the terminal and to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ties {
    /// Three pipes and a process group of its own.
    Piped,
    /// Nothing to read or write; its messages go elsewhere. A process group of its own.
    Mute,
    /// Nothing to read or write, but it may ask on the terminal, which only our own group may.
    MuteAsking,
    /// The person's terminal.
    Terminal,
}

/// A running child.
#[derive(Debug)]
pub(crate) struct Child {
    inner: Box<dyn ChildWrapper>,
    ended: bool,
}

/// A command with exactly this environment.
pub(crate) fn command(program: &str, environment: &Environment) -> Command {
    // By its path the program is started without a copy of this process, which a search by the system needs.
    let path = environment.iter().find(|(name, _)| name.eq_ignore_ascii_case("PATH")).map(|(_, path)| path);
    let found = which::which_in_global(program, path).ok().and_then(|mut found| found.next());
    let mut command = Command::new(found.unwrap_or_else(|| program.into()));
    command.env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    command
}

/// Starts a command.
pub(crate) fn spawn(mut command: Command, ties: Ties) -> Result<Child, Problem> {
    let program = Path::new(command.as_std().get_program());
    let program = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (input, output) = match ties {
        Ties::Piped => (Stdio::piped(), Stdio::piped as fn() -> Stdio),
        Ties::Mute | Ties::MuteAsking => (Stdio::null(), Stdio::null as fn() -> Stdio),
        Ties::Terminal => (Stdio::inherit(), Stdio::inherit as fn() -> Stdio),
    };
    command.stdin(input).stdout(output()).stderr(output());
    let mut wrap = CommandWrap::from(command);
    wrap.wrap(KillOnDrop);
    if matches!(ties, Ties::Piped | Ties::Mute) {
        group(&mut wrap);
    }
    let inner = wrap.spawn().map_err(|error| not_started(&program, &error))?;
    Ok(Child { inner, ended: false })
}

#[cfg(unix)]
fn group(wrap: &mut CommandWrap) {
    wrap.wrap(process_wrap::tokio::ProcessGroup::leader());
}

#[cfg(windows)]
fn group(wrap: &mut CommandWrap) {
    wrap.wrap(process_wrap::tokio::JobObject);
}

fn not_started(program: &str, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::new(Code::ProgramMissing, format!("`{program}` is not installed here"))
                .hint("install it (OpenSSH brings `ssh`), or put it on PATH")
        }
        _ => Problem::new(Code::ProgramMissing, format!("`{program}` could not be started: {error}")),
    }
}

impl Child {
    /// Its standard input, once.
    pub(crate) fn stdin(&mut self) -> Option<ChildStdin> {
        self.inner.stdin().take()
    }

    /// Its standard output, once.
    pub(crate) fn stdout(&mut self) -> Option<ChildStdout> {
        self.inner.stdout().take()
    }

    /// Its standard error, once.
    pub(crate) fn stderr(&mut self) -> Option<ChildStderr> {
        self.inner.stderr().take()
    }

    /// Waits for its end.
    pub(crate) async fn wait(&mut self) -> Result<ExitStatus, Problem> {
        let status = self.inner.wait().await.map_err(|error| {
            Problem::new(Code::Internal, format!("a child process could not be waited for: {error}"))
        })?;
        self.ended = true;
        Ok(status)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.inner.start_kill();
        }
    }
}

/// The exit code, `128 + signal` when a signal ended it.
pub(crate) fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + signal(status))
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.signal().unwrap_or_default()
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> i32 {
    0
}
