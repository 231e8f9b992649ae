//! Creating, starting, stopping and removing containers, and waiting for their end.

use std::collections::HashMap;
use std::time::Duration;

use bollard::errors::Error;
use bollard::models::{
    ContainerCreateBody, ContainerStateStatusEnum, EndpointSettings, HostConfig, NetworkingConfig,
    PortBinding, RestartPolicy, RestartPolicyNameEnum,
};
use bollard::query_parameters::{
    CreateContainerOptions, RemoveContainerOptions, RenameContainerOptions, RestartContainerOptions,
    StartContainerOptions, StopContainerOptions, WaitContainerOptions,
};
use futures::StreamExt;
use serde_json::json;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::ContainerSpec;

use crate::engine::{DockerEngine, LONGEST_QUESTION, LONGEST_REMOVAL, odd_answer};
use crate::failure::{answer, missing};

/// How often a container that has not started yet is looked at.
const NOT_STARTED_YET: Duration = Duration::from_millis(500);

/// How often, and how many times, a container that someone else removes is looked at.
const BEING_REMOVED: (Duration, u32) = (Duration::from_millis(100), 100);

impl DockerEngine {
    pub(crate) async fn create_container(&self, spec: ContainerSpec) -> Result<String, Problem> {
        let name = spec.name.clone();
        let options = CreateContainerOptions { name: Some(name.clone()), ..Default::default() };
        let body = body(spec).map_err(|what| Problem::new(Code::Usage, what))?;
        let created = self.carry(|docker| async move { docker.create_container(Some(options), body).await });
        created.await?.map(|created| created.id).map_err(|error| {
            let problem = self.problem(format!("create the container {name}"), &error);
            match answer(&error) {
                Some((409, _)) => problem
                    .details(json!({ "status": 409, "conflict": true }))
                    .hint(format!("`docker ps -a --filter name={name}` shows which container has the name")),
                _ => problem,
            }
        })
    }

    pub(crate) async fn start_container(&self, name: &str) -> Result<(), Problem> {
        let own = name.to_owned();
        let started = self
            .carry(|docker| async move { docker.start_container(&own, None::<StartContainerOptions>).await });
        started.await?.map_err(|error| self.problem(format!("start the container {name}"), &error))
    }

    pub(crate) async fn stop_container(&self, name: &str, grace: u32) -> Result<(), Problem> {
        self.settled().await?;
        let options = StopContainerOptions { t: Some(seconds(grace)), signal: None };
        // What it is given to end by itself, and then no longer than a question.
        let longest = Duration::from_secs(grace.into()) + LONGEST_QUESTION;
        match self.within(longest, self.docker.stop_container(name, Some(options))).await {
            Err(error) if !missing(&error) => Err(self.problem(format!("stop the container {name}"), &error)),
            _ => Ok(()),
        }
    }

    pub(crate) async fn remove_container(&self, name: &str, volumes: bool) -> Result<(), Problem> {
        self.settled().await?;
        let options = RemoveContainerOptions { force: true, v: volumes, link: false };
        match self.within(LONGEST_REMOVAL, self.docker.remove_container(name, Some(options))).await {
            Err(error) if being_removed(&error) => self.wait_until_gone(name).await,
            Err(error) if !missing(&error) => {
                Err(self.problem(format!("remove the container {name}"), &error))
            }
            _ => Ok(()),
        }
    }

    async fn wait_until_gone(&self, name: &str) -> Result<(), Problem> {
        let (pause, times) = BEING_REMOVED;
        for _ in 0..times {
            if self.inspect(name).await?.is_none() {
                return Ok(());
            }
            tokio::time::sleep(pause).await;
        }
        let message = format!("The container {name} is being removed by someone else and does not go away.");
        Err(Problem::new(Code::EngineFailed, message).hint("`docker ps -a` shows its state"))
    }

    pub(crate) async fn rename_container(&self, name: &str, to: &str) -> Result<(), Problem> {
        let (own, options) = (name.to_owned(), RenameContainerOptions { name: to.to_owned() });
        let renamed = self.carry(|docker| async move { docker.rename_container(&own, options).await });
        renamed.await?.map_err(|error| self.problem(format!("rename the container {name} to {to}"), &error))
    }

    pub(crate) async fn restart_container(&self, name: &str, grace: u32) -> Result<(), Problem> {
        let options = RestartContainerOptions { t: Some(seconds(grace)), signal: None };
        let own = name.to_owned();
        let restarted =
            self.carry(|docker| async move { docker.restart_container(&own, Some(options)).await });
        restarted.await?.map_err(|error| self.problem(format!("restart the container {name}"), &error))
    }

