//! Image registries with a password, TLS, or neither.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::certificate::Authority;
use crate::command::wait_for;
use crate::engine::Docker;
use crate::error::{Doing, Result, TestkitError};
use crate::free_port::free_port;
use crate::leash::{Leashed, log_end};
use crate::network::Wiring;
use crate::registry_store::{Admission, StoreSettings};
use crate::token_server::TokenServer;

/// What a registry asks of its clients.
#[derive(Debug, Clone)]
pub struct RegistryOptions {
    /// Whether it speaks TLS, with a certificate of an authority of its own.
    pub tls: bool,
    /// The name and the password that it wants; anonymous when absent.
    pub login: Option<(String, String)>,
    /// Whether the login is exchanged for a token, as Docker Hub does it. Needs a login.
    pub tokens: bool,
}

impl Default for RegistryOptions {
    /// TLS and a password.
    fn default() -> Self {
        Self { tls: true, login: Some(("slipway".into(), "correct horse $battery".into())), tokens: false }
    }
}

/// A docker-registry that ends when dropped, with all its images.
#[derive(Debug)]
pub struct Registry {
    process: Process,
    address: String,
    folder: PathBuf,
    pub(crate) options: RegistryOptions,
    authority: Option<Authority>,
    pub(crate) tokens: Option<TokenServer>,
    _kept: Kept,
}

#[derive(Debug)]
enum Process {
    /// In the process namespace of a network's switch.
    OnSwitch(Child),
    OnLoopback {
        command: String,
        _leash: Leashed,
    },
}

/// What has to outlive the process.
#[derive(Debug)]
enum Kept {
    Network { _wiring: Arc<Wiring> },
    Folder { _folder: tempfile::TempDir },
}

/// Every registry of this process gets another port, so that a network may have several.
static NEXT_PORT: AtomicU16 = AtomicU16::new(5000);

impl Registry {
    pub(crate) fn start(network: &Arc<Wiring>, options: &RegistryOptions) -> Result<Self> {
        let port = NEXT_PORT.fetch_add(1, Ordering::Relaxed);
        let ip = network.slot().address(if options.tls { 1 } else { 3 });
        let address = format!("{ip}:{port}");
        let folder = network.folder().join(format!("registry-{port}"));
        let door = Door::build(&address, &network.slot().address(2), &folder, options)?;
        if let Some(authority) = &door.authority {
            let trusted = network.certificates().join(&address);
            fs::create_dir_all(&trusted).doing(|| format!("creating {}", trusted.display()))?;
            fs::copy(authority.certificate(), trusted.join("ca.crt"))
                .doing(|| "trusting the registry".into())?;
        }
        let process = Process::OnSwitch(spawn_on_switch(network, &door.settings)?);
        let kept = Kept::Network { _wiring: Arc::clone(network) };
        let registry = Self {
            process,
            address,
            folder,
            options: options.clone(),
            authority: door.authority,
            tokens: door.tokens,
            _kept: kept,
        };
        wait_for("the registry answered", Duration::from_secs(20), || {
            Ok(TcpStream::connect(&registry.address).ok())
        })
        .map_err(|error| TestkitError::new(format!("{error}\n{}", registry.log_end())))?;
        Ok(registry)
    }

    /// Starts one on a free loopback port, for tests without root. Needs `docker-registry`.
    pub fn on_loopback(options: &RegistryOptions) -> Result<Self> {
        let kept = tempfile::tempdir().doing(|| "making a folder for a registry".into())?;
        let folder = kept.path().to_owned();
        let address = format!("127.0.0.1:{}", free_port()?);
        let door = Door::build(&address, "127.0.0.1", &folder, options)?;
        let configuration = door.settings.write()?;
        let words = ["docker-registry", "serve", &configuration.to_string_lossy()];
        let mut leash = Leashed::start(&words, &folder.join("registry.log"))?;
        leash.wait_until("the registry answered", Duration::from_secs(20), || {
            TcpStream::connect(&address).is_ok()
        })?;
        Ok(Self {
            process: Process::OnLoopback { command: words.join(" "), _leash: leash },
            address,
            folder,
            options: options.clone(),
            authority: door.authority,
            tokens: door.tokens,
            _kept: Kept::Folder { _folder: kept },
        })
    }

