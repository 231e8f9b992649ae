//! Builds what is measured and what measures, both for release, and runs it; the window is measured in a browser.

mod idle;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The word that chooses the window.
const WINDOW: &str = "window";
/// The word that chooses the redactor.
const REDACT: &str = "redact";
/// The case of `slipway-bench` that starts the desktop shell.
const WINDOW_START: &str = "window-start";

/// What was asked for.
#[derive(Debug, PartialEq)]
struct Asked {
    /// The words for `slipway-bench`, where it is wanted.
    programs: Option<Vec<String>>,
    /// Whether the window is wanted.
    window: bool,
    /// Whether the redactor is wanted.
    redact: bool,
}

/// Runs `slipway-bench` with further words, and what measures the window. Whether every goal was reached.
pub fn run(root: &Path, words: impl Iterator<Item = String>) -> Result<bool, String> {
    let asked = asked(words.collect());
    let redact = !asked.redact || redact(root)?;
    let programs = asked.programs.map_or(Ok(true), |words| programs(root, &words))?;
    let window = !asked.window || window(root)?;
    Ok(redact && programs && window)
}

/// Without the name of a case all of them are meant.
fn asked(words: Vec<String>) -> Asked {
    let says = |name: &str| words.iter().any(|word| word == name);
    let (window, redact) = (says(WINDOW), says(REDACT));
    let others: Vec<String> = words.into_iter().filter(|word| word != WINDOW && word != REDACT).collect();
    let named = names_a_case(&others);
    let all = !named && !window && !redact;
    Asked { window: window || all, redact: redact || all, programs: (named || all).then_some(others) }
}

fn names_a_case(words: &[String]) -> bool {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--rounds" => {
                words.next();
            }
            _ => return true,
        }
    }
    false
}

fn programs(root: &Path, words: &[String]) -> Result<bool, String> {
    cargo(root, &["--bin", "slipway", "--bin", "slipway-bench"])?;
    if !names_a_case(words) || words.iter().any(|word| word == WINDOW_START) {
        build_shell(root)?;
    }
    let programs = built(root);
    let mut bench = Command::new(programs.join("slipway-bench"));
    succeeds(bench.arg("--slipway").arg(&programs).args(words).current_dir(root))
}

/// Builds the desktop shell and what its start is measured against, where that can be built.
fn build_shell(root: &Path) -> Result<(), String> {
    if !has_webkit() {
        return Ok(());
    }
    if !npm(root, "build")? {
        return Err("the window's files cannot be made; the lines above say why".to_owned());
    }
    cargo(root, &["--package", "slipway-desktop", "--bin", "slipway-desktop", "--example", "blank"])
}

/// Builds something for release.
fn cargo(root: &Path, what: &[&str]) -> Result<(), String> {
    let build = ["build", "--release", "--quiet"];
    match succeeds(Command::new("cargo").args(build).args(what).current_dir(root))? {
        true => Ok(()),
        false => Err("`cargo build` failed; the lines above say why".to_owned()),
    }
}

/// Where that lies then.
fn built(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("release")
}

/// Whether the desktop shell can be built here.
fn has_webkit() -> bool {
    Command::new("pkg-config")
        .args(["--exists", "webkit2gtk-4.1"])
        .status()
        .is_ok_and(|status| status.success())
}

/// Measures the redactor, which needs nothing else.
fn redact(root: &Path) -> Result<bool, String> {
    let run = ["run", "--release", "--quiet", "--package", "slipway-domain", "--example", "redact-speed"];
    succeeds(Command::new("cargo").args(run).current_dir(root))
}

fn window(root: &Path) -> Result<bool, String> {
    let drawn = npm(root, "bench")?;
    // Elsewhere a process is not told of in this way.
    if !cfg!(target_os = "linux") {
        return Ok(drawn);
    }
    cargo(root, &["--bin", "slipway-window-host"])?;
    Ok(idle::measure(&built(root))? && drawn)
}

/// Runs a script of the window's.
fn npm(root: &Path, script: &str) -> Result<bool, String> {
    let ui = root.join("ui");
    if !ui.join("node_modules").exists() {
        let why = "the window's libraries are missing; run `npm install` in ui, or `./dev bench`, which sees to them";
        return Err(why.to_owned());
    }
    succeeds(Command::new("npm").args(["run", "--silent", script]).current_dir(ui))
}

fn succeeds(command: &mut Command) -> Result<bool, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .status()
        .map(|status| status.success())
        .map_err(|error| format!("`{name}` does not start: {error}"))
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked};

    fn of(words: &[&str]) -> Asked {
        asked(words.iter().map(|word| (*word).to_owned()).collect())
    }

    fn programs(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn without_a_name_everything_is_measured() {
        assert_eq!(of(&[]), Asked { programs: programs(&[]), window: true, redact: true });
        let rounds = ["--rounds", "3"];
        assert_eq!(of(&rounds), Asked { programs: programs(&rounds), window: true, redact: true });
    }

    #[test]
    fn what_is_named_is_measured_alone() {
        assert_eq!(of(&["window"]), Asked { programs: None, window: true, redact: false });
        assert_eq!(of(&["redact"]), Asked { programs: None, window: false, redact: true });
        assert_eq!(of(&["tags"]), Asked { programs: programs(&["tags"]), window: false, redact: false });
        let both = Asked { programs: programs(&["tags"]), window: true, redact: false };
        assert_eq!(of(&["tags", "window"]), both);
    }
}
