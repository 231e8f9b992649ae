//! What carries the steps of plans out, by the names that plans know.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::FutureExt;
use slipway_build::BuildKit;
use slipway_engine::claims::Claims;
use slipway_engine::ports::Executor;
use slipway_engine::steps::{Held, basis, build, gate, job, leaks, push, repository, tag, wait};
use slipway_hosts::Files;
use slipway_leaks::LeakRules;

use crate::parts::Parts;

type Named = (&'static str, Arc<dyn Executor>);

/// All of them.
pub(crate) fn executors(parts: &Parts) -> BTreeMap<String, Arc<dyn Executor>> {
    let all = of_runs(parts).into_iter().chain(of_operations(parts)).chain(of_hosts(parts));
    all.map(|(name, executor)| (name.to_owned(), executor)).collect()
}

/// Jobs and images.
fn of_runs(parts: &Parts) -> [Named; 6] {
    let (engines, secrets) = (parts.engines.clone(), parts.logins.clone());
    let build = build::BuildExecutor {
        builder: Arc::new(builder(parts)),
        engines: engines.clone(),
        variables: parts.secrets.clone(),
        clock: parts.clock.clone(),
        held: Held::default(),
    };
    let leaks = leaks::LeaksExecutor {
        engines: engines.clone(),
        source: parts.source.clone(),
        memory: parts.store.memory(),
        leaks: Arc::new(LeakRules),
    };
    let push = push::PushExecutor {
        engines: engines.clone(),
        registries: parts.registries.clone(),
        secrets: secrets.clone(),
        claims: Claims { locks: parts.store.locks(), clock: parts.clock.clone() },
        memory: parts.store.memory(),
        host: parts.cloud.host.clone(),
    };
    let repository = repository::RepositoryExecutor { host: parts.cloud.host.clone() };
    let tag = tag::TagExecutor { registries: parts.registries.clone(), ledger: parts.store.ledger() };
    let job = job::JobExecutor {
        engines,
        source: parts.source.clone(),
        artifacts: parts.store.artifacts(),
        secrets,
        logs: parts.store.logs(),
        held: Held::default(),
    };
    [
        (build::NAME, Arc::new(build)),
        (repository::NAME, Arc::new(repository)),
        (leaks::NAME, Arc::new(leaks)),
        (push::NAME, Arc::new(push)),
        (tag::NAME, Arc::new(tag)),
        (job::NAME, Arc::new(job)),
    ]
}

/// Conditions, which know no target.
fn of_operations(parts: &Parts) -> [Named; 3] {
    [
        (gate::NAME, Arc::new(gate::GateExecutor { keeper: parts.gates.clone() })),
        (wait::NAME, Arc::new(wait::WaitExecutor { ledger: parts.store.ledger() })),
        (basis::NAME, Arc::new(basis::BasisExecutor { targets: parts.targets.clone() })),
    ]
}

/// What is done on hosts, and each kind of target's own.
fn of_hosts(parts: &Parts) -> [Named; 6] {
    let kit = || parts.kit.clone();
    let files = Files { source: parts.source.clone(), artifacts: parts.store.artifacts() };
    let verifier = slipway_hosts::Verifier { kit: kit(), web: parts.web.clone() };
    [
        (slipway_hosts::HOSTS, Arc::new(slipway_hosts::Locker::new(kit()))),
        (slipway_hosts::TIDY, Arc::new(slipway_hosts::Tidier { kit: kit() })),
        (slipway_hosts::VERIFY, Arc::new(verifier)),
        (slipway_compose::EXECUTOR, Arc::new(slipway_compose::ComposeExecutor::new(kit(), files.clone()))),
        (slipway_container::EXECUTOR, Arc::new(slipway_container::ContainerExecutor::new(kit()))),
        (slipway_script::EXECUTOR, Arc::new(slipway_script::ScriptExecutor::new(kit(), files))),
    ]
}

fn builder(parts: &Parts) -> BuildKit {
    let engines = parts.engines.clone();
    let dial = Arc::new(move || {
        let engines = engines.clone();
        async move { engines.dial_here().await }.boxed()
    });
    let proxies = slipway_build::proxies(|name| std::env::var(name).ok());
    BuildKit::new(dial, parts.source.clone(), parts.logins.clone(), proxies)
}