    /// `address:port`, the first part of its images' names.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The command line of one that was started on loopback.
    pub fn command(&self) -> Option<&str> {
        match &self.process {
            Process::OnLoopback { command, .. } => Some(command),
            Process::OnSwitch(_) => None,
        }
    }

    /// Its files: images, configuration, log.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its address with `http://` or `https://`.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.options.tls { "https" } else { "http" }, self.address)
    }

    /// The name to log in with, or nothing.
    pub fn user(&self) -> &str {
        self.options.login.as_ref().map_or("", |(user, _)| user)
    }

    /// The password to log in with, or nothing.
    pub fn password(&self) -> &str {
        self.options.login.as_ref().map_or("", |(_, password)| password)
    }

    /// The certificate to trust, when it speaks TLS.
    pub fn authority(&self) -> Option<PathBuf> {
        self.authority.as_ref().map(Authority::certificate)
    }

    /// How many tokens clients were given so far; none without `tokens`.
    pub fn tokens_handed_out(&self) -> u64 {
        self.tokens.as_ref().map_or(0, TokenServer::handed_out)
    }

    /// The last lines of its log.
    pub fn log_end(&self) -> String {
        log_end(&self.folder.join("registry.log"))
    }

    /// The full name of `repository:tag` in this registry.
    pub fn image(&self, repository_and_tag: &str) -> String {
        format!("{}/{repository_and_tag}", self.address)
    }

    /// Logs `docker` in; the password goes through standard input.
    pub fn log_in(&self, docker: &Docker) -> Result<()> {
        match &self.options.login {
            None => Ok(()),
            Some((user, password)) => docker.log_in(&self.address, user, password),
        }
    }

    /// Pushes what the engine calls `local` as `repository:tag`; answers with its full name.
    pub fn push(&self, docker: &Docker, local: &str, repository_and_tag: &str) -> Result<String> {
        let name = self.image(repository_and_tag);
        self.log_in(docker)?;
        docker.run(&["tag", local, &name])?;
        docker.run(&["push", &name])?;
        Ok(name)
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        if let Process::OnSwitch(child) = &mut self.process {
            // What we started is `nsenter`; the registry is its child, in the switch's namespace.
            let _ = crate::machine::signal_children(child.id(), rustix::process::Signal::KILL);
            let _ = child.wait();
        }
    }
}

/// How a registry lets clients in.
struct Door {
    settings: StoreSettings,
    authority: Option<Authority>,
    tokens: Option<TokenServer>,
}

impl Door {
    /// `own_ip` is where servers of this process listen.
    fn build(address: &str, own_ip: &str, folder: &Path, options: &RegistryOptions) -> Result<Self> {
        let ip = address.split(':').next().unwrap_or_default();
        let authority = options.tls.then(|| Authority::create(&folder.join("tls"))).transpose()?;
        let tls =
            authority.as_ref().map(|authority| authority.sign_for_address("registry", ip)).transpose()?;
        let tokens = match &options.login {
            Some(login) if options.tokens => Some(TokenServer::start(own_ip, &folder.join("tokens"), login)?),
            _ => None,
        };
        let settings = StoreSettings {
            address: address.into(),
            folder: folder.to_owned(),
            tls,
            admission: admission(options, tokens.as_ref()),
        };
        Ok(Self { settings, authority, tokens })
    }
}

fn admission(options: &RegistryOptions, tokens: Option<&TokenServer>) -> Admission {
    match (&options.login, tokens) {
        (_, Some(tokens)) => {
            Admission::Token { realm: tokens.realm(), root_certificate: tokens.root_certificate() }
        }
        (Some((user, password)), None) => {
            Admission::Password { user: user.clone(), password: password.clone() }
        }
        (None, None) => Admission::Everybody,
    }
}

fn spawn_on_switch(network: &Wiring, settings: &StoreSettings) -> Result<Child> {
    let configuration = settings.write()?;
    let log = settings.folder.join("registry.log");
    let output = fs::File::create(&log).doing(|| format!("creating {}", log.display()))?;
    let errors = output.try_clone().doing(|| format!("opening {}", log.display()))?;
    network
        .switch()
        .command(&["docker-registry", "serve", &configuration.to_string_lossy()])
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .doing(|| "starting docker-registry".into())
}
