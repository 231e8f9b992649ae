//! Standard output, and whether what is written there arrives.

use std::io::{self, ErrorKind, Write};
use std::sync::OnceLock;

/// What keeps it from being written, since it did for the first time.
static BROKEN: OnceLock<io::Error> = OnceLock::new();

/// Writes a line, unless nothing arrives any more.
pub fn write(line: &str) {
    if is_open() {
        note(writeln!(io::stdout(), "{line}"));
    }
}

/// Keeps in mind how something went that wrote there.
pub fn note(written: io::Result<()>) {
    if let Err(error) = written.and_then(|()| io::stdout().flush()) {
        // Only the first reason counts; what came after it was not tried.
        let _ = BROKEN.set(error);
    }
}

/// Whether what is written still arrives. Who writes without end ends when it does not.
pub fn is_open() -> bool {
    BROKEN.get().is_none()
}

/// Why something is lost that was written. A reader that has gone, as with `| head`, has all that it wanted.
pub fn loss() -> Option<&'static io::Error> {
    BROKEN.get().filter(|error| error.kind() != ErrorKind::BrokenPipe)
}
