//! The real things behind the ports of one project.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use slipway_credentials::{Credentials, Reached, Variables};
use slipway_docker::DockerEngines;
use slipway_domain::config::Config;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Clock, Confirmation, NobodyToAsk, Source};
use slipway_engine::steps::gate::Gatekeeper;
use slipway_git::GitSource;
use slipway_hosts::Kit;
use slipway_registry::{OciRegistries, TlsSettings};
use slipway_sealed::SealedSecrets;
use slipway_ssh::{LocalHost, Person, PrivateKeys, SshHosts, SshSettings, allowed_environment};
use slipway_store::Store;
use slipway_web::WebClient;

use crate::clock::SystemClock;
use crate::cloud::Cloud;
use crate::git_tokens::GitTokens;
use crate::kept::Kept;
use crate::logins::Logins;
use crate::surroundings::Here;
use crate::targets::ProjectTargets;

/// Where in the data directory sockets lie.
const RUN: &str = "run";

/// What executors and commands work with.
pub(crate) struct Parts {
    pub source: Arc<GitSource>,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub secrets: Arc<Credentials>,
    pub logins: Arc<Logins>,
    pub cloud: Cloud,
    pub engines: Arc<DockerEngines>,
    pub registries: Arc<OciRegistries>,
    pub background_registries: Arc<OciRegistries>,
    pub web: Arc<WebClient>,
    pub kit: Arc<Kit>,
    pub targets: Arc<ProjectTargets>,
    pub gates: Arc<Gatekeeper>,
}

impl Parts {
    /// What a policy needs. ssh may ask the `person`, and `confirmation` is asked whether credentials may
    /// be used.
    pub fn of(
        config: &Config,
        source: Arc<GitSource>,
        kept: &Kept,
        person: Option<Person>,
        confirmation: Arc<dyn Confirmation>,
    ) -> Result<Self, Problem> {
        let store = kept.store().clone();
        let root = Path::new(source.root());
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let cloud = Cloud::of(config, kept.wallet(), confirmation.clone());
        let hosts = environments_of_hosts(config);
        let secrets = Credentials::new(Variables::of_process())
            .with_keychain(kept.wallet(), Some(&config.project), confirmation)
            .reaching(reached(&hosts))
            .with_sealed(Arc::new(SealedSecrets::new(source.clone())));
        let secrets = Arc::new(secrets);
        source.reach_remotes_with(Arc::new(GitTokens::new(&secrets, &kept.folder().join(RUN))));
        let keys = PrivateKeys::new(secrets.clone(), hosts);
        let (hosts, engines) = hosts_and_engines(kept, person, Some(keys));
        let settings = slipway_registry::Settings::new(tls_settings(config, root)?);
        let logins = Arc::new(Logins::new(secrets.clone(), cloud.host.clone()));
        let background_registries = Arc::new(background_registries(config, kept, settings.clone()));
        let registries = Arc::new(OciRegistries::new(logins.clone(), settings));
        let web = Arc::new(WebClient::new(authorities(config, root)?)?);
        let kit = Kit::new(hosts, engines.clone(), logins.clone(), clock.clone(), registries.clone());
        let targets = Arc::new(ProjectTargets::new(config, &kit));
        let gates = Arc::new(Gatekeeper { ledger: store.ledger(), clock: clock.clone() });
        Ok(Self {
            source,
            store,
            clock,
            secrets,
            logins,
            cloud,
            engines,
            registries,
            background_registries,
            web,
            kit,
            targets,
            gates,
        })
    }
}

/// Registries for what is done while nobody waits for it: nobody is asked whether a login may be used, and a keychain that
/// is locked shows no prompt.
fn background_registries(
    config: &Config,
    kept: &Kept,
    settings: slipway_registry::Settings,
) -> OciRegistries {
    let (wallet, nobody) = (kept.wallet_in_the_background(), Arc::new(NobodyToAsk));
    let cloud = Cloud::of(config, wallet.clone(), nobody.clone());
    let secrets = Credentials::new(Variables::of_process());
    let secrets = Arc::new(secrets.with_keychain(wallet, Some(&config.project), nobody));
    OciRegistries::new(Arc::new(Logins::new(secrets, cloud.host)), settings)
}

