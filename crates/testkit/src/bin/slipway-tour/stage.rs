//! What the tour puts up: a registry with a password, two sshd on loopback ports, a repository.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use slipway_testkit::{
    Docker, KeyPair, LoopbackHost, Repository, Result, Sample, SampleValues, TestkitError, finish, free_port,
};

use crate::narrator::{self, shell_words};
use crate::registry::TourRegistry;
use crate::sweeper;

/// Everything that stands until the tour ends. Fields drop in this order: the folder goes last.
pub(crate) struct Stage {
    hosts: Vec<LoopbackHost>,
    registry: TourRegistry,
    repository: Repository,
    environment: Vec<(&'static str, String)>,
    ports: [u16; 2],
    folder: StateFolder,
}

impl Stage {
    pub(crate) fn put_up(state: &Path, pulled: Option<String>) -> Result<Self> {
        let folder = StateFolder::take(state)?;
        let docker = engine(&folder.0)?;
        let registry = TourRegistry::put_up(&docker, &folder.0, pulled)?;
        registry.push_base(&docker)?;
        let (hosts, ssh_config) = put_up_hosts(&folder.0, docker.endpoint())?;
        let ports = [port_or_free(8081)?, port_or_free(8082)?];
        let repository = make_repository(&folder.0, registry.address(), ports)?;
        let environment = vec![
            ("SLIPWAY_DATA_DIR", folder.0.join("data").to_string_lossy().into_owned()),
            ("SLIPWAY_SSH_CONFIG", ssh_config.to_string_lossy().into_owned()),
            ("SLIPWAY_REGISTRY_USER", registry.user().to_owned()),
            ("SLIPWAY_REGISTRY_PASSWORD", registry.password().to_owned()),
            ("DOCKER_HOST", docker.endpoint().to_owned()),
            ("SANDBOX", ports[0].to_string()),
            ("PRODUCTION", ports[1].to_string()),
        ];
        Ok(Self { hosts, registry, repository, environment, ports, folder })
    }

    /// Takes everything down in full view.
    pub(crate) fn take_down(self) {
        narrator::heading("Take down what was put up");
        for host in self.hosts {
            let line =
                format!("kill -TERM {}  # sshd of {}", host.process().unwrap_or_default(), host.name());
            narrator::timed(&line, || drop(host));
        }
        self.registry.take_down();
        narrator::timed(&format!("rm -rf {}", self.folder.0.display()), || drop(self.folder));
    }

    /// The file that tells which process a step runs in.
    pub(crate) fn under_way(&self) -> PathBuf {
        self.folder.0.join(sweeper::UNDER_WAY)
    }

    /// Where the sample's copy is.
    pub(crate) fn repository(&self) -> &Path {
        self.repository.folder()
    }

    /// Puts the sample into the window, as if somebody had added it there.
    pub(crate) fn add_to_window(&self) -> Result<()> {
        let repository = json!({ "project": sweeper::PROJECT, "folder": self.repository() });
        let chosen = json!({ "repositories": [repository] });
        let file = self.folder.0.join("data/window.json");
        fs::write(&file, chosen.to_string())
            .map_err(|error| TestkitError::new(format!("writing {}: {error}", file.display())))
    }

    /// `text` with the variables of the ports written out.
    pub(crate) fn with_ports(&self, text: &str) -> String {
        text.replace("$SANDBOX", &self.ports[0].to_string())
            .replace("$PRODUCTION", &self.ports[1].to_string())
    }

    /// Lets `command` run in the repository with the tour's environment.
    pub(crate) fn in_repository<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .current_dir(self.repository())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
    }
}

