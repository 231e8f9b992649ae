//! Files among the person's downloads.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use slipway_domain::problem::{Code, Problem};

/// A new file there. What is not kept is removed again, so that no half of a file stays behind.
pub struct File {
    path: PathBuf,
    out: BufWriter<std::fs::File>,
    is_kept: bool,
}

impl File {
    /// Makes it under a name that no other file has: `a.log`, `a (1).log` …
    pub fn create(name: &str) -> Result<Self, Problem> {
        Self::create_in(&folder()?, name)
    }

    fn create_in(folder: &Path, name: &str) -> Result<Self, Problem> {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut path = folder.join(name);
        let mut number = 0;
        loop {
            match std::fs::File::create_new(&path) {
                Ok(file) => return Ok(Self { path, out: BufWriter::new(file), is_kept: false }),
                Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
                    number += 1;
                    path = folder.join(format!("{stem} ({number}).{extension}"));
                }
                Err(why) => return Err(failed(&path, &why)),
            }
        }
    }

    /// Adds lines to it.
    pub fn add(&mut self, lines: impl Iterator<Item = String>) -> Result<(), Problem> {
        for line in lines {
            writeln!(self.out, "{line}").map_err(|why| failed(&self.path, &why))?;
        }
        Ok(())
    }

    /// Keeps it as it is now, and says where.
    pub fn keep(mut self) -> Result<PathBuf, Problem> {
        self.out.flush().map_err(|why| failed(&self.path, &why))?;
        self.is_kept = true;
        Ok(self.path.clone())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed either stays; why there is no whole file is told already.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// The folder that the desktop says, else `Downloads` in the home directory, else the home directory itself.
fn folder() -> Result<PathBuf, Problem> {
    let home = etcetera::home_dir().map_err(|why| Problem::new(Code::FileFailed, why.to_string()))?;
    let settings = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let told = settings.unwrap_or_else(|| home.join(".config")).join("user-dirs.dirs");
    let downloads = folder_in(&home, &std::fs::read_to_string(told).unwrap_or_default());
    Ok(if downloads.is_dir() { downloads } else { home })
}

/// The folder by the desktop's `user-dirs.dirs`, where it stands as `XDG_DOWNLOAD_DIR="$HOME/Téléchargements"`.
fn folder_in(home: &Path, told: &str) -> PathBuf {
    let line = told.lines().rev().find_map(|line| line.trim().strip_prefix("XDG_DOWNLOAD_DIR="));
    let value = line.unwrap_or_default().trim().trim_matches('"');
    match value.strip_prefix("$HOME/") {
        Some(inside) => home.join(unescaped(inside)),
        None if value.starts_with('/') => PathBuf::from(unescaped(value)),
        None => home.join("Downloads"),
    }
}

/// A text in a shell's double quotes, without the backslashes that keep a letter from meaning something else.
fn unescaped(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        plain.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    plain
}

fn failed(path: &Path, why: &std::io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("{} cannot be written: {why}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_folder_is_the_one_that_the_desktop_made() {
        let home = Path::new("/home/ann");
        for (told, folder) in [
            (
                "# Comment\nXDG_DESKTOP_DIR=\"$HOME/桌面\"\nXDG_DOWNLOAD_DIR=\"$HOME/下载\"\n",
                "/home/ann/下载",
            ),
            ("XDG_DOWNLOAD_DIR=\"/data/\\$ann\"", "/data/$ann"),
            ("XDG_DOWNLOAD_DIR=\"$HOME/\"", "/home/ann/"),
            ("XDG_DOWNLOAD_DIR=\"elsewhere\"", "/home/ann/Downloads"),
            ("#XDG_DOWNLOAD_DIR=\"$HOME/x\"", "/home/ann/Downloads"),
            ("", "/home/ann/Downloads"),
        ] {
            assert_eq!(folder_in(home, told), Path::new(folder), "{told}");
        }
    }

    #[test]
    fn a_file_stays_only_whole_and_never_in_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let mut names = Vec::new();
        for text in ["one", "two"] {
            let mut file = File::create_in(folder.path(), "a.log").unwrap();
            file.add(std::iter::once(text.to_owned())).unwrap();
            let path = file.keep().unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{text}\n"));
            names.push(path.file_name().unwrap().to_owned());
        }
        assert_eq!(names, ["a.log", "a (1).log"]);
        let mut torso = File::create_in(folder.path(), "b.log").unwrap();
        torso.add(std::iter::once("half".to_owned())).unwrap();
        drop(torso);
        assert!(!folder.path().join("b.log").exists());
    }
}
