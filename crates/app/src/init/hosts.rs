//! What a host says of itself before it is part of a configuration.

use std::time::Duration;

use slipway_domain::platform::Platform;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{Command, Hosts};
use slipway_importers::HeardHost;

/// Asks for the platform and the compose projects. Changes nothing on the host.
const SCRIPT: &str = r#"echo "machine $(uname -s)/$(uname -m)"
docker version --format 'engine {{.Server.Os}}/{{.Server.Arch}}' 2>/dev/null
docker ps -a --filter label=com.docker.compose.project --format \
  'project {{.Label "com.docker.compose.project"}} {{.Label "com.docker.compose.project.working_dir"}}' 2>/dev/null
true
"#;

/// Asks a host, which may take `patience` to answer once it is reached.
pub(super) async fn ask(hosts: &dyn Hosts, address: &str, patience: Duration) -> Result<HeardHost, Problem> {
    let ran = hosts.host(address).await?.run(Command::new(SCRIPT).limit(patience)).await?;
    Ok(heard(&ran.out()))
}

/// Reads the answer. The engine's own platform counts more than the machine's.
fn heard(answer: &str) -> HeardHost {
    let mut heard = HeardHost::default();
    for line in answer.lines() {
        match line.split_once(' ') {
            Some(("engine", platform)) => heard.platform = Some(platform.to_owned()),
            Some(("machine", machine)) => heard.platform = heard.platform.or(platform(machine)),
            Some(("project", project)) => {
                let (name, folder) = project.split_once(' ').unwrap_or((project, ""));
                let pair = (name.to_owned(), folder.to_owned());
                if !folder.is_empty() && !heard.projects.contains(&pair) {
                    heard.projects.push(pair);
                }
            }
            _ => {}
        }
    }
    heard
}

fn platform(machine: &str) -> Option<String> {
    Platform::of_machine(machine).map(|own| own.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_counts_more_than_the_machine() {
        let all =
            heard("machine Linux/x86_64\nengine linux/arm64\nproject shop /srv/a b\nproject shop /srv/a b\n");
        assert_eq!(all.platform.as_deref(), Some("linux/arm64"));
        assert_eq!(all.projects, [("shop".to_owned(), "/srv/a b".to_owned())]);
        assert_eq!(heard("machine Linux/aarch64\n").platform.as_deref(), Some("linux/arm64"));
        assert_eq!(heard("machine Darwin/arm64\nproject x \n").platform, None);
    }
}