/// The tour's folder, emptied, and held by a lock so that two tours do not share it.
struct StateFolder(PathBuf, #[allow(dead_code, reason = "held, never read")] File);

impl StateFolder {
    fn take(state: &Path) -> Result<Self> {
        let failed =
            |error: std::io::Error| TestkitError::new(format!("{} cannot be used: {error}", state.display()));
        fs::create_dir_all(state).map_err(failed)?;
        let state = state.canonicalize().map_err(failed)?;
        let lock = File::create(state.join("tour.lock")).map_err(failed)?;
        lock.try_lock().map_err(|_| {
            TestkitError::new("another tour is under way in this checkout; let it end first.")
        })?;
        let folder = state.join("tour");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        fs::create_dir(&folder).map_err(failed)?;
        Ok(Self(folder, lock))
    }
}

impl Drop for StateFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The engine that the docker command line finds: DOCKER_HOST, else the current context.
fn engine(folder: &Path) -> Result<Docker> {
    narrator::heading("Find the Docker Engine");
    let asked = |words: &[&str]| {
        let mut command = Command::new("docker");
        command.args(words);
        narrator::timed(&shell_words("docker", words), || finish(command, Duration::from_secs(30)))?.success()
    };
    let endpoint = match std::env::var("DOCKER_HOST") {
        Ok(endpoint) if !endpoint.is_empty() => endpoint,
        _ => {
            asked(&["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"])?.stdout.trim().to_owned()
        }
    };
    let docker = Docker::at(&endpoint, &folder.join("docker"));
    let version = ["version", "--format", "{{.Server.Version}}"];
    let version = narrator::timed(&shell_words("docker", &version), || docker.text(&version))?;
    narrator::say(&format!("Engine {version} answers at {endpoint}."));
    Ok(docker)
}

fn put_up_hosts(folder: &Path, endpoint: &str) -> Result<(Vec<LoopbackHost>, PathBuf)> {
    narrator::heading("Start two sshd that stand for hosts");
    let key = KeyPair::generate(&folder.join("id_ed25519"))?;
    let mut environment = vec![("DOCKER_HOST".to_owned(), endpoint.to_owned())];
    // sshd's own PATH may lack the folder of docker, as on a Mac.
    environment.extend(std::env::var("PATH").map(|path| ("PATH".to_owned(), path)));
    let mut hosts = Vec::new();
    let mut config = String::new();
    for name in ["host-1", "host-2"] {
        let since = Instant::now();
        let host = LoopbackHost::start(folder, name, &key, &environment)?;
        narrator::command(host.command());
        narrator::took(since.elapsed());
        share_plugins(host.home())?;
        narrator::say(&format!(
            "{name} answers on port {}; its home is {}.",
            host.port(),
            host.home().display()
        ));
        config += &host.ssh_config_entry();
        hosts.push(host);
    }
    let file = folder.join("ssh_config");
    fs::write(&file, config)
        .map_err(|error| TestkitError::new(format!("writing {}: {error}", file.display())))?;
    Ok((hosts, file))
}

/// Compose may be a plugin in the person's home, which the hosts do not have.
fn share_plugins(home: &Path) -> Result<()> {
    let Some(own) = std::env::var_os("HOME") else {
        return Ok(());
    };
    let plugins = Path::new(&own).join(".docker/cli-plugins");
    if !plugins.is_dir() {
        return Ok(());
    }
    let folder = home.join(".docker");
    fs::create_dir_all(&folder)
        .and_then(|()| std::os::unix::fs::symlink(plugins, folder.join("cli-plugins")))
        .map_err(|error| TestkitError::new(format!("sharing docker's plugins with a host: {error}")))
}

fn make_repository(folder: &Path, registry: &str, ports: [u16; 2]) -> Result<Repository> {
    narrator::heading("Make a repository of the sample service");
    let place = folder.join("recipes");
    Sample::recipes().copy_to(&place, &SampleValues { ports, ..SampleValues::for_registry(registry) })?;
    put_configuration_aside(&place, folder)?;
    let line = "git init --initial-branch=develop && git add --all && git commit -m 'Serve recipes'";
    narrator::timed(&format!("cd {} && {line}", place.display()), || {
        let repository = Repository::create(&place)?;
        repository.commit("Serve recipes")?;
        Ok(repository)
    })
}

/// The sample's `slipway.yml` waits beside the repository: people have none yet when they begin.
fn put_configuration_aside(repository: &Path, folder: &Path) -> Result<()> {
    let file = repository.join("slipway.yml");
    fs::read_to_string(&file)
        .map(|text| text.replace("project: recipes\n", &format!("project: {}\n", sweeper::PROJECT)))
        .and_then(|text| fs::write(folder.join("slipway.yml"), text))
        .and_then(|()| fs::remove_file(&file))
        .map_err(|error| TestkitError::new(format!("putting {} aside: {error}", file.display())))
}

/// `wanted`, or another one where that is taken.
pub(crate) fn port_or_free(wanted: u16) -> Result<u16> {
    match std::net::TcpListener::bind(("127.0.0.1", wanted)) {
        Ok(_) => Ok(wanted),
        Err(_) => free_port(),
    }
}
