//! A secret's value: from standard input, or typed without being shown.

use std::io::{IsTerminal, Read};

use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use tokio_util::sync::CancellationToken;

use crate::terminal::hidden;

/// Reads the value of a secret. One line end after it is not part of it.
pub(super) async fn read(name: &str, interrupt: &CancellationToken) -> Result<Secret, Problem> {
    let value = match std::io::stdin().is_terminal() {
        true => hidden::ask(&format!("Value of {name} (not shown): "), interrupt).await?,
        false => piped().await?,
    };
    match value.is_empty() {
        true => Err(Problem::new(Code::Usage, format!("{name} has no value; nothing was changed"))),
        false => Ok(value),
    }
}

async fn piped() -> Result<Secret, Problem> {
    let read = tokio::task::spawn_blocking(|| {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        if text.ends_with('\n') {
            text.pop();
        }
        if text.ends_with('\r') {
            text.pop();
        }
        Ok::<_, std::io::Error>(Secret::new(text))
    });
    let read = read.await.map_err(|error| Problem::new(Code::Internal, error.to_string()))?;
    read.map_err(|error| Problem::new(Code::Usage, format!("standard input cannot be read as text: {error}")))
}
