//! Connections to a port as seen from a host, for hosts that forward none: a program there passes them on.

use slipway_domain::problem::{Code, Problem};

/// The programs that can, in the order of preference. Prints the one that is there.
pub(crate) const FIND: &str =
    "for p in nc socat bash; do command -v $p >/dev/null 2>&1 && { echo $p; exit 0; }; done; exit 1";

/// The script with which `program` passes a connection on.
pub(crate) fn script(program: &str, address: &str, port: u16) -> Result<String, Problem> {
    check(address)?;
    Ok(match program {
        "nc" => format!("exec nc {address} {port}"),
        "socat" => format!("exec socat - TCP:{}:{port}", bracketed(address)),
        _ => format!("exec bash -c 'exec 3<>/dev/tcp/{address}/{port} || exit 1; cat <&3 & cat >&3; wait'"),
    })
}

/// An address as it stands before a port.
pub(crate) fn bracketed(address: &str) -> String {
    if address.contains(':') { format!("[{address}]") } else { address.to_owned() }
}

/// Refuses what is no address, so that it can stand in a script.
pub(crate) fn check(address: &str) -> Result<(), Problem> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "._-:%".contains(c);
    if !address.is_empty() && !address.starts_with('-') && address.chars().all(fine) {
        return Ok(());
    }
    Err(Problem::new(Code::ConfigurationInvalid, format!("`{address}` is no address to connect to")))
}

/// The problem of a host that neither forwards nor has such a program.
pub(crate) fn impossible(host: &str) -> Problem {
    let message = format!(
        "{host} forwards no connections (AllowTcpForwarding) and has none of nc, socat and bash to pass one on"
    );
    Problem::new(Code::HostUnfit, message)
        .hint("install one of them there, allow forwarding, or check from the laptop (`from: laptop`)")
}
