//! A switch that pretended machines are plugged into.
//!
//! The switch is a bridge in a network namespace of its own, so no firewall of the real machine
//! touches what crosses it. Its addresses: `.1` the switch (registries with TLS), `.3` the switch
//! again (registries without), `.2` this process's side, `.11` and up the machines. Engines trust
//! `.2` and `.3` without TLS.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::command::run;
use crate::engine::Engine;
use crate::error::{Doing, Result, TestkitError};
use crate::host::{Host, HostOptions};
use crate::laptop::{Laptop, built_programs};
use crate::machine::{Machine, MachineFolders};
use crate::registry::{Registry, RegistryOptions};
use crate::slot::Slot;
use crate::ssh_keys::KeyPair;

/// The switch and all that belongs to it. It lasts as long as anything that was started on it.
#[derive(Debug, Clone)]
pub struct Network(Arc<Wiring>);

/// Fields drop in this order: the switch ends before its folder is removed.
#[derive(Debug)]
pub(crate) struct Wiring {
    switch: Machine,
    key: KeyPair,
    next_address: AtomicU8,
    /// Guards the two files that `ssh` reads, which several threads add to.
    ssh_files: Mutex<()>,
    slot: Slot,
}

impl Network {
    /// Starts an empty network. Needs root.
    pub fn start() -> Result<Self> {
        let slot = Slot::take()?;
        let certificates = slot.folder().join("certs.d");
        fs::create_dir(&certificates).doing(|| "creating certs.d".into())?;
        let switch = Machine::start(MachineFolders {
            own: &slot.folder().join("switch"),
            certificates: &certificates,
            programs: None,
        })?;
        let key = client_key(&slot.folder().join("ssh"))?;
        let wiring = Wiring { switch, key, next_address: AtomicU8::new(11), ssh_files: Mutex::new(()), slot };
        wiring.plug_in_this_process()?;
        Ok(Self(Arc::new(wiring)))
    }

    /// Starts a host with sshd and an engine. `name` is its SSH alias and host name.
    pub fn host(&self, name: &str) -> Result<Host> {
        Host::start(&self.0, name, &HostOptions::default())
    }

    /// Starts a host that differs from the usual.
    pub fn host_with(&self, name: &str, options: &HostOptions) -> Result<Host> {
        Host::start(&self.0, name, options)
    }

    /// Starts `count` hosts side by side: `host-1`, `host-2` …
    pub fn hosts(&self, count: u8) -> Result<Vec<Host>> {
        std::thread::scope(|scope| {
            let starting: Vec<_> =
                (1..=count).map(|number| scope.spawn(move || self.host(&format!("host-{number}")))).collect();
            starting
                .into_iter()
                .map(|thread| {
                    thread.join().unwrap_or_else(|_| Err(TestkitError::new("starting a host panicked")))
                })
                .collect()
        })
    }

    /// Starts an engine on a machine of its own, without sshd.
    pub fn engine(&self, name: &str) -> Result<Engine> {
        Engine::start(&self.0, name)
    }

    /// Starts a pretended laptop with an engine.
    pub fn laptop(&self) -> Result<Laptop> {
        self.laptop_named("laptop")
    }

    /// Starts a pretended laptop with another name, for tests with two of them.
    pub fn laptop_named(&self, name: &str) -> Result<Laptop> {
        Laptop::start(&self.0, name, built_programs()?.as_deref())
    }

    /// Starts a pretended laptop that runs the `slipway` of the folder `programs`.
    pub fn laptop_running(&self, name: &str, programs: &Path) -> Result<Laptop> {
        Laptop::start(&self.0, name, Some(programs))
    }

    /// Starts a registry that every machine and this process reach.
    pub fn registry(&self, options: &RegistryOptions) -> Result<Registry> {
        Registry::start(&self.0, options)
    }

    /// The address under which machines reach servers of this process. Engines trust it
    /// without TLS.
    pub fn own_address(&self) -> String {
        self.0.slot.address(2)
    }

    /// A configuration for `ssh -F` that knows every host by name, with its real host key.
    pub fn ssh_config(&self) -> PathBuf {
        self.0.ssh_config()
    }

