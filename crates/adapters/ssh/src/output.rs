//! Feeding a child and collecting what it says, all at once so that no pipe fills up.

use std::process::ExitStatus;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Ran;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};

use crate::child::{Child, code};

/// What is told of each line.
pub(crate) type OnLine<'a> = Option<&'a (dyn Fn(String) + Send + Sync)>;

/// How long output may still come after the child has ended: something that it left in the background may
/// hold the pipes for ever.
const DRAIN: Duration = Duration::from_secs(2);

/// A child that has ended, and what it said.
#[derive(Debug)]
pub(crate) struct Collected {
    /// How it ended itself.
    pub(crate) status: ExitStatus,
    /// The same as a code, with its output.
    pub(crate) ran: Ran,
}

/// Runs a child to its end.
pub(crate) async fn collect(mut child: Child, stdin: Bytes, line: OnLine<'_>) -> Result<Collected, Problem> {
    let (input, out, err) = (child.stdin(), child.stdout(), child.stderr());
    let (stdout, stderr) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let feeding = feed(input, stdin);
    let reading = async { tokio::join!(read(out, &stdout, line), read(err, &stderr, line)) };
    tokio::pin!(feeding, reading);
    let (mut fed, mut drained) = (false, false);
    let status = {
        let ending = child.wait();
        tokio::pin!(ending);
        loop {
            tokio::select! {
                status = &mut ending => break status?,
                () = &mut feeding, if !fed => fed = true,
                _ = &mut reading, if !drained => drained = true,
            }
        }
    };
    if !drained {
        let _ = tokio::time::timeout(DRAIN, &mut reading).await;
    }
    let ran = Ran { code: code(status), stdout: taken(&stdout), stderr: taken(&stderr) };
    Ok(Collected { status, ran })
}

/// The same, ended after `limit`.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    place: &str,
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let Some(limit) = limit else { return work.await };
    tokio::time::timeout(limit, work).await.unwrap_or_else(|_| {
        let seconds = limit.as_secs_f32();
        let message = format!("a command on {place} was not done within {seconds} s");
        Err(Problem::new(Code::TimedOut, message).hint("it may still be at work there"))
    })
}

/// Writes all of it and closes the pipe. A child that does not read to the end is no error.
async fn feed(pipe: Option<impl tokio::io::AsyncWrite + Unpin>, bytes: Bytes) {
    if let Some(mut pipe) = pipe {
        let _ = pipe.write_all(&bytes).await;
        let _ = pipe.shutdown().await;
    }
}

/// Reads to the end. What has come is kept at once, so that it is there when the reading is given up.
async fn read(pipe: Option<impl AsyncRead + Unpin>, into: &Mutex<Vec<u8>>, line: OnLine<'_>) {
    let Some(mut pipe) = pipe else { return };
    let mut buffer = vec![0; 64 * 1024];
    let mut lines = Lines::default();
    while let Ok(count @ 1..) = pipe.read(&mut buffer).await {
        keep(into, &buffer[..count]);
        if let Some(line) = line {
            lines.push(&buffer[..count], line);
        }
    }
    if let Some(line) = line {
        lines.end(line);
    }
}

fn keep(into: &Mutex<Vec<u8>>, bytes: &[u8]) {
    into.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
}

fn taken(from: &Mutex<Vec<u8>>) -> Vec<u8> {
    std::mem::take(&mut *from.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Puts pieces together to lines.
#[derive(Debug, Default)]
struct Lines {
    begun: Vec<u8>,
}

impl Lines {
    fn push(&mut self, bytes: &[u8], line: &dyn Fn(String)) {
        let mut pieces = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            self.begun.extend_from_slice(piece);
            if pieces.peek().is_some() {
                line(text(&std::mem::take(&mut self.begun)));
            }
        }
    }

    fn end(self, line: &dyn Fn(String)) {
        if !self.begun.is_empty() {
            line(text(&self.begun));
        }
    }
}

/// A line without what is left of its end.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\r').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_however_they_were_cut() {
        let told = Mutex::new(Vec::new());
        let line = |text: String| keep(&told, format!("<{text}>").as_bytes());
        let mut lines = Lines::default();
        for piece in ["on", "e\r\n\ntw", "o", "\nlast"] {
            lines.push(piece.as_bytes(), &line);
        }
        lines.end(&line);
        assert_eq!(taken(&told), b"<one><><two><last>");
    }
}
