//! What uses a credential, as `slipway.yml` tells.

use std::fmt;

use super::git_server::tokens_for;
use super::{CredentialId, Kind, Known, Scope};
use crate::aws_registry::AwsRegistry;
use crate::config::{Channel, Config, Env, EnvValue, Job, Target};
use crate::image::ImageReference;
use crate::repository::registry_at;
use crate::sealed::AGE_IDENTITY;

/// What uses a credential of a project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsedBy {
    /// The build of a service mounts it.
    Build {
        /// The service.
        service: String,
    },
    /// A job has it as a variable, or its image is pulled from there.
    Job {
        /// The job.
        job: String,
    },
    /// A service has it while it runs.
    Service {
        /// The environment.
        environment: String,
        /// The service.
        service: String,
    },
    /// A script reads it.
    Script {
        /// The environment.
        environment: String,
    },
    /// A service's images are pushed there and pulled from there.
    Images {
        /// The service.
        service: String,
    },
    /// An environment pulls from there instead.
    Pulls {
        /// The environment.
        environment: String,
    },
    /// An environment belongs to the account that it is of.
    Account {
        /// The environment.
        environment: String,
    },
    /// A host is reached with it.
    Host {
        /// The environment.
        environment: String,
        /// The host.
        host: String,
    },
    /// The sealed file of an environment may be opened with it.
    Sealed {
        /// The environment.
        environment: String,
    },
    /// What is left at the repository's remote is got with it.
    Repository,
    /// A channel of `notifications` is reached with it, or what goes there is signed with it.
    Notices {
        /// The channel.
        channel: String,
    },
}

impl fmt::Display for UsedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build { service } => write!(f, "build of {service}"),
            Self::Job { job } => write!(f, "job {job}"),
            Self::Service { environment, service } => write!(f, "{service} in {environment}"),
            Self::Script { environment } => write!(f, "script of {environment}"),
            Self::Images { service } => write!(f, "images of {service}"),
            Self::Pulls { environment } => write!(f, "{environment} pulls"),
            Self::Account { environment } => write!(f, "account of {environment}"),
            Self::Host { environment, host } => write!(f, "{host} in {environment}"),
            Self::Sealed { environment } => write!(f, "sealed file of {environment}"),
            Self::Repository => f.write_str("repository"),
            Self::Notices { channel } => write!(f, "notices to {channel}"),
        }
    }
}

/// What in a project's policy uses a credential: nothing where it is limited to another project. That a narrower one is
/// used instead somewhere is not looked at.
pub fn used_by(config: &Config, id: &CredentialId) -> Vec<UsedBy> {
    if id.scope.project().is_some_and(|project| project != config.project) {
        return Vec::new();
    }
    let mut uses = match id.kind {
        Kind::Plain if id.name() == AGE_IDENTITY => {
            secret(config, id).into_iter().chain(sealed(config, &id.scope)).collect()
        }
        Kind::Plain => secret(config, id),
        Kind::Registry => registry(config, id),
        Kind::SshKey => hosts(config, &id.scope).into_iter().chain(sealed(config, &id.scope)).collect(),
        Kind::AwsKey | Kind::AwsProfile => aws(config, id),
        Kind::GitToken | Kind::SlackWebhook | Kind::SlackBot => Vec::new(),
    };
    uses.extend(notices(config, id));
    uses.sort();
    uses.dedup();
    uses
}

/// Whether a project gets what it left at its remotes with a git token: `hosts` are those of the remotes that git goes to
/// by itself.
pub fn used_by_repository(config: &Config, known: &Known, hosts: &[String]) -> Option<UsedBy> {
    let scope = &known.id.scope;
    let applies = known.id.kind == Kind::GitToken
        && scope.environment().is_none()
        && scope.project().is_none_or(|project| project == config.project);
    let is_for = |host: &String| !tokens_for(vec![known.clone()], host).is_empty();
    (applies && hosts.iter().any(is_for)).then_some(UsedBy::Repository)
}

fn names(env: &Env, name: &str) -> bool {
    env.values().any(|value| EnvValue::secret(value) == Some(name))
}

/// The variables of a job, of its steps and of the containers beside it.
pub(super) fn envs_of(job: &Job) -> impl Iterator<Item = &Env> {
    let steps = job.steps.iter().map(|step| &step.env);
    let beside = job.sidecars.values().map(|sidecar| &sidecar.env);
    steps.chain(beside).chain([&job.env])
}

