//! The `slipway` program.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(slipway_cli::main())
}
