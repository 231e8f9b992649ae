//! The name of this device.

/// The host's name, without its domain; `laptop` when it has none.
pub fn name() -> String {
    let told = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let short = told.split('.').next().unwrap_or_default();
    if short.is_empty() { "laptop".to_owned() } else { short.to_owned() }
}
