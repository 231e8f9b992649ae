//! The sample service of `examples/`, copied and fitted to what a test has put up.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Doing, Result, TestkitError};

/// A service of `examples/`.
#[derive(Debug, Clone)]
pub struct Sample {
    folder: PathBuf,
}

/// What differs between the sample as it is shipped and a test's copy of it.
#[derive(Debug, Clone)]
pub struct SampleValues {
    /// `address:port` of the registry.
    pub registry: String,
    /// What `slipway.yml` says about the registry, as a YAML flow mapping.
    pub registry_settings: String,
    /// The hosts of sandbox and of production, as SSH aliases.
    pub hosts: [Vec<String>; 2],
    /// The published port of sandbox and of production.
    pub ports: [u16; 2],
    /// How Docker looks after its containers, as words of HEALTHCHECK.
    pub health: &'static str,
}

const REGISTRY: &str = "127.0.0.1:5055";
const REGISTRY_SETTINGS: &str = "{ insecure: true }";
const HOSTS: [&str; 2] = ["hosts: [host-1]", "hosts: [host-2]"];
const PORTS: [&str; 2] = ["8081", "8082"];
/// Looked after as the shipped sample is, each second.
pub const HEALTH_OFTEN: &str = "--interval=1s --timeout=2s --retries=5";
/// Each look costs a tenth of a second of processor, whatever it runs: once a second, the containers of a few tests
/// side by side keep a processor busy.
pub const HEALTH_SELDOM: &str = "--interval=3s --timeout=2s --retries=3";

impl SampleValues {
    /// The values of the sample as it is shipped, for `registry`.
    pub fn for_registry(registry: &str) -> Self {
        Self {
            registry: registry.to_owned(),
            registry_settings: REGISTRY_SETTINGS.to_owned(),
            hosts: [vec!["host-1".to_owned()], vec!["host-2".to_owned()]],
            ports: [8081, 8082],
            health: HEALTH_OFTEN,
        }
    }
}

impl Sample {
    /// The recipes service: one image, one unmanaged neighbour, two environments.
    pub fn recipes() -> Self {
        Self { folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/recipes") }
    }

    /// Copies the sample's files into `folder`, fitted to `values`.
    pub fn copy_to(&self, folder: &Path, values: &SampleValues) -> Result<()> {
        copy(&self.folder, folder)?;
        for file in ["Dockerfile", "docker-compose.yml", "slipway.yml"] {
            replace(&folder.join(file), REGISTRY, &values.registry)?;
        }
        replace(&folder.join("Dockerfile"), HEALTH_OFTEN, values.health)?;
        let configuration = folder.join("slipway.yml");
        replace(&configuration, REGISTRY_SETTINGS, &values.registry_settings)?;
        // Through marks, so that one environment's new value is never taken for the other's.
        for (number, shipped) in PORTS.iter().chain(&HOSTS).enumerate() {
            replace(&configuration, shipped, &format!("<{number}>"))?;
        }
        let ports = values.ports.iter().map(u16::to_string);
        let hosts = values.hosts.iter().map(|hosts| format!("hosts: [{}]", hosts.join(", ")));
        for (number, value) in ports.chain(hosts).enumerate() {
            replace(&configuration, &format!("<{number}>"), &value)?;
        }
        Ok(())
    }
}

fn replace(file: &Path, from: &str, to: &str) -> Result<()> {
    let text = fs::read_to_string(file).doing(|| format!("reading {}", file.display()))?;
    if !text.contains(from) {
        return Err(TestkitError::new(format!("{} does not hold {from:?}", file.display())));
    }
    fs::write(file, text.replace(from, to)).doing(|| format!("writing {}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).doing(|| format!("creating {}", to.display()))?;
    for entry in fs::read_dir(from).doing(|| format!("listing {}", from.display()))? {
        let entry = entry.doing(|| format!("listing {}", from.display()))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).doing(|| format!("copying {}", source.display()))?;
        }
    }
    Ok(())
}
