//! Runs git.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use slipway_domain::problem::{Code, Problem};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::environment;
use crate::remote_logins::{Entrance, NOT_ACCEPTED, Remotes};

/// git, at work in one directory.
#[derive(Debug, Clone)]
pub(crate) struct Git {
    directory: PathBuf,
    remotes: Arc<Remotes>,
}

/// What a git command answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Whether it ended with 0.
    pub ok: bool,
    /// What it wrote.
    pub stdout: Vec<u8>,
    verb: String,
    stderr: String,
    /// What to say of how else it was tried.
    tried: Option<String>,
}

/// What git says where it did not get an object from a remote.
const NOT_LET_IN: [&str; 5] = [
    "could not fetch",
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "unable to access",
];

impl Git {
    pub(crate) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), remotes: Arc::default() }
    }

    /// What lets git in at remotes that it goes to by itself.
    pub(crate) fn remotes(&self) -> &Remotes {
        &self.remotes
    }

    /// How git gets in at remotes that it goes to by itself, where something is known that lets it in.
    pub(crate) async fn entrance(&self) -> Option<Arc<Entrance>> {
        self.remotes.entrance(self).await
    }

    /// The command, not yet started. The directory is given to git and not to the operating system, so that
    /// a directory that is gone is not taken for a missing program.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, args: &[A]) -> Command {
        // By its path the program is started without a copy of this process, which a search by the system needs.
        let mut command = Command::new(which::which_global("git").unwrap_or_else(|_| "git".into()));
        command.env_clear().envs(environment::for_git());
        command.arg("-C").arg(&self.directory).args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Runs a command to its end, whatever it answers.
    pub(crate) async fn ask(&self, args: &[&str]) -> Result<Answer, Problem> {
        self.ask_with(args, None).await
    }

    /// Like [`Self::ask`], in git's own ways alone: for what goes to no remote, and for what starts programs of the
    /// repository, which shall find nothing that lets them in.
    pub(crate) async fn ask_alone(&self, args: &[&str]) -> Result<Answer, Problem> {
        finish(self.command(args), args, None).await
    }

    /// Where git is not let in with what is known, it tries its own ways.
    async fn ask_with(&self, args: &[&str], input: Option<&str>) -> Result<Answer, Problem> {
        let Some(entrance) = self.entrance().await else {
            return finish(self.command(args), args, input).await;
        };
        let answer = finish(self.command(&entrance.before(args)), args, input).await?;
        if answer.ok || !NOT_LET_IN.iter().any(|words| answer.says(words)) {
            return Ok(answer);
        }
        let alone = finish(self.command(args), args, input).await?;
        Ok(Answer { tried: Some(entrance.refusal()), ..alone })
    }

    /// Runs a command that has to succeed, and returns what it wrote.
    pub(crate) async fn run(&self, args: &[&str]) -> Result<Vec<u8>, Problem> {
        self.ask(args).await?.succeeded()
    }

    /// Like [`Self::run`], with text for its standard input.
    pub(crate) async fn feed(&self, args: &[&str], input: &str) -> Result<Vec<u8>, Problem> {
        self.ask_with(args, Some(input)).await?.succeeded()
    }

    /// Like [`Self::run`], with another index than the repository's.
    pub(crate) async fn run_with_index(&self, index: &Path, args: &[&str]) -> Result<Vec<u8>, Problem> {
        let mut command = self.command(args);
        command.env("GIT_INDEX_FILE", index);
        finish(command, args, None).await?.succeeded()
    }
}

impl Answer {
    /// What it wrote, or a problem with git's own words.
    pub(crate) fn succeeded(self) -> Result<Vec<u8>, Problem> {
        if self.ok { Ok(self.stdout) } else { Err(self.problem()) }
    }

    /// Whether git's words hold this text.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.stderr.contains(text)
    }

    /// The failure with git's own words.
    pub(crate) fn problem(&self) -> Problem {
        let words = self.reason();
        let message = if words.is_empty() {
            format!("`git {}` failed without a word", self.verb)
        } else {
            format!("`git {}` failed: {words}", self.verb)
        };
        match &self.tried {
            Some(tried) => Problem::new(Code::SourceFailed, format!("{message}; {tried}")).hint(NOT_ACCEPTED),
            None => Problem::new(Code::SourceFailed, message),
        }
    }

    /// The line that names the reason: the last one that git marks as an error, else the last one.
    pub(crate) fn reason(&self) -> &str {
        let lines = || self.stderr.lines().map(str::trim).filter(|line| !line.is_empty());
        let marked = |line: &&str| line.starts_with("fatal: ") || line.starts_with("error: ");
        let line = lines().rfind(marked).or_else(|| lines().next_back()).unwrap_or_default();
        line.trim_start_matches("fatal: ").trim_start_matches("error: ")
    }
}

async fn finish(mut command: Command, args: &[&str], input: Option<&str>) -> Result<Answer, Problem> {
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().map_err(|error| not_started(&error))?;
    let stdin = child.stdin.take();
    let write = async {
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            // git may end before it has read everything; what it says then is the better message.
            let _ = stdin.write_all(input.as_bytes()).await;
        }
    };
    let ((), output) = tokio::join!(write, child.wait_with_output());
    let output = output.map_err(|error| not_started(&error))?;
    let verb = args.iter().find(|arg| !arg.starts_with('-') && !arg.contains('=')).unwrap_or(&"").to_string();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Answer { ok: output.status.success(), stdout: output.stdout, verb, stderr, tried: None })
}

/// Why the program could not be run at all.
pub(crate) fn not_started(error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::NotFound {
        return Problem::new(Code::ProgramMissing, "git is not installed, or not on the PATH")
            .hint("install git; Slipway reads commits through it");
    }
    Problem::new(Code::SourceFailed, format!("git could not be run: {error}"))
}

/// What git wrote as text, without the line end.
pub(crate) fn line(stdout: Vec<u8>) -> Result<String, Problem> {
    let text = String::from_utf8(stdout)
        .map_err(|_| Problem::new(Code::SourceUnsupported, "git answered with a name that is not UTF-8"))?;
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}