    /// May be called before the container starts: then it waits for its first end. An engine counts a container
    /// that was only created as ended, so that case is looked at again and again until it runs.
    pub(crate) async fn wait_for_end(&self, name: &str) -> Result<i64, Problem> {
        loop {
            let details = self.inspect(name).await?.ok_or_else(|| no_such_container(name))?;
            let state = details.state.unwrap_or_default();
            use ContainerStateStatusEnum as S;
            match state.status.unwrap_or(S::EMPTY) {
                S::EXITED | S::DEAD => return Ok(state.exit_code.unwrap_or_default()),
                S::CREATED => {
                    // Registered before the start, this answers at the end at once; the pause covers a start
                    // and end between looking and registering.
                    let next = tokio::time::timeout(NOT_STARTED_YET, self.ended(name, "next-exit")).await;
                    if let Ok(code) = next {
                        return code;
                    }
                }
                _ => return self.ended(name, "not-running").await,
            }
        }
    }

    async fn ended(&self, name: &str, condition: &str) -> Result<i64, Problem> {
        let options = WaitContainerOptions { condition: condition.to_owned() };
        let mut answers = self.docker.wait_container(name, Some(options));
        match answers.next().await {
            Some(Ok(answer)) => Ok(answer.status_code),
            Some(Err(Error::DockerContainerWaitError { code, .. })) => Ok(code),
            Some(Err(error)) => Err(self.problem(format!("wait for the container {name}"), &error)),
            None => Err(odd_answer(&self.endpoint, "waiting for a container ended without its exit code")),
        }
    }
}

fn no_such_container(name: &str) -> Problem {
    Problem::new(Code::EngineFailed, format!("There is no container {name}."))
        .hint("`docker ps -a` lists the containers")
}

fn being_removed(error: &Error) -> bool {
    answer(error).is_some_and(|(status, said)| status == 409 && said.contains("already in progress"))
}

fn seconds(grace: u32) -> i32 {
    i32::try_from(grace).unwrap_or(i32::MAX)
}

fn body(spec: ContainerSpec) -> Result<ContainerCreateBody, String> {
    let networking = spec.network.as_ref().filter(|_| !spec.aliases.is_empty()).map(|network| {
        let endpoint = EndpointSettings { aliases: Some(spec.aliases.clone()), ..Default::default() };
        NetworkingConfig { endpoints_config: Some(HashMap::from([(network.clone(), endpoint)])) }
    });
    Ok(ContainerCreateBody {
        image: Some(spec.image.clone()),
        cmd: (!spec.command.is_empty()).then(|| spec.command.clone()),
        entrypoint: spec.entrypoint.clone(),
        env: Some(spec.env.iter().map(|(name, value)| format!("{name}={value}")).collect()),
        labels: Some(spec.labels.clone().into_iter().collect()),
        working_dir: spec.directory.clone(),
        user: spec.user.clone(),
        exposed_ports: Some(spec.ports.iter().map(|port| port.container.clone()).collect()),
        host_config: Some(host_config(&spec)?),
        networking_config: networking,
        ..Default::default()
    })
}

fn host_config(spec: &ContainerSpec) -> Result<HostConfig, String> {
    let mut ports: HashMap<String, Option<Vec<PortBinding>>> = HashMap::new();
    for port in &spec.ports {
        let binding = PortBinding {
            host_ip: Some(port.address.clone()).filter(|address| !address.is_empty()),
            host_port: Some(port.host.clone()),
        };
        ports.entry(port.container.clone()).or_default().get_or_insert_default().push(binding);
    }
    let bind = |mount: &slipway_engine::ports::Mount| {
        format!("{}:{}{}", mount.source, mount.target, if mount.read_only { ":ro" } else { "" })
    };
    Ok(HostConfig {
        binds: Some(spec.mounts.iter().map(bind).collect()),
        port_bindings: Some(ports),
        restart_policy: spec.restart.as_deref().map(restart_policy).transpose()?,
        network_mode: spec.network.clone(),
        ..Default::default()
    })
}

fn restart_policy(text: &str) -> Result<RestartPolicy, String> {
    let (name, most) = text.split_once(':').map_or((text, None), |(name, most)| (name, Some(most)));
    let unknown =
        || format!("`{text}` is no restart policy: use no, always, unless-stopped or on-failure[:N].");
    let maximum_retry_count = most.map(str::parse).transpose().map_err(|_| unknown())?;
    let name = name.parse::<RestartPolicyNameEnum>().map_err(|_| unknown())?;
    Ok(RestartPolicy { name: Some(name), maximum_retry_count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restart_policies_are_those_of_docker() {
        let policy = restart_policy("on-failure:3").unwrap();
        assert_eq!(
            (policy.name, policy.maximum_retry_count),
            (Some(RestartPolicyNameEnum::ON_FAILURE), Some(3))
        );
        assert_eq!(
            restart_policy("unless-stopped").unwrap().name,
            Some(RestartPolicyNameEnum::UNLESS_STOPPED)
        );
        assert!(restart_policy("sometimes").unwrap_err().contains("`sometimes`"));
        assert!(restart_policy("on-failure:often").is_err());
    }
}
