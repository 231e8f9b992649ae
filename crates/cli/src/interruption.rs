//! Being asked to stop: by Ctrl-C, by a terminal that closes, by whoever ends the program.

/// Comes back when someone asks the program to stop. Where signals cannot be heard, never.
pub async fn asked() {
    #[cfg(unix)]
    if !hangup_is_ignored() {
        tokio::select! {
            () = insisted() => {}
            () = heard(tokio::signal::unix::SignalKind::hangup()) => {}
        }
        return;
    }
    insisted().await;
}

/// The same for the second time: a terminal that closes tells it twice, once itself and once through its shell.
pub async fn insisted() {
    #[cfg(unix)]
    tokio::select! {
        () = heard(tokio::signal::unix::SignalKind::interrupt()) => {}
        () = heard(tokio::signal::unix::SignalKind::terminate()) => {}
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

#[cfg(unix)]
async fn heard(kind: tokio::signal::unix::SignalKind) {
    match tokio::signal::unix::signal(kind) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

/// Whoever starts the program with `nohup` wants it to go on when the terminal closes; listening would undo that.
#[cfg(unix)]
fn hangup_is_ignored() -> bool {
    use std::io::IsTerminal;
    match std::fs::read_to_string("/proc/self/status") {
        Ok(status) => ignores_hangup(&status),
        // Elsewhere: `nohup` leaves no terminal to close.
        Err(_) => !std::io::stderr().is_terminal(),
    }
}

/// Whether the first signal, SIGHUP, is in the mask of those that are ignored.
#[cfg(unix)]
fn ignores_hangup(status: &str) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

#[cfg(all(test, unix))]
mod tests {
    use super::ignores_hangup;

    #[test]
    fn nohup_is_seen_in_the_mask_of_ignored_signals() {
        assert!(ignores_hangup("Name:\tslipway\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000001001\n"));
        assert!(!ignores_hangup("Name:\tslipway\nSigBlk:\t0000000000000001\nSigIgn:\t0000000000001000\n"));
        assert!(!ignores_hangup("Name:\tslipway\n"));
    }
}
