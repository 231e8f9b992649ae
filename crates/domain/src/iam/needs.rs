//! The policy that allows what a project needs, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::aws_registry::AwsRegistry;
use crate::config::Config;
use crate::repository::{address_in, registry_at};

/// The version of the language that policies are written in.
const LANGUAGE: &str = "2012-10-17";

/// What has to be allowed to read images.
const PULL: &[&str] = &["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
/// What has to be allowed besides to write them.
const PUSH: &[&str] =
    &["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];
/// What has to be allowed to list images, with what was found in them.
const LOOK: &[&str] = &["ecr:DescribeImages", "ecr:DescribeRepositories", "ecr:ListImages"];
/// What has to be allowed to make a repository, with what it is marked with.
const CREATE: &[&str] = &["ecr:CreateRepository", "ecr:TagResource"];

/// A policy of IAM, as it is attached to a user or a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Policy {
    /// The version of the language.
    pub version: &'static str,
    /// What is allowed.
    pub statement: Vec<Statement>,
}

/// A part of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Statement {
    /// Its name.
    pub sid: &'static str,
    /// That it allows.
    pub effect: &'static str,
    /// What may be done.
    pub action: Vec<&'static str>,
    /// With what.
    pub resource: Vec<String>,
}

impl Statement {
    fn new(sid: &'static str, action: &[&'static str], resource: &BTreeSet<String>) -> Self {
        Self { sid, effect: "Allow", action: action.to_vec(), resource: resource.iter().cloned().collect() }
    }
}

impl Policy {
    /// The statement that allows an action.
    pub fn allowing(&self, action: &str) -> Option<&Statement> {
        self.statement.iter().find(|statement| statement.action.contains(&action))
    }

    /// Every action with what it is done with.
    pub(super) fn needs(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        self.statement.iter().flat_map(|statement| {
            let with = move |action: &&'static str| {
                let action = *action;
                statement.resource.iter().map(move |resource| (statement.sid, action, resource.as_str()))
            };
            statement.action.iter().flat_map(with)
        })
    }
}

/// Whom a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For<'a> {
    /// Whoever releases: builds, pushes, lists, deploys everywhere.
    Project,
    /// Whoever only deploys to one environment: its images are read.
    Environment(&'a str),
}

/// What a project's repositories are, in policies.
#[derive(Default)]
struct Repositories {
    read: BTreeSet<String>,
    written: BTreeSet<String>,
    created: BTreeSet<String>,
    public: BTreeSet<String>,
}

/// The policy for a project, `None` where nothing of it lies in AWS.
pub fn policy(config: &Config, whom: For<'_>) -> Option<Policy> {
    let Repositories { read, written, created, public } = repositories(config, whom);
    let all = BTreeSet::from(["*".to_owned()]);
    let mut statement = Vec::new();
    if !read.is_empty() {
        statement.push(Statement::new("SlipwayLogIn", &["ecr:GetAuthorizationToken"], &all));
        statement.push(Statement::new("SlipwayPull", PULL, &read));
        statement.push(Statement::new("SlipwayLook", LOOK, &read));
    }
    if !written.is_empty() {
        statement.push(Statement::new("SlipwayPush", PUSH, &written));
    }
    if !created.is_empty() {
        statement.push(Statement::new("SlipwayCreate", CREATE, &created));
    }
    if !public.is_empty() {
        let log_in = ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"];
        statement.push(Statement::new("SlipwayPublicLogIn", &log_in, &all));
        let push: &[&'static str] = &[
            "ecr-public:BatchCheckLayerAvailability",
            "ecr-public:CompleteLayerUpload",
            "ecr-public:InitiateLayerUpload",
            "ecr-public:PutImage",
            "ecr-public:UploadLayerPart",
        ];
        statement.push(Statement::new("SlipwayPublicPush", push, &public));
    }
    (!statement.is_empty()).then_some(Policy { version: LANGUAGE, statement })
}

fn repositories(config: &Config, whom: For<'_>) -> Repositories {
    let mut found = Repositories::default();
    let own = match whom {
        For::Project => None,
        For::Environment(name) => config.environments.get(name).and_then(|one| one.registry.as_deref()),
    };
    let mirrors: Vec<&str> = match whom {
        For::Project => config.environments.values().filter_map(|one| one.registry.as_deref()).collect(),
        For::Environment(_) => own.into_iter().collect(),
    };
    for service in config.services.values() {
        // What a variable will be is not known before a run; in a policy a star stands for it.
        let Ok(image) = service.image.expand_with(|_| Some("*".to_owned())) else { continue };
        let Some((address, path)) = address_in(&image) else { continue };
        for mirror in &mirrors {
            found.add_read(config, mirror, path);
        }
        if own.is_some() {
            continue;
        }
        found.add_read(config, address, path);
        if whom == For::Project && service.build.is_some() {
            found.add_written(config, address, path);
        }
    }
    found
}

impl Repositories {
    fn add_read(&mut self, config: &Config, address: &str, path: &str) {
        let Some((registry, _)) = on_aws(config, address) else { return };
        self.read.extend(registry.arn(path));
    }

