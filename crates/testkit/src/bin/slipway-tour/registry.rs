//! The tour's registry: the image `registry:2` where it can be had, else Debian's program.

use std::fs::File;
use std::io::Read;
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use slipway_testkit::{
    Docker, Leashed, Registry, RegistryOptions, Result, TestkitError, busybox_image, finish,
    write_password_file,
};

use crate::stage::port_or_free;
use crate::{narrator, sweeper};

const BASE: &str = "recipes/base:1";
const USER: &str = "tour";

/// A registry with a password, and what sweeps the engine when the tour ends. Fields drop in
/// this order: the sweeper stops containers whose image the registry may hold.
pub(crate) struct TourRegistry {
    _sweeper: Leashed,
    _program: Option<Registry>,
    address: String,
    password: String,
}

impl TourRegistry {
    /// Starts it on a loopback port.
    pub(crate) fn put_up(docker: &Docker, folder: &Path) -> Result<Self> {
        narrator::heading("Start a registry with a password");
        let password = password()?;
        let registry = if has_image(docker)? {
            Self::from_image(docker, folder, password)?
        } else {
            narrator::say(
                "The image registry:2 cannot be had here; Debian's docker-registry is used instead.",
            );
            Self::from_program(docker, folder, password)?
        };
        narrator::say(&format!("It answers at {}.", registry.address));
        Ok(registry)
    }

    /// `address:port`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn user(&self) -> &str {
        USER
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    /// Makes the base image and pushes it.
    pub(crate) fn push_base(&self, docker: &Docker) -> Result<()> {
        narrator::heading("Make a base image from busybox and push it");
        let name = format!("{}/{BASE}", self.address);
        let local = busybox_image(docker)?;
        narrator::command(&format!("docker tag {local} {name} && docker push {name}"));
        docker.log_in(&self.address, USER, &self.password)?;
        docker.run(&["tag", local, &name])?;
        docker.run(&["push", "--quiet", &name])?;
        docker.run(&["logout", &self.address])?;
        docker.run(&["image", "rm", local]).map(drop)
    }

    fn from_image(docker: &Docker, folder: &Path, password: String) -> Result<Self> {
        let port = port_or_free(5055)?;
        let (address, name) = (format!("127.0.0.1:{port}"), format!("slipway-tour-registry-{port}"));
        let text = sweeper::sweep(docker, &address, Some(&name));
        let sweeper = sweeper::start(&text, &folder.join("sweeper.log"))?;
        run_image(docker, folder, &password, port, &name)?;
        Ok(Self { _sweeper: sweeper, _program: None, address, password })
    }

    fn from_program(docker: &Docker, folder: &Path, password: String) -> Result<Self> {
        let options =
            RegistryOptions { tls: false, login: Some((USER.to_owned(), password.clone())), tokens: false };
        narrator::command("docker-registry serve config.yml");
        let program = Registry::on_loopback(&options)?;
        let address = program.address().to_owned();
        let text = sweeper::sweep(docker, &address, None);
        let sweeper = sweeper::start(&text, &folder.join("sweeper.log"))?;
        Ok(Self { _sweeper: sweeper, _program: Some(program), address, password })
    }
}

fn password() -> Result<String> {
    let mut bytes = [0; 12];
    File::open("/dev/urandom")
        .and_then(|mut random| random.read_exact(&mut bytes))
        .map_err(|error| TestkitError::new(format!("making a password: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Present, or pulled within half a minute.
fn has_image(docker: &Docker) -> Result<bool> {
    if docker.try_run(&["image", "inspect", "registry:2"])?.code == 0 {
        return Ok(true);
    }
    narrator::command("docker pull registry:2");
    let pulled = finish(docker.command(&["pull", "--quiet", "registry:2"]), Duration::from_secs(30));
    Ok(pulled.is_ok_and(|finished| finished.code == 0))
}

fn run_image(docker: &Docker, folder: &Path, password: &str, port: u16, name: &str) -> Result<()> {
    let file = folder.join("htpasswd");
    write_password_file(&file, USER, password)?;
    let published = format!("127.0.0.1:{port}:5000");
    let words = [
        "create",
        "--name",
        name,
        "--publish",
        &published,
        "--env",
        "REGISTRY_AUTH=htpasswd",
        "--env",
        "REGISTRY_AUTH_HTPASSWD_REALM=tour",
        "--env",
        "REGISTRY_AUTH_HTPASSWD_PATH=/etc/htpasswd",
        "registry:2",
    ];
    narrator::command(&format!("docker {}", words.join(" ")));
    docker.run(&words)?;
    // Copied rather than mounted: the engine may run on another file system than ours.
    docker.run(&["cp", &file.to_string_lossy(), &format!("{name}:/etc/htpasswd")])?;
    docker.run(&["start", name])?;
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(TestkitError::new(format!("the registry did not answer on port {port} within 10 s")))
}
