//! A text that is not shown while it is typed.

use std::io::Write;

use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use tokio_util::sync::CancellationToken;

use super::{awaited, declined, unread};
use crate::show;

/// Asks for a line that is not shown while it is typed. The terminal shows again what is typed however this ends.
pub async fn ask(prompt: &str, interrupt: &CancellationToken) -> Result<Secret, Problem> {
    let mut stderr = std::io::stderr();
    stderr.write_all(prompt.as_bytes()).and_then(|()| stderr.flush()).map_err(unread)?;
    let shown_again = Echo::of_terminal();
    let typed = tokio::select! {
        typed = awaited(|| console::Term::stderr().read_secure_line().map(Secret::new)) => {
            typed.ok_or_else(declined)?.map_err(unread)
        }
        () = interrupt.cancelled() => {
            show::line("");
            Err(declined())
        }
    };
    drop(shown_again);
    typed
}

/// How the terminal shows what is typed, which is brought back: whoever reads a hidden line is not waited for when the
/// program is stopped, and would leave the terminal without.
#[cfg(unix)]
struct Echo(Option<rustix::termios::Termios>);

#[cfg(unix)]
impl Echo {
    fn of_terminal() -> Self {
        Self(rustix::termios::tcgetattr(std::io::stdin()).ok())
    }
}

#[cfg(unix)]
impl Drop for Echo {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            let _ =
                rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Now, before);
        }
    }
}

/// The console of Windows shows it again by itself.
#[cfg(not(unix))]
struct Echo;

#[cfg(not(unix))]
impl Echo {
    fn of_terminal() -> Self {
        Self
    }
}
