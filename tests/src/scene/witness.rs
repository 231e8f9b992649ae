//! What a test asks the hosts themselves, to compare it with what Slipway says.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Scene;

/// A container as its host's own engine tells it.
pub struct Container {
    /// Its id.
    pub id: String,
    /// Its variables.
    pub env: BTreeMap<String, String>,
}

/// An unmanaged container and what it may lose: itself and its volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Its id.
    pub id: String,
    /// When it was started, as the engine tells it.
    pub started: String,
    /// What it wrote into its volume at its first start.
    pub volume: String,
}

impl Scene {
    /// The only container of a managed service on a host.
    pub fn container(&self, host: &str, environment: &str, service: &str) -> Container {
        let filters = [
            format!("label=dev.slipway.environment={environment}"),
            format!("label=dev.slipway.service={service}"),
        ];
        let told = self.inspect(host, &filters);
        let env = told["Config"]["Env"].as_array().expect("variables").iter().map(|line| {
            let (name, value) = line.as_str().expect("text").split_once('=').expect("NAME=value");
            (name.to_owned(), value.to_owned())
        });
        Container { id: told["Id"].as_str().expect("an id").to_owned(), env: env.collect() }
    }

    /// The names of all containers of a place, running or not, sorted.
    pub fn container_names(&self, place: &str) -> Vec<String> {
        let told = self.engine(place).text(&["ps", "--all", "--format", "{{.Names}}"]).expect("containers");
        let mut names: Vec<String> = told.lines().map(str::to_owned).collect();
        names.sort();
        names
    }

    /// The neighbour `store` of a compose project on a host.
    pub fn neighbour(&self, host: &str, compose_project: &str) -> Neighbour {
        let told = self.inspect(
            host,
            &[
                format!("label=com.docker.compose.project={compose_project}"),
                "label=com.docker.compose.service=store".to_owned(),
            ],
        );
        let id = told["Id"].as_str().expect("an id").to_owned();
        let volume = self.in_container(host, &id, "cat /data/first-start");
        assert_eq!(told["State"]["Running"], true, "the neighbour on {host} does not run: {told}");
        let started = told["State"]["StartedAt"].as_str().expect("a time").to_owned();
        Neighbour { id, started, volume }
    }

    /// What a shell prints in a container, byte for byte.
    pub fn in_container(&self, host: &str, id: &str, text: &str) -> String {
        let words = ["exec", id, "/bin/sh", "-c", text];
        self.engine(host).run(&words).expect("a command in the container").stdout
    }

    /// `docker inspect` of the only container, running or not, that has these labels.
    pub fn inspect(&self, host: &str, filters: &[String]) -> Value {
        let docker = self.engine(host);
        let mut words = vec!["ps", "--all", "--quiet", "--no-trunc"];
        words.extend(filters.iter().flat_map(|filter| ["--filter", filter]));
        let ids = docker.text(&words).expect("containers");
        let ids: Vec<&str> = ids.lines().collect();
        assert_eq!(ids.len(), 1, "one container on {host} with {filters:?}");
        let told = docker.run(&["inspect", ids[0]]).expect("a container").stdout;
        serde_json::from_str::<Value>(&told).expect("JSON")[0].clone()
    }

    /// What the service answers on the host itself.
    pub fn answer(&self, host: &str, port: u16, path: &str) -> String {
        let asked = format!("curl -sS --fail --noproxy '*' --max-time 5 http://localhost:{port}{path}");
        let finished = self.host(host).sh(&asked).expect("a shell").success().expect("an answer");
        finished.stdout
    }

    /// Holds `status --json` of an environment to what the engines of its hosts say, digest by digest.
    pub fn agrees(&self, environment: &str, hosts: &[&str]) -> Value {
        let status = self.status(environment);
        for host in hosts {
            let told: Vec<(String, String)> = status["services"]
                .as_array()
                .expect("services")
                .iter()
                .filter_map(|service| {
                    let places = service["places"].as_array()?;
                    let place = places.iter().find(|place| place["name"] == *host)?;
                    let name = service["name"].as_str()?.to_owned();
                    Some((name, place["digest"].as_str()?.to_owned()))
                })
                .collect();
            assert_eq!(told, self.running(host, environment), "{environment} on {host}: {status}");
        }
        for service in status["services"].as_array().expect("services") {
            assert_eq!(service["health"], "healthy", "{status}");
            assert_eq!(service["drift"].as_array().map(Vec::len), Some(0), "{status}");
        }
        status
    }
}
