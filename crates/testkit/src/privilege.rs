//! Whether this process may make namespaces.

use std::io::Write;

/// True when namespaced hosts can be started: root on Linux. Else a sentence on stderr says
/// what is left out, and the caller returns.
pub fn root_or_explain(what: &str) -> bool {
    if cfg!(target_os = "linux") && rustix::process::geteuid().is_root() {
        return true;
    }
    leave_out(
        what,
        "It starts hosts in network namespaces, which needs root on Linux; run it as root to include it.",
    );
    false
}

/// Says on stderr that something is left out, and why, in a sentence.
pub fn leave_out(what: &str, why: &str) {
    let sentence = format!("left out: {what}. {why}\n");
    // Straight to the stream: a test harness captures `eprintln!` of tests that pass.
    let _ = std::io::stderr().write_all(sentence.as_bytes());
}
