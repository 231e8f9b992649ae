//! What those that read look at: the person's home and variables.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The longest file that is read, in bytes. Keys and settings are far shorter.
const LONGEST: u64 = 1024 * 1024;

/// A person's home and variables. `Debug` shows the names of variables only.
#[derive(Clone)]
pub struct Around {
    /// Where the person's files are.
    pub home: PathBuf,
    /// The variables by name.
    pub variables: BTreeMap<String, String>,
}

impl Around {
    /// A variable; an empty one counts as not set.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A file in the home that a variable may name otherwise.
    pub(crate) fn file(&self, variable: &str, in_home: &str) -> PathBuf {
        self.variable(variable).map_or_else(|| self.home.join(in_home), PathBuf::from)
    }

    /// How a path is told: `~` for the home.
    pub(crate) fn told(&self, path: &Path) -> String {
        match path.strip_prefix(&self.home) {
            Ok(rest) => format!("~/{}", rest.display()),
            Err(_) => path.display().to_string(),
        }
    }
}

impl fmt::Debug for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.variables.keys().collect();
        f.debug_struct("Around").field("home", &self.home).field("variables", &names).finish()
    }
}

/// A file's text, `None` where there is no such file. A text that is no UTF-8, or too long, is an error.
pub(crate) fn text(path: &Path) -> io::Result<Option<String>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut text = String::new();
    file.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is longer than such files are"));
    }
    Ok(Some(text))
}
