//! What `ssh` says of the connections that it forwards.

/// Why a connection to that address and port was not forwarded. All that share a connection say so in one place, each
/// with the number of its channel; where that is not understood, the first reason counts.
pub(crate) fn refusal<'w>(words: &'w str, address: &str, port: u16) -> Option<&'w str> {
    own(words, &format!(" {address}:{port}"))
        .or_else(|| words.lines().find_map(|line| Some(line.split_once(FAILED)?.1)))
}

const FAILED: &str = ": open failed: ";

fn own<'w>(words: &'w str, to: &str) -> Option<&'w str> {
    let begins = |line: &&str| line.contains("channel_connect_stdio_fwd") && line.ends_with(to);
    let mut lines = words.lines().skip_while(|line| !begins(line));
    let channel = lines.find_map(|line| Some(line.strip_prefix("debug1: ")?.split_once(": new ")?.0))?;
    lines.find_map(|line| line.strip_prefix(channel)?.strip_prefix(FAILED))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "debug1: channel_connect_stdio_fwd: no-such.invalid:80\r
debug1: channel 2: new stdio-forward [stdio-forward] (inactive timeout: 0)\r
debug1: channel 3: new mux-control [mux-control] (inactive timeout: 0)\r
debug1: channel_connect_stdio_fwd: ::1:80\r
debug1: channel 4: new stdio-forward [stdio-forward] (inactive timeout: 0)\r
channel 4: open failed: connect failed: Connection refused\r
channel 2: open failed: connect failed: Name or service not known\r
";

    #[test]
    fn each_connection_has_its_own_reason() {
        assert_eq!(refusal(TWO, "no-such.invalid", 80), Some("connect failed: Name or service not known"));
        assert_eq!(refusal(TWO, "::1", 80), Some("connect failed: Connection refused"));
        let other = "channel 0: open failed: administratively prohibited: open failed\n";
        assert_eq!(refusal(other, "::1", 80), Some("administratively prohibited: open failed"));
        assert_eq!(refusal("", "::1", 80), None);
    }
}
