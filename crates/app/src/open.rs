//! Opens a project with real ports.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use slipway_build::BuildKit;
use slipway_credentials::{Credentials, Variables};
use slipway_docker::DockerEngines;
use slipway_domain::config::Config;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::claims::Claims;
use slipway_engine::ports::{Clock, Events, Executor, Source, TlsSettings};
use slipway_engine::project::Project;
use slipway_engine::runner::{Author, Runner};
use slipway_engine::steps::gate::Gatekeeper;
use slipway_engine::steps::{basis, build, gate, job, push, tag, wait};
use slipway_hosts::{Files, Kit};
use slipway_registry::OciRegistries;
use slipway_ssh::{LocalHost, Person, SshHosts, SshSettings, allowed_environment};
use slipway_store::Store;
use slipway_web::WebClient;

use crate::clock::SystemClock;
use crate::configuration::{Checkout, checkout};
use crate::kill_switch::KillAt;
use crate::surroundings::Here;
use crate::targets::ProjectTargets;
use crate::{device, directories};

/// What a program says when it opens a project.
pub struct Options {
    /// A folder in the repository.
    pub folder: PathBuf,
    /// Where data is kept; the platform's directory if `None`.
    pub data_directory: Option<PathBuf>,
    /// Whether ssh may ask on the terminal; `events` hears when it does.
    pub interactive: bool,
    /// Who is told what happens.
    pub events: Arc<dyn Events>,
}

/// How many steps are under way at the most.
const PARALLEL: usize = 12;
/// How long a place that cannot be observed is asked again.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens the project around a folder.
pub async fn open(options: Options) -> Result<Project, Problem> {
    // The one TLS provider of the process; a second call finds it installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let data = directories::data_directory(options.data_directory)?;
    // Programs take long to start, so git is asked everything at once.
    let (checkout, store, actor) =
        futures::join!(checkout(&options.folder), Store::open(&data), slipway_git::person(&options.folder));
    let (Checkout { source, config, .. }, store, actor) = (checkout?, store?, actor?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let secrets = Arc::new(Credentials::new(Variables::of_process()));
    let person = options.interactive.then(|| options.events.clone());
    let hosts = Arc::new(SshHosts::new(ssh_settings(&data, person), local_host()));
    let engines = Arc::new(DockerEngines::new(Arc::new(Here), hosts.clone()));
    let tls = tls_settings(&config, Path::new(source.root()))?;
    let registries = Arc::new(OciRegistries::new(secrets.clone(), slipway_registry::Settings::new(tls)));
    let web = Arc::new(WebClient::new(authorities(&config, Path::new(source.root()))?)?);
    let kit = Kit::new(hosts, engines.clone(), secrets.clone(), clock.clone(), registries.clone());
    let targets = Arc::new(ProjectTargets::new(&config, &kit));
    let gates = Arc::new(Gatekeeper { ledger: store.ledger(), clock: clock.clone() });
    let builder = Arc::new(builder(engines.clone(), source.clone(), secrets.clone()));
    let mut executors: BTreeMap<String, Arc<dyn Executor>> = BTreeMap::new();
    let mut add = |name: &str, executor: Arc<dyn Executor>| executors.insert(name.to_owned(), executor);
    add(
        build::NAME,
        Arc::new(build::BuildExecutor {
            builder,
            engines: engines.clone(),
            secrets: secrets.clone(),
            clock: clock.clone(),
        }),
    );
    add(
        push::NAME,
        Arc::new(push::PushExecutor {
            engines: engines.clone(),
            registries: registries.clone(),
            secrets: secrets.clone(),
            claims: Claims { locks: store.locks(), clock: clock.clone() },
            ledger: store.ledger(),
        }),
    );
    add(tag::NAME, Arc::new(tag::TagExecutor { registries: registries.clone() }));
    add(
        job::NAME,
        Arc::new(job::JobExecutor {
            engines: engines.clone(),
            source: source.clone(),
            artifacts: store.artifacts(),
            secrets: secrets.clone(),
        }),
    );
    add(gate::NAME, Arc::new(gate::GateExecutor { keeper: gates.clone() }));
    add(wait::NAME, Arc::new(wait::WaitExecutor { ledger: store.ledger() }));
    add(basis::NAME, Arc::new(basis::BasisExecutor { targets: targets.clone() }));
    add(slipway_hosts::HOSTS, Arc::new(slipway_hosts::Locker::new(kit.clone())));
    add(slipway_hosts::TIDY, Arc::new(slipway_hosts::Tidier { kit: kit.clone() }));
    add(slipway_hosts::VERIFY, Arc::new(slipway_hosts::Verifier { kit: kit.clone(), web }));
    let files = Files { source: source.clone(), artifacts: store.artifacts() };
    add(
        slipway_compose::EXECUTOR,
        Arc::new(slipway_compose::ComposeExecutor::new(kit.clone(), files.clone())),
    );
    add(slipway_container::EXECUTOR, Arc::new(slipway_container::ContainerExecutor::new(kit.clone())));
    add(slipway_script::EXECUTOR, Arc::new(slipway_script::ScriptExecutor::new(kit, files)));
    let runner = Arc::new(Runner {
        clock: clock.clone(),
        ledger: store.ledger(),
        locks: store.locks(),
        logs: store.logs(),
        events: options.events.clone(),
        secrets: secrets.clone(),
        executors,
        kill: Arc::new(KillAt::from_environment()),
        parallel: PARALLEL,
        patience: PATIENCE,
    });
    Ok(Project {
        policy: Arc::new(config),
        author: Author { actor, device: device::name() },
        clock,
        ledger: store.ledger(),
        logs: store.logs(),
        events: options.events,
        source,
        artifacts: store.artifacts(),
        registries,
        engines,
        secrets,
        targets,
        gates,
        runner,
    })
}

/// How `ssh` is called. It may ask on the terminal that `person` looks at, if one is given.
pub(crate) fn ssh_settings(data: &Path, person: Option<Arc<dyn Events>>) -> SshSettings {
    let environment = allowed_environment(std::env::vars_os());
    let config = std::env::var_os("SLIPWAY_SSH_CONFIG").filter(|value| !value.is_empty()).map(PathBuf::from);
    let person = person.map(Person::new);
    SshSettings { config, person, ..SshSettings::new(data.join("run"), environment) }
}

pub(crate) fn local_host() -> LocalHost {
    let docker = ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"];
    let told = docker.iter().filter_map(|name| Some(((*name).into(), std::env::var_os(name)?)));
    LocalHost::new(allowed_environment(std::env::vars_os()).into_iter().chain(told).collect())
}

fn builder(engines: Arc<DockerEngines>, source: Arc<dyn Source>, secrets: Arc<Credentials>) -> BuildKit {
    let dial = Arc::new(move || {
        let engines = engines.clone();
        async move { engines.dial_here().await }.boxed()
    });
    let proxies = slipway_build::proxies(|name| std::env::var(name).ok());
    BuildKit::new(dial, source, secrets, proxies)
}

/// What `registries` of the policy says of trust.
fn tls_settings(policy: &Config, root: &Path) -> Result<BTreeMap<String, TlsSettings>, Problem> {
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
