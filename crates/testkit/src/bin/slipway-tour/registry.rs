//! The tour's registry: the image `registry:2` where it can be had, else Debian's program.

use std::fs::File;
use std::io::Read;
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use slipway_testkit::{
    BASE_IMPORT, Docker, Leashed, Registry, RegistryOptions, Result, TestkitError, busybox_image, finish,
    write_password_file,
};

use crate::narrator::{self, shell_words};
use crate::stage::port_or_free;
use crate::sweeper::Sweep;

const IMAGE: &str = "registry:2";
const BASE: &str = "recipes/base:1";
const USER: &str = "tour";

/// A registry with a password, and what sweeps the engine when the tour ends. Fields drop in
/// this order: the sweeper stops containers whose image the registry may hold.
pub(crate) struct TourRegistry {
    _sweeper: Leashed,
    _program: Option<Registry>,
    sweep: Sweep,
    password: String,
}

impl TourRegistry {
    /// Starts it on a loopback port. `pulled` is an image that somebody pulled for the tour.
    pub(crate) fn put_up(docker: &Docker, folder: &Path, pulled: Option<String>) -> Result<Self> {
        narrator::heading("Start a registry with a password");
        let password = password()?;
        let image = image(docker)?;
        let mut sweep = Sweep {
            endpoint: docker.endpoint().to_owned(),
            registry: String::new(),
            container: None,
            pulled: pulled.or_else(|| image.was_pulled().then(|| IMAGE.to_owned())),
        };
        let registry = if image == Image::Unavailable {
            narrator::say(&format!(
                "The image {IMAGE} cannot be had here; Debian's docker-registry is used instead."
            ));
            Self::from_program(folder, sweep, password)?
        } else {
            let port = port_or_free(5055)?;
            sweep.registry = format!("127.0.0.1:{port}");
            sweep.container = Some(format!("slipway-tour-registry-{port}"));
            Self::from_image(docker, folder, sweep, password)?
        };
        narrator::say(&format!("It answers at {}.", registry.address()));
        Ok(registry)
    }

    /// `address:port`.
    pub(crate) fn address(&self) -> &str {
        &self.sweep.registry
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
        let address = self.address();
        let name = format!("{address}/{BASE}");
        narrator::say("Its files, busybox under the names of its programs, come through a pipe.");
        let local = narrator::timed(&shell_words("docker", &BASE_IMPORT), || busybox_image(docker))?;
        narrator::timed(&format!("docker login --username {USER} --password-stdin {address}"), || {
            docker.log_in(address, USER, &self.password)
        })?;
        for words in [&["tag", local, &name][..], &["push", "--quiet", &name], &["logout", address]] {
            shown(docker, words)?;
        }
        Ok(())
    }

    /// Sweeps the engine and ends the registry.
    pub(crate) fn take_down(self) {
        narrator::timed(&self.sweep.commands().join("\n$ "), || drop(self));
    }

    fn from_image(docker: &Docker, folder: &Path, sweep: Sweep, password: String) -> Result<Self> {
        let sweeper = sweep.start(folder)?;
        run_image(docker, folder, &password, &sweep)?;
        Ok(Self { _sweeper: sweeper, _program: None, sweep, password })
    }

    fn from_program(folder: &Path, mut sweep: Sweep, password: String) -> Result<Self> {
        let options =
            RegistryOptions { tls: false, login: Some((USER.to_owned(), password.clone())), tokens: false };
        let since = Instant::now();
        let program = Registry::on_loopback(&options)?;
        narrator::command(program.command().unwrap_or_default());
        narrator::took(since.elapsed());
        sweep.registry = program.address().to_owned();
        let sweeper = sweep.start(folder)?;
        Ok(Self { _sweeper: sweeper, _program: Some(program), sweep, password })
    }
}

/// Runs `docker WORDS` in full view.
fn shown(docker: &Docker, words: &[&str]) -> Result<()> {
    narrator::timed(&shell_words("docker", words), || docker.run(words)).map(drop)
}

fn password() -> Result<String> {
    let mut bytes = [0; 12];
    File::open("/dev/urandom")
        .and_then(|mut random| random.read_exact(&mut bytes))
        .map_err(|error| TestkitError::new(format!("making a password: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// How the registry's image came to be on the engine.
#[derive(PartialEq)]
enum Image {
    WasThere,
    Pulled,
    Unavailable,
}

impl Image {
    fn was_pulled(&self) -> bool {
        *self == Self::Pulled
    }
}

/// Pulled within half a minute, or not at all.
fn image(docker: &Docker) -> Result<Image> {
    if docker.try_run(&["image", "inspect", IMAGE])?.code == 0 {
        return Ok(Image::WasThere);
    }
    let pull = ["pull", "--quiet", IMAGE];
    let pulled = narrator::timed(&shell_words("docker", &pull), || {
        finish(docker.command(&pull), Duration::from_secs(30))
    });
    let came = pulled.is_ok_and(|finished| finished.code == 0);
    Ok(if came { Image::Pulled } else { Image::Unavailable })
}

fn run_image(docker: &Docker, folder: &Path, password: &str, sweep: &Sweep) -> Result<()> {
    let file = folder.join("htpasswd");
    write_password_file(&file, USER, password)?;
    let name = sweep.container.as_deref().unwrap_or_default();
    let published = format!("{}:5000", sweep.registry);
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
        IMAGE,
    ];
    shown(docker, &words)?;
    // Copied rather than mounted: the engine may run on another file system than ours.
    shown(docker, &["cp", &file.to_string_lossy(), &format!("{name}:/etc/htpasswd")])?;
    shown(docker, &["start", name])?;
    for _ in 0..200 {
        if TcpStream::connect(&sweep.registry).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(TestkitError::new(format!("the registry did not answer at {} within 10 s", sweep.registry)))
}
