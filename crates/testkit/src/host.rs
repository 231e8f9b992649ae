//! Pretended hosts: sshd and an engine on a machine of their own.

use std::fs;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::command::{ENDS_WITHIN, Finished, wait_for, wait_for_end};
use crate::engine::{Docker, Engine};
use crate::error::{Doing, Result, TestkitError};
use crate::machine::User;
use crate::network::Wiring;
use crate::ssh_keys::KeyPair;
use crate::sshd::SshdSettings;

/// In what a host differs from the usual one.
#[derive(Debug, Clone, Default)]
pub struct HostOptions {
    /// The size of the disk that holds the engine's data; unlimited when absent.
    pub disk_megabytes: Option<u32>,
    /// Whether the host's key is left out of the known hosts.
    pub unknown_key: bool,
}

/// How much a host was used over SSH.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SshUse {
    /// How often somebody logged in.
    pub logins: usize,
    /// How many commands they ran.
    pub commands: usize,
}

impl std::ops::Sub for SshUse {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        Self { logins: self.logins - earlier.logins, commands: self.commands - earlier.commands }
    }
}

/// A host that answers SSH on port 22 of its own address, for the users `deploy` (who may use
/// the engine) and `root`. Dropping it ends everything on it.
#[derive(Debug)]
pub struct Host {
    name: String,
    sshd: Mutex<Option<Child>>,
    key: Mutex<KeyPair>,
    engine: Engine,
}

impl Host {
    pub(crate) fn start(network: &Arc<Wiring>, name: &str, options: &HostOptions) -> Result<Self> {
        let engine = Engine::start_with(network, name, None, options.disk_megabytes)?;
        let key = KeyPair::generate(&engine.machine().folder().join("host_key"))?;
        let host = Self { name: name.to_owned(), sshd: Mutex::new(None), key: Mutex::new(key), engine };
        host.write_configuration()?;
        host.give_dead_links_up_early()?;
        host.start_sshd()?;
        host.introduce(!options.unknown_key)?;
        Ok(host)
    }

    /// A session whose link died without a word ends when the host's kernel asks the other side in vain: after two
    /// hours on an ordinary host, within a minute here.
    fn give_dead_links_up_early(&self) -> Result<()> {
        const KEEPALIVE: &str = "cd /proc/sys/net/ipv4 && echo 20 > tcp_keepalive_time && \
                                 echo 5 > tcp_keepalive_intvl && echo 6 > tcp_keepalive_probes";
        self.root_sh(KEEPALIVE)?.success().map(drop)
    }

    /// Its host name, which is also its alias in the network's SSH configuration.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its address, where SSH and published ports answer.
    pub fn address(&self) -> String {
        self.engine.address()
    }

    /// Its engine, driven from outside.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The docker command line on its engine, run from outside.
    pub fn docker(&self) -> &Docker {
        self.engine.docker()
    }

    /// The home of `deploy`, under the same path on the host and here.
    pub fn home(&self) -> PathBuf {
        self.engine.machine().home(User::Deploy)
    }

    /// The home of `root` on the host, as seen from here.
    pub fn root_home(&self) -> PathBuf {
        self.engine.machine().home(User::Root)
    }

    /// Runs shell text on the host as `deploy`, without SSH.
    pub fn sh(&self, text: &str) -> Result<Finished> {
        self.engine.machine().sh(User::Deploy, text)
    }

    /// Runs shell text on the host as root, without SSH.
    pub fn root_sh(&self, text: &str) -> Result<Finished> {
        self.engine.machine().sh(User::Root, text)
    }

    /// Takes the network cable out: packets get no answer until [`Host::join`].
    pub fn cut(&self) -> Result<()> {
        self.engine.cable(false)
    }

    /// Puts the network cable in again, and waits until this process reaches the host: for a moment after that it is still
    /// remembered that nobody was there. A laptop, which remembers for itself, may need a moment more.
    pub fn join(&self) -> Result<()> {
        self.engine.cable(true)?;
        let address = format!("{}:22", self.address());
        let address = address.parse().map_err(|error| TestkitError::new(format!("{address}: {error}")))?;
        wait_for("the host was reached", Duration::from_secs(30), || {
            Ok(match TcpStream::connect_timeout(&address, Duration::from_secs(1)) {
                Ok(_) => Some(()),
                // Its sshd was stopped, but its network says so.
                Err(error) => (error.kind() == ErrorKind::ConnectionRefused).then_some(()),
            })
        })
    }

