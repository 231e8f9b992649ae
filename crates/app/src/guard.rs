//! What every program does first, so that values which it opens later leave it on no side way.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::PanicHookInfo;

use slipway_credentials::redacted_in_panic;

/// From now on what a panic says passes the redactor, and no core of this process or of its children is written, where
/// the system asks for its limit.
pub fn guard_secrets() {
    std::panic::set_hook(Box::new(|panic| {
        // Standard error may be closed; there is nobody else to tell.
        let _ = std::io::stderr().write_all(said(panic).as_bytes());
    }));
    without_cores();
}

/// As it is said without this hook, but for values.
fn said(panic: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let backtrace = Backtrace::capture();
    let backtrace = match backtrace.status() {
        BacktraceStatus::Captured => format!("{backtrace}\n"),
        _ => String::new(),
    };
    let text = format!("thread '{}' {panic}\n{backtrace}", thread.name().unwrap_or("<unnamed>"));
    redacted_in_panic(&text).unwrap_or_else(|| match panic.location() {
        Some(location) => format!("panicked at {location}\n"),
        None => "panicked\n".to_owned(),
    })
}

/// The limit that may be raised again stays: whoever looks for a fault can ask for a core.
#[cfg(unix)]
fn without_cores() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = Rlimit { current: Some(0), ..getrlimit(Resource::Core) };
    // Lowering one's own limit is always allowed.
    let _ = setrlimit(Resource::Core, limit);
}

#[cfg(not(unix))]
fn without_cores() {}

#[cfg(all(test, unix))]
mod tests {
    use rustix::process::{Resource, getrlimit};

    #[test]
    fn no_core_is_written() {
        super::without_cores();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
    }
}
