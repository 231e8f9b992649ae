//! The program itself, run here without any scene: for what needs no engine and no host.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use slipway_testkit::{Finished, finish};

/// Runs `slipway WORDS` in `folder`, with nothing of our environment but PATH, and waits for its end.
pub fn slipway(folder: &Path, words: &[&str]) -> Finished {
    finish(command(folder, words), Duration::from_secs(60)).expect("slipway starts and ends")
}

/// The same with `input` on its standard input, and more variables.
pub fn slipway_given(folder: &Path, words: &[&str], input: &str, more: &[(&str, &str)]) -> Finished {
    let mut command = command(folder, words);
    command.envs(more.iter().copied());
    slipway_testkit::finish_given(command, input, Duration::from_secs(60)).expect("slipway starts and ends")
}

/// The same, not yet started.
pub fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program("slipway"));
    command.args(words).current_dir(folder).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("HOME", folder).env("SLIPWAY_DATA_DIR", folder.join("data"));
    command
}

/// `target/debug/NAME`, two folders above the test's own program or where SLIPWAY_BIN_DIR says.
pub(crate) fn program(name: &str) -> PathBuf {
    let named = std::env::var_os("SLIPWAY_BIN_DIR").map(PathBuf::from);
    let own = std::env::current_exe().expect("the test's own path");
    let mut folders = named.into_iter().chain(own.ancestors().skip(1).take(2).map(Path::to_owned));
    let found = folders.find(|folder| folder.join(name).is_file());
    found.expect("programs are built before their tests: `cargo build --bins`").join(name)
}
