//! What a command on a host said, for a problem that tells of it.

use slipway_domain::engine_failure::disk_is_full;
use slipway_domain::problem::Code;

/// The last `count` lines that say something.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// What it means that a command of ours failed which said that: the disk is full, or something else.
pub(crate) fn code_of(said: &str) -> Code {
    if disk_is_full(said) { Code::DiskShort } else { Code::HostCommandFailed }
}
