//! Real hosts of a test.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use slipway_ssh::{LocalHost, SshHosts, SshSettings};

/// Real hosts over `ssh -F`; this machine has another home and engine.
pub fn hosts(runtime: &Path, config: &Path, home: &Path, docker: &str) -> Arc<SshHosts> {
    hosts_on_path(runtime, config, home, docker, &std::env::var_os("PATH").unwrap())
}

/// The same with a PATH of its own.
pub fn hosts_on_path(
    runtime: &Path,
    config: &Path,
    home: &Path,
    docker: &str,
    path: &OsStr,
) -> Arc<SshHosts> {
    let path = path.to_owned();
    let here = vec![
        ("HOME".into(), home.as_os_str().to_owned()),
        ("PATH".into(), path.clone()),
        ("DOCKER_HOST".into(), docker.into()),
    ];
    let environment = vec![("PATH".into(), path), ("HOME".into(), runtime.as_os_str().to_owned())];
    let settings = SshSettings {
        config: Some(config.to_owned()),
        connect_timeout: Duration::from_secs(3),
        alive_interval: Duration::from_secs(1),
        ..SshSettings::new(runtime, environment)
    };
    Arc::new(SshHosts::new(settings, LocalHost::new(here)))
}
