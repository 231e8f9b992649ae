//! A shell in a container: what it prints goes to the window, what is typed there goes to it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use slipway_api::error::ErrorDocument;
use slipway_api::window::environment::{ShellArgs, StreamDocument, StreamInput};
use slipway_api::window::event::{Event, StreamOutput};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Terminal, TerminalProcess, TerminalSize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::answer::{Answered, done};
use crate::session::Session;
use crate::shells::{Noted, OpenShell};

/// The most bytes that go to the window at a time.
const MOST: usize = 64 * 1024;
/// How long after them the next ones go. What prints without end is held up, and nobody who listens falls behind.
const PAUSE: Duration = Duration::from_millis(8);
/// How long what may be the beginning of a secret waits for more.
const HELD_BACK: Duration = Duration::from_millis(50);
/// How much of what was printed first is kept: it says why there is no shell.
const FIRST: usize = 400;
/// What an engine makes of a command that cannot be run or is not there.
const NO_COMMAND: [i64; 2] = [126, 127];

/// Opens a shell.
pub(crate) async fn shell(session: &Session, args: ShellArgs) -> Answered<StreamDocument> {
    let project = session.project(&args.project).await?;
    let size = TerminalSize { columns: args.columns, rows: args.rows };
    let terminal = project.shell(&args.environment, &args.service, args.place.as_deref(), size).await?;
    let ShellArgs { project, environment, service, place, .. } = args;
    let mark = terminal.process.mark().to_owned();
    let open = OpenShell { project, environment, service: service.clone(), place, mark };
    // Where it cannot be written there is a shell all the same; only after a kill nobody would know of it.
    let noted = open.note(session.inner.kept.folder()).ok();
    let (stream, closed, said) = session.inner.streams.open_with_input();
    let typed = AtomicBool::new(false);
    let shell = Shell { session: session.clone(), stream, service, noted, typed };
    session.inner.streams.serve(shell.serve(terminal, said, closed));
    done(StreamDocument { stream })
}

/// A shell that is open.
struct Shell {
    session: Session,
    stream: u64,
    service: String,
    /// Its file, for a program that comes after this one was killed.
    noted: Option<Noted>,
    /// Whether anything was typed.
    typed: AtomicBool,
}

impl Shell {
    async fn serve(
        mut self,
        terminal: Terminal,
        said: mpsc::Receiver<StreamInput>,
        closed: CancellationToken,
    ) {
        let Terminal { wire, process } = terminal;
        let (prints, types) = tokio::io::split(wire);
        let ended = tokio::select! {
            first = self.pass_on(prints) => Some(self.end(&*process, &first).await),
            () = self.take_in(said, types, &*process) => None,
            () = closed.cancelled() => None,
            // A page that is gone closes nothing.
            () = self.session.is_unheard() => None,
        };
        self.session.inner.streams.close(self.stream);
        let over = match ended {
            Some(ended) => {
                self.tell(ended);
                true
            }
            // Nobody is there to be told what may be left in the container: the next program tries again.
            None => process.hang_up().await.is_ok(),
        };
        if let Some(noted) = self.noted.take().filter(|_| over) {
            noted.over();
        }
    }

    /// Tells the window what is printed, until nothing more comes. Returns what came first.
    async fn pass_on(&self, mut prints: impl AsyncRead + Unpin) -> Vec<u8> {
        let (mut piece, mut first) = (vec![0; MOST], Vec::new());
        let mut stream = slipway_app::redacting();
        loop {
            let read = match stream.kept_back() {
                0 => Ok(prints.read(&mut piece).await),
                _ => tokio::time::timeout(HELD_BACK, prints.read(&mut piece)).await,
            };
            // Something may have been opened meanwhile, as for a deployment.
            stream.renew(&slipway_app::redactor());
            let printed = match read {
                Ok(Ok(read @ 1..)) => stream.push(&piece[..read]),
                // A prompt may be what a secret begins with.
                Err(_) => stream.flush(),
                // A wire that breaks has ended; the engine is asked how.
                Ok(_) => break,
            };
            first.extend(printed.iter().take(FIRST.saturating_sub(first.len())));
            self.tell_text(&printed);
            tokio::time::sleep(PAUSE).await;
        }
        let rest = stream.flush();
        first.extend(rest.iter().take(FIRST.saturating_sub(first.len())));
        self.tell_text(&rest);
        first
    }

    fn tell_text(&self, printed: &[u8]) {
        if !printed.is_empty() {
            self.tell(StreamOutput::Text { base64: STANDARD.encode(printed) });
        }
    }

    /// Hands on what the window says, until it is closed. That the wire is broken shows in what is printed.
    async fn take_in(
        &self,
        mut said: mpsc::Receiver<StreamInput>,
        mut types: impl AsyncWrite + Unpin,
        process: &dyn TerminalProcess,
    ) {
        while let Some(what) = said.recv().await {
            match what {
                StreamInput::Type { text } => {
                    self.typed.store(true, Ordering::Relaxed);
                    if types.write_all(text.as_bytes()).await.is_ok() {
                        let _ = types.flush().await;
                    }
                }
                // One that is not taken is taken with the next.
                StreamInput::Resize { columns, rows } => {
                    let _ = process.resize(TerminalSize { columns, rows }).await;
                }
                StreamInput::Close => return,
            }
        }
    }

    /// How it ended by itself.
    async fn end(&self, process: &dyn TerminalProcess, first: &[u8]) -> StreamOutput {
        let (code, problem) = match process.exit_code().await {
            Ok(Some(code)) if NO_COMMAND.contains(&code) && !self.typed.load(Ordering::Relaxed) => {
                (Some(code), Some(self.no_shell(first)))
            }
            Ok(code) => (code, None),
            Err(problem) => (None, Some(problem)),
        };
        let problem =
            problem.map(|problem| ErrorDocument::from(&slipway_app::redacted_problem(problem)).error);
        StreamOutput::Ended { code, problem }
    }

    fn no_shell(&self, first: &[u8]) -> Problem {
        let said = String::from_utf8_lossy(first);
        let message = format!("a shell cannot be started in {}: {}", self.service, said.trim());
        Problem::new(Code::EngineFailed, message)
            .hint("an image without `sh` has none; what it logs can be read all the same")
    }

    fn tell(&self, output: StreamOutput) {
        self.session.tell(Event::Stream { stream: self.stream, output });
    }
}

#[cfg(test)]
mod tests;
