//! A laptop with the sample service, a registry with a password, and hosts.

use std::path::Path;

use crate::base_image::{BASE_IMAGE, busybox_image};
use crate::error::Result;
use crate::host::Host;
use crate::laptop::Laptop;
use crate::network::Network;
use crate::registry::{Registry, RegistryOptions};
use crate::repository::Repository;
use crate::sample::{HEALTH_SELDOM, Sample, SampleValues};

/// Everything that a release needs. The hosts are called `host-1` and so on.
#[derive(Debug)]
pub struct Stage {
    /// Where releases go.
    pub hosts: Vec<Host>,
    /// Where images go.
    pub registry: Registry,
    /// Where `slipway` runs.
    pub laptop: Laptop,
    /// The sample service, with one commit on `develop`.
    pub repository: Repository,
    /// What connects them.
    pub network: Network,
}

impl Stage {
    /// A stage with so many hosts: sandbox has the first half of them and production the second (one host
    /// serves both). `programs` is the folder that holds `slipway`; without one it is the folder of the
    /// test's own program. Needs root.
    pub fn put_up(hosts: u8, options: &RegistryOptions, programs: Option<&Path>) -> Result<Self> {
        let network = Network::start()?;
        let registry = network.registry(options)?;
        let hosts = network.hosts(hosts)?;
        let mut laptop = match programs {
            Some(folder) => network.laptop_running("laptop", folder)?,
            None => network.laptop()?,
        };
        if options.login.is_some() {
            laptop.use_registry(&registry);
        }
        busybox_image(laptop.docker())?;
        registry.push(laptop.docker(), BASE_IMAGE, "recipes/base:1")?;
        let repository = laptop.repository()?;
        let names: Vec<String> = hosts.iter().map(|host| host.name().to_owned()).collect();
        let (first, second) = names.split_at(names.len().div_ceil(2));
        let second = if second.is_empty() { first } else { second };
        let values = SampleValues {
            registry_settings: if options.tls { "{}" } else { "{ insecure: true }" }.to_owned(),
            hosts: [first.to_vec(), second.to_vec()],
            health: HEALTH_SELDOM,
            ..SampleValues::for_registry(registry.address())
        };
        Sample::recipes().copy_to(repository.folder(), &values)?;
        repository.git(&["checkout", "--quiet", "-B", "develop"])?;
        repository.commit("Begin")?;
        Ok(Self { hosts, registry, laptop, repository, network })
    }
}