    /// Drops every packet between the host and `address`, in both directions.
    pub fn cut_from(&self, address: &str) -> Result<()> {
        self.engine
            .machine()
            .network_sh(&format!(
                "iptables -I INPUT -s {address} -j DROP\niptables -I OUTPUT -d {address} -j DROP"
            ))
            .map(drop)
    }

    /// Ends what [`Host::cut_from`] began.
    pub fn join_with(&self, address: &str) -> Result<()> {
        self.engine
            .machine()
            .network_sh(&format!(
                "iptables -D INPUT -s {address} -j DROP\niptables -D OUTPUT -d {address} -j DROP"
            ))
            .map(drop)
    }

    /// Starts sshd again after [`Host::stop_sshd`].
    pub fn start_sshd(&self) -> Result<()> {
        let mut sshd = self.sshd.lock().unwrap_or_else(PoisonError::into_inner);
        if sshd.is_none() {
            *sshd = Some(self.spawn_sshd()?);
        }
        let address = format!("{}:22", self.address());
        wait_for("sshd answered", Duration::from_secs(20), || Ok(TcpStream::connect(&address).ok())).map(drop)
    }

    /// Ends sshd and every session it serves; what the sessions started goes on.
    pub fn stop_sshd(&self) -> Result<()> {
        let mut lock = self.sshd.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(sshd) = lock.as_mut() else {
            return Ok(());
        };
        self.engine.machine().sh(User::Root, "pkill -KILL -x sshd")?;
        wait_for_end("sshd", sshd, ENDS_WITHIN)?;
        *lock = None;
        Ok(())
    }

    /// How much it was used over SSH since it is there, as its sshd tells.
    pub fn ssh_use(&self) -> Result<SshUse> {
        let log = self.engine.machine().folder().join("sshd.log");
        let text = fs::read_to_string(&log).doing(|| format!("reading {}", log.display()))?;
        let count = |words: &str| text.lines().filter(|line| line.contains(words)).count();
        Ok(SshUse { logins: count("Accepted publickey"), commands: count("Starting session: ") })
    }

    /// The key the host shows.
    pub fn key(&self) -> KeyPair {
        self.key.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives the host another key, of which the known hosts hear nothing.
    pub fn change_key(&self) -> Result<()> {
        self.stop_sshd()?;
        let key = KeyPair::generate(&self.engine.machine().folder().join("host_key"))?;
        *self.key.lock().unwrap_or_else(PoisonError::into_inner) = key;
        self.start_sshd()
    }

    fn write_configuration(&self) -> Result<()> {
        let folder = self.engine.machine().folder();
        let authorized = folder.join("authorized_keys");
        fs::write(&authorized, format!("{}\n", self.engine.network().key().public()))
            .doing(|| format!("writing {}", authorized.display()))?;
        let settings = SshdSettings {
            address: &self.address(),
            port: 22,
            host_key: &folder.join("host_key"),
            authorized_keys: &authorized,
            pid_file: &PathBuf::from("/run/sshd.pid"),
            environment: Vec::new(),
        };
        fs::write(folder.join("sshd_config"), settings.text()).doing(|| "writing sshd_config".into())
    }

    fn spawn_sshd(&self) -> Result<Child> {
        let machine = self.engine.machine();
        let configuration = machine.folder().join("sshd_config");
        let log = machine.folder().join("sshd.log");
        machine
            .command_as(User::Root, &["/usr/sbin/sshd", "-D", "-f", &configuration.to_string_lossy()])
            .args(["-E", &log.to_string_lossy()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .doing(|| "starting sshd".into())
    }

    /// Adds the host to the files that `ssh` reads on the laptop.
    fn introduce(&self, with_key: bool) -> Result<()> {
        let network = self.engine.network();
        let entry = format!(
            "Host {} {}\n  HostName {}\n  User deploy\n  IdentityFile {}\n  IdentitiesOnly yes\n  UserKnownHostsFile {}\n  GlobalKnownHostsFile /dev/null\n",
            self.name,
            self.address(),
            self.address(),
            network.key().private().display(),
            network.known_hosts().display(),
        );
        network.with_ssh_files(|| {
            append(&network.ssh_config(), &entry)?;
            if with_key {
                append(&network.known_hosts(), &format!("{} {}\n", self.address(), self.key().known()))?;
            }
            Ok(())
        })
    }
}

fn append(file: &std::path::Path, text: &str) -> Result<()> {
    let before = fs::read_to_string(file).doing(|| format!("reading {}", file.display()))?;
    fs::write(file, before + text).doing(|| format!("writing {}", file.display()))
}
