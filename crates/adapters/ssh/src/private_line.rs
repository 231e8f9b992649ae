//! A line on which a program that Slipway starts asks Slipway, such as `git` for a login: what is answered is in no
//! argument, no variable and no file.

use std::path::Path;
use std::sync::Arc;

use slipway_domain::problem::Problem;
use slipway_engine::ports::Prompts;

use crate::askpass::Askpass;
use crate::directory::Directory;

/// Hears the questions of whoever is told its [`PrivateLine::command`]. Gone when dropped.
#[derive(Debug)]
pub struct PrivateLine {
    askpass: Askpass,
    /// Where it listens. Goes after that.
    _directory: Directory,
}

impl PrivateLine {
    /// Listens in a private folder in `parent`; `prompts` answers. To be called where a runtime is.
    ///
    /// # Errors
    /// `FileFailed` when there is nowhere to listen.
    pub fn open(parent: &Path, prompts: Arc<dyn Prompts>) -> Result<Self, Problem> {
        let directory = Directory::create(parent)?;
        let askpass = Askpass::start(directory.socket("line"), prompts)?;
        Ok(Self { askpass, _directory: directory })
    }

    /// The words with which a shell asks here: the question follows as one more word, and the answer comes on standard
    /// output. They start `program`, which calls [`crate::askpass::answer`]; this one if none is named. `None` where
    /// nobody knows which program this is.
    pub fn command(&self, program: Option<&Path>) -> Option<String> {
        self.askpass.command(program)
    }
}
