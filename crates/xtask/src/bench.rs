//! Builds what is measured and what measures, both for release, and runs it.

use std::path::Path;
use std::process::Command;

/// Runs `slipway-bench` with further words. Whether every goal was reached.
pub fn run(root: &Path, words: impl Iterator<Item = String>) -> Result<bool, String> {
    let build = ["build", "--release", "--quiet", "--bin", "slipway", "--bin", "slipway-bench"];
    if !succeeds(Command::new("cargo").args(build).current_dir(root))? {
        return Err("`cargo build` failed; the lines above say why".to_owned());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let programs = target.join("release");
    let mut bench = Command::new(programs.join("slipway-bench"));
    succeeds(bench.arg("--slipway").arg(&programs).args(words).current_dir(root))
}

fn succeeds(command: &mut Command) -> Result<bool, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .status()
        .map(|status| status.success())
        .map_err(|error| format!("`{name}` does not start: {error}"))
}
