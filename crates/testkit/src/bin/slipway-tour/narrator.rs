//! What the tour prints.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line above a part of the tour.
pub(crate) fn heading(text: &str) {
    write(&format!("\n{}\n", styled("1", &format!("── {text}"))));
}

/// A sentence.
pub(crate) fn say(text: &str) {
    write(&format!("{text}\n"));
}

/// A command line, as one would type it.
pub(crate) fn command(text: &str) {
    write(&format!("{}\n", styled("36", &format!("$ {text}"))));
}

/// Shows a command line and does what it says; then says how long that took.
pub(crate) fn timed<T>(line: &str, work: impl FnOnce() -> T) -> T {
    command(line);
    let since = Instant::now();
    let done = work();
    took(since.elapsed());
    done
}

/// How long a command took.
pub(crate) fn took(time: Duration) {
    write(&format!("{}\n", styled("2", &format!("  took {:.1} s", time.as_secs_f64()))));
}

/// A program and its arguments as one would type them.
pub(crate) fn shell_words(program: &str, words: &[&str]) -> String {
    let plain =
        |word: &str| word.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_=:/.,@".contains(letter));
    let quoted = |word: &&str| if plain(word) { (*word).to_owned() } else { format!("'{word}'") };
    std::iter::once(program.to_owned()).chain(words.iter().map(quoted)).collect::<Vec<_>>().join(" ")
}

/// Why the tour ends early.
pub(crate) fn fail(text: &str) {
    let _ = writeln!(std::io::stderr(), "\nThe tour stopped: {text}");
}

fn styled(code: &str, text: &str) -> String {
    let plain = std::env::var_os("NO_COLOR").is_some() || !std::io::stdout().is_terminal();
    if plain { text.to_owned() } else { format!("\x1b[{code}m{text}\x1b[0m") }
}

/// A closed pipe (`| head`) is no reason to stop half-way.
fn write(text: &str) {
    let mut stdout = std::io::stdout();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}