/// Where a secret of that name is wanted. Jobs and builds belong to no environment.
fn secret(config: &Config, id: &CredentialId) -> Vec<UsedBy> {
    let name = id.name();
    let mut uses = Vec::new();
    if id.scope.environment().is_none() {
        let mounts = |build: &crate::config::Build| build.secrets.iter().any(|one| one == name);
        let builds = config.services.iter().filter(|(_, one)| one.build.as_ref().is_some_and(mounts));
        uses.extend(builds.map(|(service, _)| UsedBy::Build { service: service.clone() }));
        let jobs = config.jobs.iter().filter(|(_, job)| envs_of(job).any(|env| names(env, name)));
        uses.extend(jobs.map(|(job, _)| UsedBy::Job { job: job.clone() }));
    }
    for (environment, one) in within(config, &id.scope) {
        let services =
            config.services.keys().filter(|service| names(&config.env_for(environment, service), name));
        uses.extend(
            services.map(|service| UsedBy::Service {
                environment: environment.clone(),
                service: service.clone(),
            }),
        );
        if matches!(&one.target, Target::Script(script) if script.stdin.iter().any(|one| one == name)) {
            uses.push(UsedBy::Script { environment: environment.clone() });
        }
    }
    uses
}

/// The images that a job and the containers beside it run in.
fn images_of(job: &Job) -> impl Iterator<Item = &String> {
    job.image.iter().chain(job.sidecars.values().map(|sidecar| &sidecar.image))
}

fn registry(config: &Config, id: &CredentialId) -> Vec<UsedBy> {
    let is = |address: &str| registry_at(address).is_some_and(|known| known == id.name());
    let mut uses = Vec::new();
    if id.scope.environment().is_none() {
        let images = config.services.iter().filter(|(_, service)| {
            // What follows the host may hold variables.
            let image = service.image.as_str();
            !image.split('/').next().unwrap_or(image).contains('$') && is(crate::repository::host_of(image))
        });
        uses.extend(images.map(|(service, _)| UsedBy::Images { service: service.clone() }));
        let from_there = |job: &Job| images_of(job).any(|image| is(ImageReference::of(image).host()));
        let jobs = config.jobs.iter().filter(|(_, job)| from_there(job));
        uses.extend(jobs.map(|(job, _)| UsedBy::Job { job: job.clone() }));
    }
    let pulls = |environment: &String| config.registries_for(environment).iter().any(|host| is(host));
    let pulling = within(config, &id.scope).filter(|(environment, _)| pulls(environment));
    uses.extend(pulling.map(|(environment, _)| UsedBy::Pulls { environment: environment.clone() }));
    uses
}

/// What lies in AWS and names no other credential.
fn aws(config: &Config, id: &CredentialId) -> Vec<UsedBy> {
    let is = |named: &Option<String>| named.as_ref().is_none_or(|name| name == id.name());
    let mut uses = Vec::new();
    if id.scope.environment().is_none() {
        let images = config.services.iter().filter(|(_, service)| {
            let address = crate::repository::host_of(service.image.as_str());
            let all = config.registries.iter();
            let said =
                all.filter(|(one, _)| registry_at(one) == registry_at(address)).map(|(_, said)| said).next();
            let on_aws = said.map_or_else(|| AwsRegistry::at(address), |said| said.on_aws(address));
            on_aws.is_some() && said.is_none_or(|said| is(&said.credential))
        });
        uses.extend(images.map(|(service, _)| UsedBy::Images { service: service.clone() }));
    }
    let named = |one: &crate::config::Environment| one.aws.as_ref().is_some_and(|aws| is(&aws.credential));
    let pinned = within(config, &id.scope).filter(|(_, one)| named(one));
    uses.extend(pinned.map(|(environment, _)| UsedBy::Account { environment: environment.clone() }));
    uses
}

/// The sealed files that a key may be asked to open. For whom each is sealed stands in it alone.
fn sealed(config: &Config, scope: &Scope) -> Vec<UsedBy> {
    let sealed = within(config, scope).filter(|(_, one)| one.sealed.is_some());
    sealed.map(|(environment, _)| UsedBy::Sealed { environment: environment.clone() }).collect()
}

fn hosts(config: &Config, scope: &Scope) -> Vec<UsedBy> {
    let all = within(config, scope).flat_map(|(environment, one)| {
        one.target
            .hosts()
            .iter()
            .map(|host| UsedBy::Host { environment: environment.clone(), host: host.place() })
    });
    all.collect()
}

