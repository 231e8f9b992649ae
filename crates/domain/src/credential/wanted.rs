//! Which secrets `slipway.yml` names, and where each is wanted.

use std::collections::BTreeSet;

use super::used_by::envs_of;
use crate::config::{Config, Env, EnvValue, Target};

/// A secret that is named, and the environment in which it is wanted; `None` for a build or a job, which are in none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The secret's name.
    pub name: String,
    /// The environment.
    pub environment: Option<String>,
}

/// The secrets that a policy names, each once per place where it is wanted.
pub fn wanted(config: &Config) -> BTreeSet<Wanted> {
    let mut all = BTreeSet::new();
    let mut add = |names: Vec<String>, environment: Option<&String>| {
        all.extend(names.into_iter().map(|name| Wanted { name, environment: environment.cloned() }));
    };
    for service in config.services.values() {
        add(service.build.iter().flat_map(|build| build.secrets.clone()).collect(), None);
    }
    for env in config.jobs.values().flat_map(envs_of) {
        add(secrets(env), None);
    }
    for (environment, one) in &config.environments {
        for service in config.services.keys() {
            add(secrets(&config.env_for(environment, service)), Some(environment));
        }
        if let Target::Script(script) = &one.target {
            add(script.stdin.clone(), Some(environment));
        }
    }
    all
}

fn secrets(env: &Env) -> Vec<String> {
    env.values().filter_map(EnvValue::secret).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    #[test]
    fn a_secret_is_wanted_where_its_name_stands() {
        let yaml = "\
version: 1
project: recipes
services:
  api:
    build: { context: ., secrets: [NPM_TOKEN] }
    image: registry.example.com/team/api
    version: \"1.${build_number}\"
    env: { URL: { secret: DATABASE_URL }, PLAIN: x }
jobs:
  test: { image: \"alpine:3\", env: { T: { secret: NPM_TOKEN } }, steps: [ { run: \"true\", env: { S: { secret: STEP } } } ] }
environments:
  sandbox: { target: { docker: { host: deploy@10.0.0.5 } } }
  legacy: { target: { script: { hosts: [root@10.0.0.9], file: deploy.sh, stdin: [PASSWORD] } } }
";
        let config = parse(yaml, "slipway.yml").unwrap();
        let told: Vec<(String, Option<String>)> =
            wanted(&config).into_iter().map(|one| (one.name, one.environment)).collect();
        let there = |name: &str| Some(name.to_owned());
        assert_eq!(
            told,
            [
                ("DATABASE_URL".to_owned(), there("legacy")),
                ("DATABASE_URL".to_owned(), there("sandbox")),
                ("NPM_TOKEN".to_owned(), None),
                ("PASSWORD".to_owned(), there("legacy")),
                ("STEP".to_owned(), None),
            ]
        );
    }
}
