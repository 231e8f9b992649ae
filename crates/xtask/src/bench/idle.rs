//! What the session behind the window takes while nothing goes on: it looks many times a second at a ledger that any
//! program may change.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A hundredth of one core.
const GOAL: f64 = 0.01;
/// By then all is done that its start leaves to be done.
const SETTLES: Duration = Duration::from_secs(3);
const MEASURED: Duration = Duration::from_secs(20);
/// How many of the kernel's ticks are a second in what it tells of processes (proc(5), `USER_HZ`).
const TICKS: f64 = 100.0;

/// Measures the host in a folder of programs, with nothing in its window. Whether the goal was reached.
#[allow(clippy::print_stdout, reason = "a row for whoever reads what was measured")]
pub(super) fn measure(programs: &Path) -> Result<bool, String> {
    let data = programs.join(format!("idle-{}", std::process::id()));
    let mut host = Command::new(programs.join("slipway-window-host"))
        .arg("--data-dir")
        .arg(&data)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the window's host does not start: {error}"))?;
    let share = share(&mut host);
    // It may have ended by itself, and has then said why.
    let _ = host.kill();
    let _ = host.wait();
    let _ = std::fs::remove_dir_all(&data);
    let share = share?;
    let (percent, goal) = (100.0 * share, 100.0 * GOAL);
    println!("| the window's session, while nothing goes on | {percent:.2} % of a core | ≤ {goal:.0} % |");
    Ok(share <= GOAL)
}

fn share(host: &mut Child) -> Result<f64, String> {
    let output = host.stdout.take().ok_or("the window's host has no output")?;
    let mut said = BufReader::new(output);
    let mut address = String::new();
    said.read_line(&mut address).map_err(|error| format!("the window's host cannot be heard: {error}"))?;
    if !address.starts_with("http") {
        return Err(format!("the window's host does not serve: {}", address.trim()));
    }
    std::thread::sleep(SETTLES);
    let before = spent(host.id())?;
    std::thread::sleep(MEASURED);
    Ok((spent(host.id())? - before) / MEASURED.as_secs_f64())
}

/// What a process has taken so far, in seconds of a core.
fn spent(process: u32) -> Result<f64, String> {
    let file = format!("/proc/{process}/stat");
    let told = std::fs::read_to_string(&file).map_err(|error| format!("{file} cannot be read: {error}"))?;
    seconds(&told).ok_or_else(|| format!("{file} does not say what the process takes: {told}"))
}

/// User and system time together. The name of a process may hold blanks and brackets.
fn seconds(stat: &str) -> Option<f64> {
    let (_, after) = stat.rsplit_once(')')?;
    let mut fields = after.split_ascii_whitespace();
    let [user, system] = [fields.nth(11)?, fields.next()?].map(|ticks| ticks.parse::<f64>().ok());
    Some((user? + system?) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_what_a_process_took() {
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 900 0 3 0 250 50 7 9 20 0 4 0 100 1 2";
        assert_eq!(seconds(stat), Some(3.0));
        for other in ["", "42 (a) S 1", "42 (a) S 1 42 42 0 -1 4194560 900 0 3 0 x 50"] {
            assert_eq!(seconds(other), None, "{other}");
        }
    }
}
