//! A child's standard input and output as a connection.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::process::{ChildStderr, ChildStdin, ChildStdout};
use tokio::sync::oneshot;

use crate::child::{Child, code};

/// How much of what a child says is kept for the error.
const KEPT: usize = 8 * 1024;

/// Both directions of a child. Dropping it ends the child and everything it started.
pub(crate) struct Connection {
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    received: bool,
    ended: Option<oneshot::Receiver<Option<String>>>,
    _kill: oneshot::Sender<()>,
}

impl Connection {
    /// Takes a child with pipes over. `seat` is kept as long as the child lives; `said` is what it has
    /// already written to standard error.
    pub(crate) fn new(mut child: Child, said: String, seat: impl Send + 'static) -> Self {
        let (stdin, stdout, stderr) = (child.stdin(), child.stdout(), child.stderr());
        Self::of((stdin, stdout, stderr), child, said, seat)
    }

    /// The same with pipes that were taken before.
    pub(crate) fn of(
        (stdin, stdout, stderr): (Option<ChildStdin>, Option<ChildStdout>, Option<ChildStderr>),
        child: Child,
        said: String,
        seat: impl Send + 'static,
    ) -> Self {
        let (kill, killed) = oneshot::channel();
        let (tell, ended) = oneshot::channel();
        tokio::spawn(async move {
            let why = watch(child, stderr, said, killed).await;
            drop(seat);
            let _ = tell.send(why);
        });
        Self { stdin, stdout, received: false, ended: Some(ended), _kill: kill }
    }

    /// The end of what there is to read: an error when the child failed before it said anything.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(ended) = self.ended.as_mut().filter(|_| !self.received) else { return Poll::Ready(Ok(())) };
        let why = ready!(Pin::new(ended).poll(context));
        self.ended = None;
        match why {
            Ok(Some(why)) => Poll::Ready(Err(io::Error::new(io::ErrorKind::ConnectionAborted, why))),
            _ => Poll::Ready(Ok(())),
        }
    }
}

/// Waits for a child's end, or ends it. Says why it failed, if it did by itself.
async fn watch(
    mut child: Child,
    stderr: Option<ChildStderr>,
    said: String,
    killed: oneshot::Receiver<()>,
) -> Option<String> {
    let words = Arc::new(Mutex::new(said));
    let reading = tokio::spawn(keep(stderr, words.clone()));
    let status = tokio::select! {
        status = child.wait() => status.ok(),
        _ = killed => None,
    };
    let _ = tokio::time::timeout(std::time::Duration::from_millis(500), reading).await;
    let status = status.filter(|status| !status.success())?;
    let words = words.lock().map(|words| crate::failure::reason(&words)).unwrap_or_default();
    Some(format!("the command ended with {}: {words}", code(status)))
}

/// Keeps the last of what a child says.
async fn keep(stderr: Option<ChildStderr>, words: Arc<Mutex<String>>) {
    let Some(mut stderr) = stderr else { return };
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = stderr.read(&mut buffer).await {
        let Ok(mut words) = words.lock() else { return };
        words.push_str(&String::from_utf8_lossy(&buffer[..count]));
        let excess = words.len().saturating_sub(KEPT);
        let from = (excess..words.len()).find(|at| words.is_char_boundary(*at)).unwrap_or_default();
        words.drain(..from);
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        if let Some(stdout) = &mut this.stdout {
            ready!(Pin::new(stdout).poll_read(context, buffer))?;
        }
        if buffer.filled().len() > before || buffer.remaining() == 0 {
            this.received = true;
            return Poll::Ready(Ok(()));
        }
        this.stdout = None;
        this.poll_end(context)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.get_mut().stdin {
            Some(stdin) => Pin::new(stdin).poll_write(context, bytes),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().stdin {
            Some(stdin) => Pin::new(stdin).poll_flush(context),
            None => Poll::Ready(Ok(())),
        }
    }

    /// Closes this direction; the other one stays open.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().stdin = None;
        Poll::Ready(Ok(()))
    }
}
