//! Started from a menu, a program lacks what the person's shell sets: where programs are, and where the SSH agent
//! listens. So the login shell is asked once, and the program begins anew with its answer.

use std::ffi::{OsStr, OsString};
use std::io::Read as _;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// There where the shell was asked already.
const ASKED: &str = "SLIPWAY_LOGIN_SHELL_ASKED";
const AGENT: &str = "SSH_AUTH_SOCK";
const PROGRAMS: &str = "PATH";
/// What a shell prints before it stands apart from its variables.
const SAY: &str = "printf '\\0'; exec env -0";
/// A shell that takes longer is no longer waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Begins the program anew with what the login shell sets, if it was started without a shell.
pub(crate) fn take_over() {
    let has = |name: &str| std::env::var_os(name).is_some();
    // A terminal's shell has set all of it, and on most desktops the session itself knows the agent.
    if has(ASKED) || has("TERM") || (has(AGENT) && !cfg!(target_os = "macos")) {
        return;
    }
    let (Some(told), Ok(program)) = (ask(), std::env::current_exe()) else { return };
    let mut words = std::env::args_os();
    let mut anew = Command::new(program);
    if let Some(name) = words.next() {
        anew.arg0(name);
    }
    let own = std::env::var_os(PROGRAMS).unwrap_or_default();
    // It returns only where that cannot be; then this one goes on as it is.
    let _ = anew.args(words).env(ASKED, "1").envs(wanted(&told, &own)).exec();
}

/// What the login shell says of its variables.
fn ask() -> Option<Vec<u8>> {
    let shell = std::env::var_os("SHELL").filter(|shell| !shell.is_empty())?;
    let mut asked = Command::new(shell)
        .args(["-l", "-c", SAY])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut output = asked.stdout.take()?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        // What breaks off is no answer.
        if output.read_to_end(&mut said).is_ok() {
            let _ = tell.send(said);
        }
    });
    let said = told.recv_timeout(PATIENCE).ok();
    let _ = asked.kill();
    let _ = asked.wait();
    said
}

/// The variables that are taken over: the agent's, and where programs are, the shell's places before the own.
fn wanted(told: &[u8], own: &OsStr) -> Vec<(&'static str, OsString)> {
    let agent = variable(told, AGENT).map(|agent| (AGENT, agent));
    let programs = variable(told, PROGRAMS).and_then(|shells| {
        let mut places: Vec<_> = std::env::split_paths(&shells).collect();
        let more: Vec<_> = std::env::split_paths(own).filter(|place| !places.contains(place)).collect();
        places.extend(more);
        Some((PROGRAMS, std::env::join_paths(places).ok()?))
    });
    [agent, programs].into_iter().flatten().collect()
}

/// A variable among what a shell says; nothing where it is empty.
fn variable(told: &[u8], name: &str) -> Option<OsString> {
    let of = |line: &[u8]| {
        let value = line.strip_prefix(name.as_bytes())?.strip_prefix(b"=")?;
        (!value.is_empty()).then(|| OsString::from_vec(value.to_vec()))
    };
    told.split(|byte| *byte == 0).find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &[u8] =
        b"Welcome\nPATH=/no\0HOME=/home/ann\0PATH=/opt/bin:/usr/bin\0SSH_AUTH_SOCK=/run/agent\0EMPTY=\0";

    #[test]
    fn the_agent_and_the_places_of_programs_are_taken_over_and_nothing_else() {
        let wanted = wanted(SAID, OsStr::new("/usr/bin:/usr/local/bin"));
        let programs = OsString::from("/opt/bin:/usr/bin:/usr/local/bin");
        assert_eq!(wanted, [(AGENT, OsString::from("/run/agent")), (PROGRAMS, programs)]);
    }

    #[test]
    fn what_a_shell_does_not_say_stays_as_it_is() {
        assert_eq!(variable(SAID, "EMPTY"), None);
        assert_eq!(variable(SAID, "ME"), None);
        assert_eq!(wanted(b"Welcome\n", OsStr::new("/bin")), []);
    }
}
