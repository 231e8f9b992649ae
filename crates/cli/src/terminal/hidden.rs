//! A text that is not shown while it is typed.

use std::io::Write;

use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use tokio_util::sync::CancellationToken;

use super::{awaited, declined, unread};
use crate::show;

/// Asks for a line that is not shown while it is typed. However this ends, the terminal shows again what is typed: whoever
/// waits for a line is not waited for when the program is stopped.
pub async fn ask(prompt: &str, interrupt: &CancellationToken) -> Result<Secret, Problem> {
    // Before the question, so that nothing of the answer is shown, or lost, that comes at once.
    let echo = typed::Echo::off().map_err(unread)?;
    let mut stderr = std::io::stderr();
    stderr.write_all(prompt.as_bytes()).and_then(|()| stderr.flush()).map_err(unread)?;
    let line = tokio::select! {
        line = awaited(typed::line) => line.ok_or_else(declined)?.map_err(unread),
        () = interrupt.cancelled() => {
            show::line("");
            Err(declined())
        }
    };
    drop(echo);
    line.map(Secret::new)
}

#[cfg(unix)]
mod typed {
    use std::io::{Result, stdin};

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// How the terminal was, which it is again at the end.
    pub struct Echo(Termios);

    impl Echo {
        /// Nothing but the end of the line is shown from now on.
        pub fn off() -> Result<Self> {
            let before = tcgetattr(stdin())?;
            let mut hidden = before.clone();
            hidden.local_modes.remove(LocalModes::ECHO);
            hidden.local_modes.insert(LocalModes::ECHONL);
            tcsetattr(stdin(), OptionalActions::Now, &hidden)?;
            Ok(Self(before))
        }
    }

    impl Drop for Echo {
        fn drop(&mut self) {
            // There is nobody to tell that the terminal has gone.
            let _ = tcsetattr(stdin(), OptionalActions::Now, &self.0);
        }
    }

    /// The next line without its end.
    pub fn line() -> Result<String> {
        let mut text = String::new();
        stdin().read_line(&mut text)?;
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
        Ok(text)
    }
}

#[cfg(not(unix))]
mod typed {
    use std::io::Result;

    /// The console hides by itself what is typed while it reads.
    pub struct Echo;

    impl Echo {
        /// Nothing has to be done before.
        pub fn off() -> Result<Self> {
            Ok(Self)
        }
    }

    /// The next line without its end.
    pub fn line() -> Result<String> {
        console::Term::stderr().read_secure_line()
    }
}
