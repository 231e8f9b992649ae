//! The file in the working tree.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::SealedText;
use slipway_engine::sealed::invalid;

/// What stands in it; `None` where there is none.
pub(super) fn read(file: &Path, path: &str) -> Result<Option<SealedText>, Problem> {
    match fs::read_to_string(file) {
        Ok(text) => SealedText::read(&text).map(Some).map_err(|why| invalid(path, &why)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, "read", &error)),
    }
}

/// Writes it whole or not at all.
pub(super) fn write(file: &Path, path: &str, text: &str) -> Result<(), Problem> {
    let folder = file.parent().unwrap_or(file);
    let written = fs::create_dir_all(folder).and_then(|()| {
        let mut new = tempfile::Builder::new().prefix(".slipway-sealed-").tempfile_in(folder)?;
        new.write_all(text.as_bytes())?;
        readable(new.as_file())?;
        new.as_file().sync_all()?;
        new.persist(file).map(drop).map_err(|error| error.error)
    });
    written.map_err(|error| failed(path, "written", &error))
}

/// It is a file of the repository like others: everybody may read it.
#[cfg(unix)]
fn readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

fn failed(path: &str, what: &str, error: &std::io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("{path} cannot be {what}: {error}"))
}