    fn add_written(&mut self, config: &Config, address: &str, path: &str) {
        let Some((registry, creates)) = on_aws(config, address) else { return };
        match registry.arn(path) {
            Some(arn) => {
                if creates {
                    self.created.insert(arn.clone());
                }
                self.written.insert(arn);
            }
            // The first part is the name that the registry is known under; the account is in none of it.
            None => {
                let name = path.split_once('/').map_or(path, |(_, name)| name);
                self.public.insert(format!("arn:aws:ecr-public::*:repository/{name}"));
            }
        }
    }
}

/// The registry of AWS at an address, and whether repositories are made there.
fn on_aws(config: &Config, address: &str) -> Option<(AwsRegistry, bool)> {
    let settings = settings(config);
    let said = registry_at(address).and_then(|address| settings.get(&address).copied());
    match said {
        Some(said) => Some((said.on_aws(address)?, said.create)),
        None => Some((AwsRegistry::at(address)?, false)),
    }
}

/// What is said of registries, by their one name.
fn settings(config: &Config) -> BTreeMap<String, &crate::config::Registry> {
    let all = config.registries.iter();
    all.filter_map(|(address, said)| Some((registry_at(address)?, said))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    const REGISTRY: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    fn config(registries: &str, environments: &str) -> Config {
        let text = format!(
            "version: 1\nproject: shop\nregistries: {{ {registries} }}\nservices:\n\
             \x20 api: {{ build: {{}}, image: \"{REGISTRY}/team/api-${{branch}}\", version: \"1.${{build_number}}\" }}\n\
             \x20 db: {{ image: \"{REGISTRY}/team/db\", version: \"8\" }}\n\
             \x20 other: {{ build: {{}}, image: registry.example.com/x, version: \"1.${{build_number}}\" }}\n\
             environments: {{ {environments} }}\n"
        );
        parse(&text, "slipway.yml").unwrap()
    }

    fn arn(path: &str) -> String {
        format!("arn:aws:ecr:eu-central-1:123456789012:repository/{path}")
    }

    #[test]
    fn only_this_projects_repositories_and_only_what_is_done_with_them() {
        let policy = policy(&config("", ""), For::Project).unwrap();
        let sids: Vec<&str> = policy.statement.iter().map(|statement| statement.sid).collect();
        assert_eq!(sids, ["SlipwayLogIn", "SlipwayPull", "SlipwayLook", "SlipwayPush"]);
        let push = policy.allowing("ecr:PutImage").unwrap();
        assert_eq!(push.resource, [arn("team/api-*")], "what is not built is not pushed");
        let pull = policy.allowing("ecr:BatchGetImage").unwrap();
        assert_eq!(pull.resource, [arn("team/api-*"), arn("team/db")]);
        assert_eq!(policy.allowing("ecr:GetAuthorizationToken").unwrap().resource, ["*"]);
        assert!(policy.allowing("ecr:CreateRepository").is_none());
        let text = serde_json::to_value(&policy).unwrap();
        assert_eq!(
            (&text["Version"], &text["Statement"][3]["Effect"]),
            (&"2012-10-17".into(), &"Allow".into())
        );
    }

    #[test]
    fn making_repositories_is_allowed_where_that_is_wanted() {
        let creates = config(&format!("\"{REGISTRY}\": {{ create: true }}"), "");
        let statement = policy(&creates, For::Project)
            .and_then(|policy| policy.allowing("ecr:CreateRepository").cloned());
        assert_eq!(statement.unwrap().resource, [arn("team/api-*")]);
        assert!(
            policy(&creates, For::Environment("none")).unwrap().allowing("ecr:CreateRepository").is_none()
        );
    }

    #[test]
    fn an_environment_only_reads_and_from_its_own_registry_where_it_has_one() {
        let mirror = "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn";
        let target = "target: { compose: { hosts: [deploy@10.0.0.5] } }";
        let environments = format!("dev: {{ {target} }}, china: {{ registry: {mirror}, {target} }}");
        let config = config("", &environments);
        let dev = policy(&config, For::Environment("dev")).unwrap();
        assert!(dev.allowing("ecr:PutImage").is_none() && dev.allowing("ecr:BatchGetImage").is_some());
        let china = policy(&config, For::Environment("china")).unwrap();
        let read = &china.allowing("ecr:BatchGetImage").unwrap().resource;
        assert!(
            read.iter().all(|arn| arn.starts_with("arn:aws-cn:ecr:cn-north-1:210987654321:")),
            "{read:?}"
        );
        let all = policy(&config, For::Project).unwrap();
        assert_eq!(all.allowing("ecr:BatchGetImage").unwrap().resource.len(), 5);
    }

    #[test]
    fn a_registry_behind_another_name_is_meant_by_its_own() {
        let text = "version: 1\nproject: shop\nregistries: { \"images.example.com\": { ecr: REGISTRY } }\nservices:\n  \
                    api: { build: {}, image: images.example.com/api, version: \"1.${build_number}\" }\n";
        let config = parse(&text.replace("REGISTRY", REGISTRY), "slipway.yml").unwrap();
        let policy = policy(&config, For::Project).unwrap();
        assert_eq!(policy.allowing("ecr:PutImage").unwrap().resource, [arn("api")]);
    }

    #[test]
    fn a_project_without_anything_in_aws_needs_no_policy() {
        let text = "version: 1\nproject: shop\nservices:\n  api: { build: {}, image: r.example.com/api, version: \"1.${build_number}\" }\n";
        assert_eq!(policy(&parse(text, "slipway.yml").unwrap(), For::Project), None);
    }
}
