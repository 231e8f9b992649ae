//! The person at the terminal, if there is one.

pub mod hidden;

use std::io::{IsTerminal, Write};

use slipway_domain::problem::{Code, Problem};
use tokio_util::sync::CancellationToken;

use crate::show;

/// Whether a question can be asked and answered.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether someone watches what is written to standard error, on a terminal that can move its cursor.
pub fn shows() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}

/// Asks whether to go on, until the person answers or stops the program. Without a terminal nothing is asked: that is an
/// error which says what to add.
pub async fn confirm(question: &str, interrupt: &CancellationToken) -> Result<(), Problem> {
    let answer = ask(&format!("{question} [y/N] "), interrupt).await?;
    if matches!(answer.as_str(), "y" | "Y" | "yes") { Ok(()) } else { Err(declined()) }
}

/// Asks for a word to be typed, such as a protected environment's name.
pub async fn confirm_by_typing(
    question: &str,
    word: &str,
    interrupt: &CancellationToken,
) -> Result<(), Problem> {
    let answer = ask(&format!("{question} Type {word} to go on: "), interrupt).await?;
    if answer == word { Ok(()) } else { Err(declined()) }
}

fn declined() -> Problem {
    Problem::new(Code::Interrupted, "nothing was done").hint("run it again when you are ready")
}

/// Asks for a line of text.
pub async fn ask(prompt: &str, interrupt: &CancellationToken) -> Result<String, Problem> {
    if !can_ask() {
        let message = format!("`{}` cannot be asked, because there is no terminal", prompt.trim_end());
        return Err(Problem::new(Code::ConfirmationNeeded, message));
    }
    let mut stderr = std::io::stderr();
    stderr.write_all(prompt.as_bytes()).and_then(|()| stderr.flush()).map_err(unread)?;
    tokio::select! {
        answer = line() => Ok(answer.ok_or_else(declined)?.map_err(unread)?.trim().to_owned()),
        () = interrupt.cancelled() => {
            // What comes next does not belong on the line of the question.
            show::line("");
            Err(declined())
        }
    }
}

fn unread(error: std::io::Error) -> Problem {
    Problem::new(Code::Interrupted, format!("no answer was read: {error}"))
}

/// The next line that is typed.
async fn line() -> Option<std::io::Result<String>> {
    awaited(|| {
        let mut text = String::new();
        std::io::stdin().read_line(&mut text).map(|_| text)
    })
    .await
}

/// What a person types is waited for on a thread of its own, which the end of the program does not wait for.
pub async fn awaited<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (tell, told) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        // Nobody hears it any more where the program was stopped meanwhile.
        let _ = tell.send(read());
    });
    told.await.ok()
}
