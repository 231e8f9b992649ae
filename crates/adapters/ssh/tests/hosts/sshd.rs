//! A real `sshd` of the test's own on a loopback port, and the laptop's files for it.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use slipway_ssh::{LocalHost, SshHosts, SshSettings, allowed_environment};

pub struct Sshd {
    pub folder: tempfile::TempDir,
    pub port: u16,
    child: Child,
    program: &'static str,
}

/// What is special about a server.
#[derive(Default)]
pub struct Special {
    pub lines: &'static str,
    /// Known under this key instead of its own.
    pub known_as: Option<&'static str>,
    pub unknown: bool,
    pub no_login: bool,
}

impl Sshd {
    /// None, with a sentence, when there is no sshd here.
    pub fn start(special: &Special) -> Option<Self> {
        let program = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/libexec/sshd"]
            .into_iter()
            .find(|p| Path::new(p).exists());
        let Some(program) = program else {
            println!("left out: there is no sshd here");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("slt").tempdir_in("/tmp").unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for name in ["host", "other", "user", "stranger"] {
            keygen(folder.path(), name);
        }
        let at = |name: &str| folder.path().join(name).display().to_string();
        fs::copy(at("user.pub"), at("authorized")).unwrap();
        fs::write(at("sshd.conf"), configuration(&at, port, special.lines)).unwrap();
        fs::write(at("known"), known(&at, port, special)).unwrap();
        fs::write(at("ssh.conf"), client(&at, port, special)).unwrap();
        let child = serve(program, folder.path());
        let server = Self { folder, port, child, program };
        server.wait_until_up();
        Some(server)
    }

    /// The same server with more in its configuration.
    pub fn again_with(mut self, lines: &str) -> Self {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let file = self.folder.path().join("sshd.conf");
        let before = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{lines}{before}")).unwrap();
        self.child = serve(self.program, self.folder.path());
        self.wait_until_up();
        self
    }

    fn wait_until_up(&self) {
        let begin = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(begin.elapsed() < Duration::from_secs(10), "sshd did not start: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("sshd.log")).unwrap_or_default()
    }

    /// How many logins there were.
    pub fn logins(&self) -> usize {
        self.log().matches("Accepted publickey").count()
    }

    pub fn settings(&self) -> SshSettings {
        let environment = allowed_environment(std::env::vars_os());
        let mut settings = SshSettings::new(self.folder.path(), environment);
        settings.config = Some(self.folder.path().join("ssh.conf"));
        settings
    }

    pub fn hosts(&self) -> SshHosts {
        SshHosts::new(self.settings(), LocalHost::new(allowed_environment(std::env::vars_os())))
    }

    /// The processes of the machine that have our folder in their command line, without sshd itself.
    pub fn clients(&self) -> Vec<String> {
        let folder = self.folder.path().display().to_string();
        let is_ssh = |line: &str| line.split(' ').next().is_some_and(|program| program.ends_with("ssh"));
        commands()
            .into_iter()
            .filter(|(_, line)| line.contains(&folder) && is_ssh(line))
            .map(|(_, line)| line)
            .collect()
    }

    /// The processes that serve logins.
    pub fn servers(&self) -> Vec<i32> {
        let parent = self.child.id();
        let mut found: Vec<i32> = Vec::new();
        let mut parents = vec![parent as i32];
        while let Some(parent) = parents.pop() {
            let children =
                fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
            let children: Vec<i32> = children.split_whitespace().filter_map(|pid| pid.parse().ok()).collect();
            found.extend(&children);
            parents.extend(children);
        }
        found
    }
}

fn serve(program: &str, folder: &Path) -> Child {
    // Started by root, sshd wants this folder.
    let _ = fs::create_dir_all("/run/sshd");
    let mut command = Command::new(program);
    command.arg("-D").arg("-f").arg(folder.join("sshd.conf")).arg("-E").arg(folder.join("sshd.log"));
    command.stdin(Stdio::null()).spawn().unwrap()
}

/// Every process with its command line.
pub fn commands() -> Vec<(i32, String)> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let line = fs::read(entry.path().join("cmdline")).ok()?;
            Some((pid, String::from_utf8_lossy(&line).replace('\0', " ")))
        })
        .collect()
}

fn keygen(folder: &Path, name: &str) {
    let file: PathBuf = folder.join(name);
    let status =
        Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(file).status().unwrap();
    assert!(status.success());
}

fn configuration(at: &dyn Fn(&str) -> String, port: u16, special: &str) -> String {
    let (host, authorized, pid) = (at("host"), at("authorized"), at("pid"));
    format!(
        "{special}\nPort {port}\nListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {authorized}\n\
         PidFile {pid}\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
         PermitRootLogin yes\n"
    )
}

fn known(at: &dyn Fn(&str) -> String, port: u16, special: &Special) -> String {
    if special.unknown {
        return String::new();
    }
    let key = fs::read_to_string(at(&format!("{}.pub", special.known_as.unwrap_or("host")))).unwrap();
    format!("[127.0.0.1]:{port} {key}")
}

fn client(at: &dyn Fn(&str) -> String, port: u16, special: &Special) -> String {
    let identity = at(if special.no_login { "stranger" } else { "user" });
    let known = at("known");
    format!(
        "Host box\n  HostName 127.0.0.1\n  Port {port}\nHost *\n  IdentityFile {identity}\n  IdentitiesOnly yes\n  \
         UserKnownHostsFile {known}\n  GlobalKnownHostsFile /dev/null\n  RemoteCommand echo hijacked\n"
    )
}

impl Drop for Sshd {
    fn drop(&mut self) {
        for pid in self.servers() {
            let _ = rustix::process::kill_process(
                rustix::process::Pid::from_raw(pid).unwrap(),
                rustix::process::Signal::CONT,
            );
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
