//! The content of many objects through one process.

use std::process::Stdio;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Objects;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout};

use crate::names::{object, shown};
use crate::program::{Git, not_started};
use crate::remote_logins::{Entrance, NOT_ACCEPTED};

/// The most that one piece holds, in bytes.
const PIECE: usize = 64 * 1024;

/// From this size on git hands a file on while it unpacks it; by itself it takes files of up to 512 MB into its
/// memory first.
const STREAMED: &str = "core.bigFileThreshold=16m";

/// `git cat-file --batch`.
pub(crate) struct Batch {
    git: Git,
    /// Taken out while an object is read: a read that was dropped half-way leaves the pipe in the middle of
    /// an object, so the next one starts anew.
    process: Option<Process>,
}

struct Process {
    _child: Child,
    /// How it gets in at remotes, if not in git's own ways.
    entrance: Option<Arc<Entrance>>,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Batch {
    pub(crate) async fn start(git: &Git) -> Result<Self, Problem> {
        Ok(Self { git: git.clone(), process: Some(Process::start(git, git.entrance().await)?) })
    }

    /// Asks for an object: its size in bytes, `None` when there is no such object, and who hands it on. Where git was
    /// not let in at a remote with what is known, it tries its own ways.
    async fn ask(&mut self, name: &str) -> Result<(Process, Option<u64>), Problem> {
        let mut process = match self.process.take() {
            Some(process) => process,
            None => Process::start(&self.git, self.git.entrance().await)?,
        };
        let asked = process.ask(name).await;
        let Some(entrance) = process.entrance.clone().filter(|_| !matches!(asked, Ok(Some(_)))) else {
            return Ok((process, asked?));
        };
        let mut process = Process::start(&self.git, None)?;
        match process.ask(name).await {
            Ok(Some(size)) => Ok((process, Some(size))),
            Ok(None) => Err(missing(name)),
            Err(problem) => {
                let message = format!("{}; {}", problem.message, entrance.refusal());
                Err(Problem { message, ..problem }.hint(NOT_ACCEPTED))
            }
        }
    }
}

#[async_trait]
impl Objects for Batch {
    async fn read(&mut self, name: &str, chunk: &mut (dyn FnMut(Bytes) + Send)) -> Result<(), Problem> {
        let name = object(name)?;
        let (mut process, size) = self.ask(name).await?;
        if let Some(size) = size {
            process.pass_on(name, size, chunk).await?;
        }
        self.process = Some(process);
        size.map(drop).ok_or_else(|| missing(name))
    }
}

impl Process {
    fn start(git: &Git, entrance: Option<Arc<Entrance>>) -> Result<Self, Problem> {
        let args = ["-c", STREAMED, "cat-file", "--batch"];
        let mut command = match &entrance {
            Some(entrance) => git.command(&entrance.before(&args)),
            None => git.command(&args),
        };
        command.stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Problem::new(Code::Internal, "git was started without its pipes"));
        };
        Ok(Self { _child: child, entrance, stdin, stdout: BufReader::with_capacity(PIECE, stdout) })
    }

    /// Asks for an object: its size in bytes, `None` when there is no such object.
    async fn ask(&mut self, name: &str) -> Result<Option<u64>, Problem> {
        let ended = |error: std::io::Error| broken(name, &error.to_string());
        self.stdin.write_all(format!("{name}\n").as_bytes()).await.map_err(ended)?;
        self.stdin.flush().await.map_err(ended)?;
        let mut header = String::new();
        self.stdout.read_line(&mut header).await.map_err(ended)?;
        let fields: Vec<_> = header.split_ascii_whitespace().collect();
        match fields[..] {
            [_, "missing"] => Ok(None),
            [_, _, size] => size.parse().map(Some).map_err(|_| broken(name, &shown(&header))),
            [] => Err(broken(name, "git ended")),
            _ => Err(broken(name, &shown(&header))),
        }
    }

    /// Hands the content on, then reads the line end that git puts behind it.
    async fn pass_on(
        &mut self,
        name: &str,
        size: u64,
        chunk: &mut (dyn FnMut(Bytes) + Send),
    ) -> Result<(), Problem> {
        let ended = |error: std::io::Error| broken(name, &error.to_string());
        let mut left = size;
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let mut piece = BytesMut::zeroed(most);
            let got = self.stdout.read(&mut piece).await.map_err(ended)?;
            if got == 0 {
                return Err(broken(name, "git ended in the middle of it"));
            }
            piece.truncate(got);
            left -= got as u64;
            chunk(piece.freeze());
        }
        self.stdout.read_u8().await.map(drop).map_err(ended)
    }
}

fn missing(name: &str) -> Problem {
    Problem::new(Code::SourceFailed, format!("the repository has no object {name}"))
        .hint("`git fsck` says whether the repository is complete; `git fetch` may bring what is missing")
}

fn broken(name: &str, why: &str) -> Problem {
    Problem::new(Code::SourceFailed, format!("object {name} cannot be read: {why}"))
}
