//! Files among the person's downloads.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use slipway_domain::problem::{Code, Problem};

/// A new file there.
pub struct File {
    path: PathBuf,
    out: BufWriter<std::fs::File>,
}

impl File {
    /// Makes it under a name that no other file has: `a.log`, `a (1).log` …
    pub fn create(name: &str) -> Result<Self, Problem> {
        let folder = folder()?;
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut path = folder.join(name);
        let mut number = 0;
        loop {
            match std::fs::File::create_new(&path) {
                Ok(file) => return Ok(Self { path, out: BufWriter::new(file) }),
                Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
                    number += 1;
                    path = folder.join(format!("{stem} ({number}).{extension}"));
                }
                Err(why) => return Err(failed(&path, &why)),
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds lines to it.
    pub fn add(&mut self, lines: impl Iterator<Item = String>) -> Result<(), Problem> {
        for line in lines {
            writeln!(self.out, "{line}").map_err(|why| failed(&self.path, &why))?;
        }
        self.out.flush().map_err(|why| failed(&self.path, &why))
    }
}

/// The folder that the desktop says, else `Downloads` in the home directory, else the home directory itself.
fn folder() -> Result<PathBuf, Problem> {
    let home = etcetera::home_dir().map_err(|why| Problem::new(Code::FileFailed, why.to_string()))?;
    let told = std::env::var_os("XDG_DOWNLOAD_DIR").map(PathBuf::from);
    let downloads = told.unwrap_or_else(|| home.join("Downloads"));
    Ok(if downloads.is_dir() { downloads } else { home })
}

fn failed(path: &Path, why: &std::io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("{} cannot be written: {why}", path.display()))
}