/// The channels that name it. Where a channel wants a kind of Slack's, a plain one of the name does as well.
fn notices(config: &Config, id: &CredentialId) -> Vec<UsedBy> {
    let Some(notifications) = &config.notifications else { return Vec::new() };
    let wants = |channel: &Channel| {
        let (credential, sign) = channel.named();
        let is = |kind: Kind, name: &str| (id.kind == kind || id.kind == Kind::Plain) && name == id.name();
        credential.is_some_and(|(kind, name)| is(kind, name))
            || sign.is_some_and(|name| is(Kind::Plain, name))
    };
    let told = |name: &str| {
        let only = id.scope.environment();
        only.is_none_or(|environment| notifications.reaches(name, environment))
    };
    let all = notifications.channels.iter().filter(|(name, channel)| wants(channel) && told(name));
    all.map(|(name, _)| UsedBy::Notices { channel: name.clone() }).collect()
}

/// The environments that a scope reaches.
fn within<'c>(
    config: &'c Config,
    scope: &'c Scope,
) -> impl Iterator<Item = (&'c String, &'c crate::config::Environment)> {
    let only = scope.environment();
    config.environments.iter().filter(move |(name, _)| only.is_none_or(|only| only == name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    const YAML: &str = "\
version: 1
project: recipes
services:
  api:
    build: { context: ., secrets: [NPM_TOKEN] }
    image: registry.example.com:5000/team/api
    version: \"1.${build_number}\"
    env: { URL: { secret: DATABASE_URL } }
  web: { build: { context: web }, image: team/web, version: \"1.${build_number}\" }
jobs:
  test: { image: \"alpine:3\", env: { T: { secret: NPM_TOKEN } }, steps: [ { run: \"true\", env: { S: { secret: STEP } } } ] }
environments:
  sandbox: { target: { docker: { host: deploy@10.0.0.5 } } }
  legacy:
    target: { script: { hosts: [root@10.0.0.9], file: deploy.sh, stdin: [DATABASE_URL] } }
    registry: mirror.example.com
";

    fn told(scope: &str) -> Vec<String> {
        let config = parse(YAML, "slipway.yml").unwrap();
        used_by(&config, &scope.parse().unwrap()).iter().map(UsedBy::to_string).collect()
    }

    #[test]
    fn a_secret_is_used_where_its_name_stands() {
        assert_eq!(told("project/recipes/plain/NPM_TOKEN"), ["build of api", "job test"]);
        assert_eq!(told("project/recipes/plain/STEP"), ["job test"]);
        let everywhere = ["api in legacy", "api in sandbox", "script of legacy"];
        assert_eq!(told("global/plain/DATABASE_URL"), everywhere);
        let there = ["api in sandbox"];
        assert_eq!(told("environment/recipes/sandbox/plain/DATABASE_URL"), there);
        assert_eq!(
            told("environment/recipes/sandbox/plain/NPM_TOKEN"),
            [""; 0],
            "builds are in no environment"
        );
        assert_eq!(told("project/other/plain/NPM_TOKEN"), [""; 0]);
    }

    #[test]
    fn a_registry_is_used_by_its_images_and_by_who_pulls_from_it() {
        let pulls = ["images of api", "sandbox pulls"];
        assert_eq!(told("global/registry/registry.example.com:5000"), pulls);
        assert_eq!(told("global/registry/docker.io"), ["job test", "images of web", "sandbox pulls"]);
        assert_eq!(told("global/registry/mirror.example.com"), ["legacy pulls"]);
    }

    #[test]
    fn a_key_is_used_on_the_hosts_of_its_scope() {
        assert_eq!(told("global/ssh-key/deploy").len(), 2);
        assert_eq!(told("environment/recipes/legacy/ssh-key/deploy").len(), 1);
        assert_eq!(told("global/slack-bot/team"), [""; 0]);
    }

    #[test]
    fn an_image_of_a_job_is_pulled_with_a_login() {
        let text = YAML.replace("alpine:3", "registry.example.com:5000/ci/go:1");
        let config = parse(&text, "slipway.yml").unwrap();
        let told = |id: &str| -> Vec<String> {
            used_by(&config, &id.parse().unwrap()).iter().map(UsedBy::to_string).collect()
        };
        let all = ["job test", "images of api", "sandbox pulls"];
        assert_eq!(told("global/registry/registry.example.com:5000"), all);
        let there = ["sandbox pulls"];
        assert_eq!(told("environment/recipes/sandbox/registry/registry.example.com:5000"), there);
    }

    #[test]
    fn keys_are_used_by_the_sealed_files_of_their_scope() {
        let text = YAML.replace("  sandbox: {", "  sandbox: { sealed: secrets/sandbox.sealed,");
        let config = parse(&text, "slipway.yml").unwrap();
        let told = |id: &str| -> Vec<String> {
            used_by(&config, &id.parse().unwrap()).iter().map(UsedBy::to_string).collect()
        };
        assert_eq!(told("global/plain/AGE_IDENTITY"), ["sealed file of sandbox"]);
        assert_eq!(told("environment/recipes/legacy/plain/AGE_IDENTITY"), [""; 0]);
        assert_eq!(told("global/plain/OTHER"), [""; 0]);
        let key = told("environment/recipes/sandbox/ssh-key/ann");
        assert_eq!(key.len(), 2, "a host is reached with it as well: {key:?}");
        assert!(key.contains(&"sealed file of sandbox".to_owned()), "{key:?}");
    }

    #[test]
    fn a_git_token_is_used_by_a_repository_with_a_remote_on_its_server() {
        let config = parse(YAML, "slipway.yml").unwrap();
        let used = |id: &str, host: &str| {
            let id: CredentialId = id.parse().unwrap();
            let parts = serde_json::json!({ "id": id, "added": "2026-01-05T09:00:00Z" });
            let known: Known = serde_json::from_value(parts).unwrap();
            used_by_repository(&config, &known, &[host.to_owned()]).is_some()
        };
        assert!(used("global/git-token/github.com", "github.com"));
        assert!(used("project/recipes/git-token/git.example.com", "git.example.com"));
        assert!(!used("global/git-token/github.com", "git.example.com"));
        assert!(!used("project/other/git-token/github.com", "github.com"));
        assert!(!used("environment/recipes/sandbox/git-token/github.com", "github.com"), "git is in none");
    }

    #[test]
    fn a_channel_uses_what_it_names_where_its_rules_send_something() {
        let text = "\
version: 1
project: recipes
services:
  api: { build: { context: . }, image: registry.example.com/team/api, version: \"1.${build_number}\" }
environments:
  sandbox: { target: { docker: { host: deploy@10.0.0.5 } } }
  production: { target: { docker: { host: deploy@10.0.0.6 } } }
notifications:
  channels:
    team: { slack: { channel: \"#releases\", credential: BOT } }
    ops: { dingtalk: { credential: ROBOT, sign: SIGN } }
    hook: { webhook: { url: \"https://ci.example.com/slipway\", sign: SIGN } }
  rules:
    - { on: failed, environments: production, to: [team, ops, hook] }
";
        let config = parse(text, "slipway.yml").unwrap();
        let told = |id: &str| -> Vec<String> {
            used_by(&config, &id.parse().unwrap()).iter().map(UsedBy::to_string).collect()
        };
        assert_eq!(told("global/slack-bot/BOT"), ["notices to team"]);
        assert_eq!(told("project/recipes/plain/BOT"), ["notices to team"], "a plain one does as well");
        assert_eq!(told("global/slack-webhook/BOT"), [""; 0], "a bot wants a token");
        assert_eq!(told("global/slack-bot/OTHER"), [""; 0]);
        assert_eq!(told("project/recipes/plain/ROBOT"), ["notices to ops"]);
        assert_eq!(told("project/recipes/plain/SIGN"), ["notices to hook", "notices to ops"]);
        assert_eq!(told("environment/recipes/production/slack-bot/BOT"), ["notices to team"]);
        assert_eq!(told("environment/recipes/sandbox/slack-bot/BOT"), [""; 0], "nothing is told of it");
        assert_eq!(told("project/other/slack-bot/BOT"), [""; 0]);
    }

    #[test]
    fn what_lies_in_aws_uses_a_key_unless_it_names_another() {
        let ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
        let target = "target: { docker: { host: deploy@10.0.0.5 } }";
        let text = format!(
            "version: 1\nproject: recipes\nregistries: {{ \"{ecr}\": {{ credential: team }} }}\nservices:\n  \
             api: {{ build: {{}}, image: {ecr}/api, version: \"1.${{build_number}}\" }}\n  \
             web: {{ build: {{}}, image: registry.example.com/web, version: \"1.${{build_number}}\" }}\n\
             environments:\n  dev: {{ {target}, aws: {{ account: \"123456789012\" }} }}\n  \
             live: {{ {target}, aws: {{ credential: live }} }}\n"
        );
        let config = parse(&text, "slipway.yml").unwrap();
        let told = |scope: Scope, name: &str| -> Vec<String> {
            let id = CredentialId::new(scope, Kind::AwsKey, name).unwrap();
            used_by(&config, &id).iter().map(UsedBy::to_string).collect()
        };
        assert_eq!(told(Scope::Global, "team"), ["images of api", "account of dev"]);
        assert_eq!(told(Scope::Global, "live"), ["account of dev", "account of live"]);
        let live = Scope::Environment { project: "recipes".into(), environment: "live".into() };
        assert_eq!(told(live, "live"), ["account of live"]);
    }
}
