//! A host without root: an sshd of the user's own on a loopback port, with another home.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::command::finish;
use crate::error::{Doing, Result, TestkitError};
use crate::free_port::free_port;
use crate::leash::Leashed;
use crate::ssh_keys::KeyPair;
use crate::sshd::SshdSettings;

const PID_FILE: &str = "sshd.pid";

/// An unprivileged sshd that stands for a host. The person's own account answers, but its home
/// is a folder of the test. All such hosts share the engine of the machine.
#[derive(Debug)]
pub struct LoopbackHost {
    name: String,
    port: u16,
    home: PathBuf,
    key: KeyPair,
    client_key: PathBuf,
    known_hosts: PathBuf,
    command: String,
    _sshd: Leashed,
}

impl LoopbackHost {
    /// Starts one whose files lie in `folder/NAME`. `client_key` may log in; `environment` is
    /// set in every session besides the home.
    pub fn start(
        folder: &Path,
        name: &str,
        client_key: &KeyPair,
        environment: &[(String, String)],
    ) -> Result<Self> {
        let own = folder.join(name);
        let home = own.join("home");
        fs::create_dir_all(&home).doing(|| format!("creating {}", home.display()))?;
        fs::set_permissions(&own, fs::Permissions::from_mode(0o700))
            .doing(|| "protecting the host's folder".into())?;
        let key = KeyPair::generate(&own.join("host_key"))?;
        let port = free_port()?;
        let environment = with_home(&home, environment);
        let configuration = write_configuration(&own, port, client_key, environment)?;
        let known_hosts = own.join("known_hosts");
        fs::write(&known_hosts, format!("[127.0.0.1]:{port} {}\n", key.known()))
            .doing(|| "writing known_hosts".into())?;
        let program = sshd_program()?;
        let words = [program.as_str(), "-D", "-e", "-f", &configuration.to_string_lossy()];
        let mut sshd = Leashed::start(&words, &own.join("sshd.log"))?;
        sshd.wait_until("sshd answered", Duration::from_secs(20), || {
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        })?;
        let client_key = client_key.private().to_owned();
        let command = words.join(" ");
        Ok(Self { name: name.to_owned(), port, home, key, client_key, known_hosts, command, _sshd: sshd })
    }

    /// Its alias in the SSH configuration.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The loopback port that it answers on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The command line of its sshd.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// The process id of its sshd, as that wrote it down.
    pub fn process(&self) -> Result<String> {
        let file = self.known_hosts.with_file_name(PID_FILE);
        let text = fs::read_to_string(&file).doing(|| format!("reading {}", file.display()))?;
        Ok(text.trim().to_owned())
    }

    /// What `HOME` says in its sessions.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The key it shows.
    pub fn key(&self) -> &KeyPair {
        &self.key
    }

    /// Its entry for an SSH configuration file.
    pub fn ssh_config_entry(&self) -> String {
        format!(
            "Host {}\n  HostName 127.0.0.1\n  Port {}\n  IdentityFile \"{}\"\n  IdentitiesOnly yes\n  UserKnownHostsFile \"{}\"\n  GlobalKnownHostsFile /dev/null\n",
            self.name,
            self.port,
            self.client_key.display(),
            self.known_hosts.display()
        )
    }
}

fn with_home(home: &Path, others: &[(String, String)]) -> Vec<(String, String)> {
    let mut environment = vec![("HOME".to_owned(), home.to_string_lossy().into_owned())];
    environment.extend_from_slice(others);
    environment
}

fn write_configuration(
    own: &Path,
    port: u16,
    client_key: &KeyPair,
    environment: Vec<(String, String)>,
) -> Result<PathBuf> {
    let authorized = own.join("authorized_keys");
    fs::write(&authorized, format!("{}\n", client_key.public()))
        .doing(|| "writing authorized_keys".into())?;
    let settings = SshdSettings {
        address: "127.0.0.1",
        port,
        host_key: &own.join("host_key"),
        authorized_keys: &authorized,
        pid_file: &own.join(PID_FILE),
        environment,
    };
    let file = own.join("sshd_config");
    fs::write(&file, settings.text()).doing(|| "writing sshd_config".into())?;
    Ok(file)
}

/// sshd insists on being called by its full path.
fn sshd_program() -> Result<String> {
    if rustix::process::geteuid().is_root() {
        // As root it insists on this folder, which Debian makes only when the service starts.
        fs::create_dir_all("/run/sshd").doing(|| "creating /run/sshd".into())?;
    }
    if Path::new("/usr/sbin/sshd").exists() {
        return Ok("/usr/sbin/sshd".into());
    }
    let asked = finish(crate::command::command(&["sh", "-c", "command -v sshd"]), Duration::from_secs(5))?;
    match asked.stdout.trim() {
        "" => Err(TestkitError::new("there is no sshd; on Debian, install openssh-server")),
        path => Ok(path.to_owned()),
    }
}
