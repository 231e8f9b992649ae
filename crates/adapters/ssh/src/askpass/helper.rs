//! Slipway as the program that `ssh` starts to ask.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;

use slipway_domain::secret::Secret;

use super::{ANSWERED, SOCKET, line};

/// The exit code of this program where `ssh` has started it to ask something; `None` where it was started as usual. To be
/// called first, before arguments are read.
pub fn answer() -> Option<u8> {
    let socket = std::env::var_os(SOCKET)?;
    let text = std::env::args_os().nth(1).map(|text| text.to_string_lossy().into_owned()).unwrap_or_default();
    let kind = std::env::var("SSH_ASKPASS_PROMPT").ok();
    let answered = asked(&socket, &text, kind.as_deref()).and_then(|answer| match answer {
        Some(answer) => {
            let mut out = io::stdout();
            out.write_all(answer.expose().as_bytes())?;
            out.write_all(b"\n")?;
            out.flush().map(|()| 0)
        }
        None => Ok(1),
    });
    Some(answered.unwrap_or(1))
}

/// Hands the question over, and waits for the answer.
fn asked(socket: &OsString, text: &str, kind: Option<&str>) -> io::Result<Option<Secret>> {
    let mut stream = connect(Path::new(socket))?;
    stream.write_all(line(text, kind).as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.strip_prefix(char::from(ANSWERED)).map(Secret::new))
}

#[cfg(unix)]
fn connect(path: &Path) -> io::Result<impl Read + Write> {
    std::os::unix::net::UnixStream::connect(path)
}

#[cfg(windows)]
fn connect(path: &Path) -> io::Result<impl Read + Write> {
    std::fs::OpenOptions::new().read(true).write(true).open(path)
}
