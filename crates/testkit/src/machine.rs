//! One pretended machine: network, process, mount and host-name namespaces of its own.
//!
//! Its first process (`machine.sh`) reads from a pipe that we hold: when the pipe closes, that
//! process ends, and the kernel then ends every other process of the machine, unmounts what was
//! mounted in it and removes its network interfaces.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::command::{Finished, finish};
use crate::error::{Doing, Result, TestkitError};

/// What a machine is started with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MachineFolders<'a> {
    /// Its own folder; the last part is its host name.
    pub(crate) own: &'a Path,
    /// Becomes `/etc/docker/certs.d`.
    pub(crate) certificates: &'a Path,
    /// The programs under test, seen by it as `OWN/programs`.
    pub(crate) programs: Option<&'a Path>,
}

/// A machine that runs until dropped.
#[derive(Debug)]
pub(crate) struct Machine {
    first: Child,
    pid: u32,
    folder: PathBuf,
}

/// Who a command runs as inside a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    Root,
    /// Logs in over SSH on hosts.
    Deploy,
    /// Sits at the laptop.
    Dev,
}

impl Machine {
    pub(crate) fn start(folders: MachineFolders<'_>) -> Result<Self> {
        std::fs::create_dir_all(folders.own).doing(|| format!("creating {}", folders.own.display()))?;
        let script = folders.own.join("machine.sh");
        std::fs::write(&script, include_str!("machine.sh"))
            .doing(|| format!("writing {}", script.display()))?;
        let mut first = Command::new("unshare")
            .args(["--mount", "--pid", "--fork", "--net", "--uts", "--propagation", "private"])
            .arg("bash")
            .arg(&script)
            .args([folders.own, folders.certificates, folders.programs.unwrap_or(Path::new(""))])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .doing(|| "starting a machine with unshare".into())?;
        match read_pid(&mut first) {
            Ok(pid) => Ok(Self { first, pid, folder: folders.own.to_owned() }),
            Err(error) => {
                let _ = first.kill();
                let _ = first.wait();
                Err(error)
            }
        }
    }

    /// The process id of its first process, as seen from outside.
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// Its folder, under the same path inside and outside.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The home of `user`, under the same path inside and outside.
    pub(crate) fn home(&self, user: User) -> PathBuf {
        match user {
            User::Root => self.folder.join("root"),
            User::Deploy => self.folder.join("home/deploy"),
            User::Dev => self.folder.join("home/dev"),
        }
    }

    /// A command of `words` that runs inside as root, with our environment.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = enter(self.pid, &["-m", "-p", "-n", "-u"]);
        command.args(words);
        command
    }

    /// A command of `words` that runs inside as `user`, in the home and with a login's
    /// environment and nothing else.
    pub(crate) fn command_as(&self, user: User, words: &[&str]) -> Command {
        let (id, name, home) = match user {
            User::Root => ("0", "root", PathBuf::from("/root")),
            User::Deploy => ("7210", "deploy", self.home(user)),
            User::Dev => ("7210", "dev", self.home(user)),
        };
        let groups = if user == User::Root { "--clear-groups" } else { "--groups=7210,7211" };
        let mut command = self.command(&["setpriv", "--reuid", id, "--regid", id, groups]);
        command
            .args(["env", "-C"])
            .arg(&home)
            .args(words)
            .env_clear()
            .env("HOME", &home)
            .env("USER", name)
            .env("LOGNAME", name)
            .env("SHELL", "/bin/bash")
            .env("LANG", "C.UTF-8")
            .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin");
        command
    }

    /// Runs shell text inside as `user`, for at most two minutes.
    pub(crate) fn sh(&self, user: User, text: &str) -> Result<Finished> {
        finish(self.command_as(user, &["bash", "-c", text]), Duration::from_secs(120))
    }

    /// Runs shell text in the machine's network, but with our own files and processes in sight.
    pub(crate) fn network_sh(&self, text: &str) -> Result<Finished> {
        let mut command = enter(self.pid, &["-n"]);
        command.args(["sh", "-ec", text]);
        finish(command, Duration::from_secs(20))?.success()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.first.stdin.take());
        let _ = self.first.wait();
    }
}

/// Not `ip netns exec`, which hides the control groups that dockerd needs.
fn enter(pid: u32, namespaces: &[&str]) -> Command {
    let mut command = Command::new("nsenter");
    command.args(["-t", &pid.to_string()]).args(namespaces).arg("--").current_dir("/");
    command
}

fn read_pid(first: &mut Child) -> Result<u32> {
    let mut line = String::new();
    if let Some(stdout) = first.stdout.as_mut() {
        BufReader::new(stdout).read_line(&mut line).doing(|| "starting a machine".into())?;
    }
    line.strip_prefix("ready ")
        .and_then(|pid| pid.trim().parse().ok())
        .ok_or_else(|| TestkitError::new("a machine ended before it was ready; its message is on stderr"))
}

/// Sends `signal` to what `parent` started: with `nsenter` into a process namespace, that is
/// the program itself.
pub(crate) fn signal_children(parent: u32, kind: Signal) -> Result<()> {
    children(parent)?.into_iter().for_each(|pid| signal(pid, kind));
    Ok(())
}

/// Sends a signal; a process that is gone needs none.
pub(crate) fn signal(pid: u32, kind: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, kind);
    }
}

/// The process ids of what `parent` started and has not waited for.
fn children(parent: u32) -> Result<Vec<u32>> {
    let entries = std::fs::read_dir("/proc").doing(|| "listing processes".into())?;
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    Ok(pids.filter(|pid| parent_of(*pid) == Some(parent)).collect())
}

fn parent_of(pid: u32) -> Option<u32> {
    stat_of(pid)?.split_whitespace().nth(1)?.parse().ok()
}

/// What the kernel calls the state of a process, such as `T` for a stopped one; `None` when it is gone.
pub(crate) fn state_of(pid: u32) -> Option<char> {
    stat_of(pid)?.trim_start().chars().next()
}

/// What the kernel says of a process after its name.
fn stat_of(pid: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in parentheses may hold anything, so count from the last closing one.
    stat.rsplit_once(')').map(|(_, rest)| rest.to_owned())
}
