//! The program that `ssh` starts in tests to ask somebody.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(slipway_ssh::askpass::answer().unwrap_or(2))
}
