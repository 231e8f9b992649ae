//! Programs run to their end, with a time limit and their output kept.
//!
//! Output goes to files, not to pipes: a background process that inherits a pipe (an ssh master,
//! for one) would keep a reader waiting long after the program itself has ended.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Doing, Result, TestkitError};

/// What a program that ended left behind.
#[derive(Debug, Clone)]
pub struct Finished {
    /// How it was called, for messages.
    pub command: String,
    /// Its exit code, or 128 plus the signal that ended it, as a shell says it.
    pub code: i32,
    /// All of its standard output; bytes that are not UTF-8 are replaced.
    pub stdout: String,
    /// All of its standard error.
    pub stderr: String,
    /// How long it ran.
    pub took: Duration,
}

impl Finished {
    /// The output when it ended with 0, else an error that holds both streams.
    pub fn success(self) -> Result<Self> {
        if self.code == 0 { Ok(self) } else { Err(TestkitError::new(self.describe())) }
    }

    /// The standard output as one JSON document.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.stdout)
            .doing(|| format!("reading one JSON document from stdout\n{}", self.describe()))
    }

    /// The call, the exit code and both streams, for the message of an assertion.
    pub fn describe(&self) -> String {
        format!(
            "`{}` ended with {}\n--- stdout\n{}--- stderr\n{}---",
            self.command, self.code, self.stdout, self.stderr
        )
    }
}

/// A program under way. Dropping it kills it.
#[derive(Debug)]
pub struct Running {
    child: Child,
    command: String,
    stdout: File,
    stderr: File,
    since: Instant,
    ended: bool,
}

/// Starts `command` with nothing on its standard input.
pub fn start(command: Command) -> Result<Running> {
    start_with_input(command, "")
}

/// Runs `command` to its end; kills it and fails when it takes longer than `limit`.
pub fn finish(command: Command, limit: Duration) -> Result<Finished> {
    start(command)?.wait(limit)
}

/// Like [`finish`], with `input` on its standard input.
pub fn finish_given(command: Command, input: &str, limit: Duration) -> Result<Finished> {
    start_with_input(command, input)?.wait(limit)
}

/// Like [`start`], with `input` on its standard input.
pub(crate) fn start_with_input(command: Command, input: &str) -> Result<Running> {
    start_reading(command, stdin_holding(input)?)
}

/// Like [`start`], with what `file` holds on its standard input.
pub(crate) fn start_with_input_file(command: Command, mut file: File) -> Result<Running> {
    file.seek(SeekFrom::Start(0)).doing(|| "rewinding a scratch file".into())?;
    start_reading(command, Stdio::from(file))
}

/// Like [`start`], with `input` as its standard input.
pub(crate) fn start_reading(mut command: Command, input: Stdio) -> Result<Running> {
    let words = words_of(&command);
    let (stdout, stderr) = (scratch()?, scratch()?);
    command
        .stdin(input)
        .stdout(stdout.try_clone().doing(|| words.clone())?)
        .stderr(stderr.try_clone().doing(|| words.clone())?);
    let child = command.spawn().doing(|| format!("starting `{words}`"))?;
    Ok(Running { child, command: words, stdout, stderr, since: Instant::now(), ended: false })
}

impl Running {
    /// The process id of the program that was started.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end; kills it and fails when `limit` passes first.
    pub fn wait(mut self, limit: Duration) -> Result<Finished> {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.try_wait()? {
                return self.finished(status);
            }
            if Instant::now() >= deadline {
                return Err(self.too_long(limit));
            }
            // Short against what has passed, so that how long it took is known well enough to be compared.
            let pause = self.since.elapsed() / 50;
            std::thread::sleep(pause.clamp(Duration::from_micros(100), Duration::from_millis(20)));
        }
    }

    /// The other end of a standard input that is a pipe, once.
    pub(crate) fn input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// True while it runs.
    pub fn is_running(&mut self) -> Result<bool> {
        Ok(self.try_wait()?.is_none())
    }

    /// What it has written to standard output so far.
    pub fn stdout_so_far(&self) -> String {
        read_all(&self.stdout)
    }

    /// What it has written to standard error so far.
    pub fn stderr_so_far(&self) -> String {
        read_all(&self.stderr)
    }

    fn try_wait(&mut self) -> Result<Option<ExitStatus>> {
        let status = self.child.try_wait().doing(|| format!("waiting for `{}`", self.command))?;
        self.ended = status.is_some();
        Ok(status)
    }

    fn finished(&self, status: ExitStatus) -> Result<Finished> {
        Ok(Finished {
            command: self.command.clone(),
            code: status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)),
            stdout: self.stdout_so_far(),
            stderr: self.stderr_so_far(),
            took: self.since.elapsed(),
        })
    }

    fn too_long(&self, limit: Duration) -> TestkitError {
        TestkitError::new(format!(
            "`{}` was still running after {limit:?} and was ended\n--- stdout\n{}--- stderr\n{}---",
            self.command,
            self.stdout_so_far(),
            self.stderr_so_far()
        ))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A command of `words`; the first one is the program.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(words.first().copied().unwrap_or("true"));
    command.args(words.get(1..).unwrap_or_default());
    command
}

/// Runs `words` for at most a minute; fails unless it ends with 0.
pub(crate) fn run(words: &[&str]) -> Result<Finished> {
    finish(command(words), Duration::from_secs(60))?.success()
}

/// Tries `ready` every 30 ms until it answers with something or `limit` is over.
pub(crate) fn wait_for<T>(
    what: &str,
    limit: Duration,
    mut ready: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(value) = ready()? {
            return Ok(value);
        }
        if Instant::now() >= deadline {
            return Err(TestkitError::new(format!("{what} did not happen within {limit:?}")));
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// How long a server may take to end that was told to.
pub(crate) const ENDS_WITHIN: Duration = Duration::from_secs(60);

/// Waits for the end of a program that was told to end; fails when `limit` passes first.
pub(crate) fn wait_for_end(name: &str, program: &mut Child, limit: Duration) -> Result<()> {
    wait_for(&format!("the end of {name}"), limit, || {
        program.try_wait().doing(|| format!("waiting for the end of {name}"))
    })
    .map(drop)
}

fn words_of(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn scratch() -> Result<File> {
    tempfile::tempfile().doing(|| "making a scratch file".into())
}

fn stdin_holding(input: &str) -> Result<Stdio> {
    if input.is_empty() {
        return Ok(Stdio::null());
    }
    let mut file = scratch()?;
    file.write_all(input.as_bytes()).doing(|| "writing a scratch file".into())?;
    file.seek(SeekFrom::Start(0)).doing(|| "rewinding a scratch file".into())?;
    Ok(Stdio::from(file))
}

/// Reads from the beginning without moving the offset that the child writes at.
fn read_all(file: &File) -> String {
    use std::os::unix::fs::FileExt;
    let mut bytes = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    while let Ok(count) = file.read_at(&mut chunk, bytes.len() as u64) {
        if count == 0 {
            break;
        }
        bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_not_waited_for_for_ever() {
        let mut program = command(&["sleep", "60"]).spawn().unwrap();
        let stays = wait_for_end("sleep", &mut program, Duration::from_millis(50)).unwrap_err();
        assert!(stays.to_string().starts_with("the end of sleep did not happen"), "{stays}");
        program.kill().unwrap();
        wait_for_end("sleep", &mut program, ENDS_WITHIN).unwrap();
    }
}
