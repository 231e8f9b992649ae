//! The data directory and its rights: only its owner reads what is in it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

use slipway_domain::problem::{Code, Problem};

/// Makes a directory and those above it, 0700. One that is there stays as it is.
pub fn make(dir: &Path) -> Result<(), Problem> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|why| {
        let message = format!("The data directory {} cannot be made: {why}.", dir.display());
        Problem::new(Code::LedgerFailed, message)
            .hint("give yourself the right to write there, or choose another place with --data-dir")
    })
}

/// How files in the data directory are opened for writing: made 0600 when they are not there.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Lets a file that is on the disk take another's place, or a new one, and comes back when that is on the disk too.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    to.parent().map_or(Ok(()), sync)
}

/// The names in a folder are on the disk with the folder.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Folders are no files there.
#[cfg(not(unix))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}
