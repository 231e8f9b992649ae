//! The person at the terminal, if there is one.

use std::io::{IsTerminal, Write};

use slipway_domain::problem::{Code, Problem};

/// Whether a question can be asked and answered.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether someone watches what is written to standard error, on a terminal that can move its cursor.
pub fn shows() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}

/// Asks whether to go on. Without a terminal nothing is asked: that is an error which says what to add.
pub fn confirm(question: &str) -> Result<(), Problem> {
    let answer = ask(&format!("{question} [y/N] "))?;
    if matches!(answer.as_str(), "y" | "Y" | "yes") { Ok(()) } else { Err(declined()) }
}

/// Asks for a word to be typed, such as a protected environment's name.
pub fn confirm_by_typing(question: &str, word: &str) -> Result<(), Problem> {
    let answer = ask(&format!("{question} Type {word} to go on: "))?;
    if answer == word { Ok(()) } else { Err(declined()) }
}

fn declined() -> Problem {
    Problem::new(Code::Interrupted, "nothing was done").hint("run it again when you are ready")
}

fn ask(prompt: &str) -> Result<String, Problem> {
    if !can_ask() {
        let message = format!("`{}` cannot be asked, because there is no terminal", prompt.trim_end());
        return Err(Problem::new(Code::ConfirmationNeeded, message));
    }
    let failed =
        |error: std::io::Error| Problem::new(Code::Interrupted, format!("no answer was read: {error}"));
    let mut stderr = std::io::stderr();
    stderr.write_all(prompt.as_bytes()).and_then(|()| stderr.flush()).map_err(failed)?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(failed)?;
    Ok(answer.trim().to_owned())
}