    /// The known-hosts file that [`Network::ssh_config`] refers to.
    pub fn known_hosts(&self) -> PathBuf {
        self.0.known_hosts()
    }

    /// The key that every host accepts.
    pub fn key(&self) -> &KeyPair {
        &self.0.key
    }
}

impl Wiring {
    pub(crate) fn switch(&self) -> &Machine {
        &self.switch
    }

    pub(crate) fn key(&self) -> &KeyPair {
        &self.key
    }

    pub(crate) fn slot(&self) -> &Slot {
        &self.slot
    }

    pub(crate) fn folder(&self) -> &Path {
        self.slot.folder()
    }

    pub(crate) fn certificates(&self) -> PathBuf {
        self.folder().join("certs.d")
    }

    pub(crate) fn ssh_config(&self) -> PathBuf {
        self.folder().join("ssh/config")
    }

    pub(crate) fn known_hosts(&self) -> PathBuf {
        self.folder().join("ssh/known_hosts")
    }

    /// The last byte of an address that no machine has had yet.
    fn next_address(&self) -> u8 {
        self.next_address.fetch_add(1, Ordering::Relaxed)
    }

    /// Runs `change` while no other thread touches the files of the ssh folder.
    pub(crate) fn with_ssh_files<T>(&self, change: impl FnOnce() -> Result<T>) -> Result<T> {
        let _guard = self.ssh_files.lock().unwrap_or_else(PoisonError::into_inner);
        change()
    }

    /// Starts a machine and plugs it in; answers with it and the last byte of its address.
    pub(crate) fn machine(&self, name: &str, programs: Option<&Path>) -> Result<(Machine, u8)> {
        let own = self.folder().join(name);
        let certificates = self.certificates();
        let machine = Machine::start(MachineFolders { own: &own, certificates: &certificates, programs })?;
        let last = self.next_address();
        self.switch.network_sh(&format!(
            "ip link add port{last} type veth peer name eth0 netns {}\nip link set port{last} master lan up",
            machine.pid()
        ))?;
        machine.network_sh(&format!(
            "ip address add {}/24 dev eth0\nip link set eth0 up\nip route add default via {}",
            self.slot.address(last),
            self.slot.address(1)
        ))?;
        Ok((machine, last))
    }

    /// Takes the cable of the machine with this address out, or puts it in.
    pub(crate) fn cable(&self, last: u8, plugged_in: bool) -> Result<()> {
        let state = if plugged_in { "up" } else { "down" };
        self.switch.network_sh(&format!("ip link set port{last} {state}")).map(drop)
    }

    fn plug_in_this_process(&self) -> Result<()> {
        let own = self.slot.interface();
        // A bridge without an address of its own takes the lowest of its ports', and another one as machines
        // come and go; for as long as the machines remember the old one, nothing of theirs arrives.
        self.switch.network_sh(&format!(
            "ip link add lan address 02:00:0a:d3:{:02x}:01 type bridge forward_delay 0\nip link set lan up\n\
             ip address add {}/24 dev lan\nip address add {}/24 dev lan",
            self.slot.number(),
            self.slot.address(1),
            self.slot.address(3)
        ))?;
        let switch = self.switch.pid().to_string();
        run(&["ip", "link", "add", &own, "type", "veth", "peer", "name", "outside", "netns", &switch])?;
        self.switch.network_sh("ip link set outside master lan up")?;
        run(&["ip", "address", "add", &format!("{}/24", self.slot.address(2)), "dev", &own])?;
        run(&["ip", "link", "set", &own, "up"]).map(drop)
    }
}

/// The key belongs to the laptop's user; root may use it as well.
fn client_key(folder: &Path) -> Result<KeyPair> {
    fs::create_dir(folder).doing(|| format!("creating {}", folder.display()))?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
        .doing(|| "opening the ssh folder".into())?;
    let key = KeyPair::generate(&folder.join("id_ed25519"))?;
    for file in ["config", "known_hosts"] {
        fs::write(folder.join(file), "").doing(|| format!("creating {file}"))?;
    }
    run(&["chown", "-R", "7210:7210", &folder.to_string_lossy()])?;
    Ok(key)
}