/// In which environments each host is, by its address as it is connected to.
fn environments_of_hosts(config: &Config) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, environment) in &config.environments {
        for host in environment.target.hosts() {
            found.entry(host.to_string()).or_default().push(name.clone());
        }
    }
    found
}

/// The environments that have hosts, each with those that share one with it.
fn reached(hosts: &BTreeMap<String, Vec<String>>) -> Reached {
    let mut reached = Reached::new();
    for environments in hosts.values() {
        for one in environments {
            reached.entry(one.clone()).or_default().extend(environments.iter().cloned());
        }
    }
    reached
}

/// The hosts, and the engines of this laptop and of theirs. Hosts are offered the `keys` that are credentials. ssh may ask
/// the `person`.
pub(crate) fn hosts_and_engines(
    kept: &Kept,
    person: Option<Person>,
    keys: Option<PrivateKeys>,
) -> (Arc<SshHosts>, Arc<DockerEngines>) {
    let docker = kept.docker();
    let local = local_host(docker.as_deref());
    let settings = SshSettings { keys, ..ssh_settings(kept.folder(), person) };
    let hosts = Arc::new(SshHosts::new(settings, local));
    let engines = Arc::new(DockerEngines::new(Arc::new(Here { docker }), hosts.clone()));
    (hosts, engines)
}

/// Installs the one TLS provider of the process; a second call finds it installed already.
pub(crate) fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// How `ssh` is called. It may ask the `person`, if one is given.
pub(crate) fn ssh_settings(data: &Path, person: Option<Person>) -> SshSettings {
    let environment = allowed_environment(std::env::vars_os());
    let config = std::env::var_os("SLIPWAY_SSH_CONFIG").filter(|value| !value.is_empty()).map(PathBuf::from);
    SshSettings { config, person, ..SshSettings::new(data.join(RUN), environment) }
}

/// This machine. Its docker command goes to the engine whose address is `chosen`, or to the one that it finds.
pub(crate) fn local_host(chosen: Option<&str>) -> LocalHost {
    let told = std::env::vars_os().filter(|(name, _)| is_docker_s(name, chosen.is_some()));
    let chosen = chosen.map(|address| ("DOCKER_HOST".into(), address.into()));
    let environment = allowed_environment(std::env::vars_os()).into_iter();
    LocalHost::new(environment.chain(told).chain(chosen).collect())
}

/// What the docker command goes by. A context would go before a chosen address.
fn is_docker_s(name: &OsStr, is_chosen: bool) -> bool {
    let finds = ["DOCKER_HOST", "DOCKER_CONTEXT"].iter().any(|known| name == *known);
    let ever = ["DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"].iter().any(|known| name == *known);
    ever || (finds && !is_chosen)
}

/// What `registries` of the policy says of trust.
pub(crate) fn tls_settings(policy: &Config, root: &Path) -> Result<BTreeMap<String, TlsSettings>, Problem> {
    let one = |(name, registry): (&String, &slipway_domain::config::Registry)| {
        let whose = || format!("of registry {name}");
        let ca = registry.ca.as_ref().map(|path| certificate(root, path, &whose())).transpose()?;
        Ok((name.clone(), TlsSettings { ca, insecure: registry.insecure }))
    };
    policy.registries.iter().map(one).collect()
}

/// The files that `ca` in `verify` of the policy names.
fn authorities(policy: &Config, root: &Path) -> Result<BTreeMap<String, Bytes>, Problem> {
    let checks = policy.environments.values().flat_map(|environment| &environment.verify);
    let named = checks.filter_map(|check| check.ca.as_ref());
    named.map(|path| Ok((path.clone(), certificate(root, path, "that `verify` trusts")?))).collect()
}

/// A certificate's file in the checkout.
fn certificate(root: &Path, path: &str, whose: &str) -> Result<Bytes, Problem> {
    std::fs::read(root.join(path)).map(Into::into).map_err(|error| {
        let message = format!("the certificate {path} {whose} cannot be read: {error}");
        Problem::new(Code::FileFailed, message).hint("`ca` in slipway.yml names it")
    })
}
