//! Services: what becomes an image, and how.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::value::Env;
use crate::aws_registry::AwsRegistry;
use crate::repository::{Repository, RepositoryError};
use crate::tag::{Tag, TagError};
use crate::template::{Template, TemplateError, Variable, Variables};
use crate::version;

/// A part of the project that becomes an image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Service {
    /// How the image is built; without it Slipway does not build this service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<Build>,
    /// What the image depends on: files, folders (with a trailing `/`) and patterns, relative to the
    /// repository. Empty: the build context less `.dockerignore` and `slipway.yml`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub paths: Vec<String>,
    /// The repository the image is pushed to, without tag or digest.
    #[schemars(example = "registry.example.com/team/recipes-api")]
    pub image: Template,
    /// The version of a build; it becomes the tag that never moves.
    #[schemars(example = "0.1.${build_number}")]
    pub version: Template,
    /// The tags an image gets. The one equal to the version never moves, others do.
    #[schemars(default = "default_tags")]
    pub tags: Vec<Template>,
    /// The service's name in the compose file, when it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compose_service: Option<String>,
    /// Variables in every environment; an environment's own win.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(default)]
    pub env: Env,
}

/// Why a service's templates give nothing for a run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    /// The image's name cannot be filled in.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// What it gives is no repository.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
}

impl Service {
    /// The repository the image is pushed to in a run. The values of `${branch}` and `${git_tag}` are
    /// normalised as for tags, in lower case.
    pub fn repository(&self, variables: &Variables) -> Result<Repository, ServiceError> {
        let text = self.image.expand_with(|variable| {
            let value = variables.get(variable)?;
            Some(match variable {
                Variable::Branch | Variable::GitTag => Tag::normalise(&value).as_str().to_lowercase(),
                _ => value,
            })
        })?;
        Ok(text.parse()?)
    }

    /// The version of a run: the tag that never moves. `variables.version` plays no part.
    pub fn version_tag(&self, variables: &Variables) -> Result<Tag, TagError> {
        Tag::expand(&self.version, variables)
    }

    /// Whether a tag is one of this service's versions, which never move. The template alone tells where it holds a
    /// build number, a commit's time or a commit's id. A branch and a git tag may be called anything, so where the
    /// version is made of those it is told from a tag that moves only if that cannot be called so.
    pub fn is_version(&self, tag: &str) -> bool {
        let telling = |variable| {
            use Variable::{BuildNumber, CommitTime, Sha, ShortSha};
            matches!(variable, BuildNumber | CommitTime | Sha | ShortSha)
        };
        let mut moving = self.tags.iter().filter(|template| template.as_str() != "${version}");
        self.build.is_some()
            && version::fits(&self.version, tag)
            && (self.version.variables().any(telling) || !moving.any(|template| version::fits(template, tag)))
    }

    /// Every tag of a run: the version first, then the others in the order of the file, each once.
    /// `variables.version` plays no part.
    pub fn all_tags(&self, variables: &Variables) -> Result<Vec<Tag>, TagError> {
        let version = self.version_tag(variables)?;
        let variables = Variables { version: Some(version.to_string()), ..variables.clone() };
        let mut tags = vec![version];
        for template in &self.tags {
            let tag = Tag::expand(template, &variables)?;
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Ok(tags)
    }
}

/// The tags when none are given: the version alone.
pub(crate) fn default_tags() -> Vec<Template> {
    Template::parse("${version}").into_iter().collect()
}

/// How an image is built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Build {
    /// The folder that is sent to the builder, relative to the repository.
    pub context: String,
    /// The Dockerfile, relative to the context.
    pub dockerfile: String,
    /// The stage to stop at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Build arguments. One without a value is taken from the environment Slipway runs in.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub args: IndexMap<String, BuildArg>,
    /// Names of the credentials that the build may mount; they stay out of every layer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<String>,
    /// Platforms such as `linux/amd64`. Empty: those of the hosts the image goes to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub platforms: Vec<String>,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            context: ".".to_owned(),
            dockerfile: "Dockerfile".to_owned(),
            target: None,
            args: IndexMap::new(),
            secrets: Vec::new(),
            platforms: Vec::new(),
        }
    }
}

/// A build argument's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum BuildArg {
    /// A text, which may hold variables.
    Value(Template),
    /// Written without a value: taken from the environment Slipway runs in.
    FromEnvironment,
}

/// What is special about a registry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Registry {
    /// A PEM file with the certificates to trust besides the system's, relative to the repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca: Option<String>,
    /// Whether plain HTTP and unchecked certificates are accepted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub insecure: bool,
    /// The AWS credential to log in with at an ECR registry, by its name; the narrowest one that applies when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
    /// Whether a repository that an ECR registry does not have is created before the first push to it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub create: bool,
    /// The address of the ECR registry behind it, where a proxy gives that another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ecr: Option<String>,
}

impl Registry {
    /// The ECR registry that this is, by what it says or by its own address; `None` for any other.
    pub fn on_aws(&self, address: &str) -> Option<AwsRegistry> {
        AwsRegistry::at(self.ecr.as_deref().unwrap_or(address))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_run_gives_repository_version_and_tags() {
        let template = |text: &str| Template::parse(text).unwrap();
        let service = Service {
            image: template("registry.example.com/team/api-${branch}"),
            version: template("0.1.${build_number}"),
            tags: vec![template("${branch}"), template("${version}"), template("v${version}")],
            ..Service::default()
        };
        let variables =
            Variables { build_number: Some(48), branch: Some("Feature/X".into()), ..Variables::default() };
        let branch = Tag::normalise("Feature/X").to_string();
        assert_eq!(
            service.repository(&variables).unwrap().path(),
            format!("team/api-{}", branch.to_lowercase())
        );
        let tags: Vec<String> = service.all_tags(&variables).unwrap().iter().map(Tag::to_string).collect();
        assert_eq!(tags, ["0.1.48".to_owned(), branch, "v0.1.48".to_owned()]);
        assert_eq!(
            service.version_tag(&Variables::default()),
            Err(TagError::Template(TemplateError::NoValue(Variable::BuildNumber)))
        );
    }
    #[test]
    fn versions_are_told_from_tags_that_move() {
        let sha = "0123456789abcdef0123456789abcdef01234567";
        let cases = [
            ("0.1.${build_number}", &["${branch}"][..], &["0.1.48"][..], &["0.2.48", "master", "0.1"][..]),
            ("${commit_time}", &["${branch}"], &["1767603600"], &["master", "v1"]),
            ("${sha}", &["${branch}"], &[sha], &["master", "0123456"]),
            ("1-${short_sha}", &["${branch}"], &["1-0123456"], &["master", "1-x"]),
            ("${git_tag}", &[], &["release-7", "2026.01"], &["release/7"]),
            ("${git_tag}", &["${branch}"], &[], &["release-7", "master"]),
            ("${git_tag}", &["branch-${branch}"], &["release-7"], &["branch-master"]),
        ];
        let template = |text: &str| Template::parse(text).unwrap();
        for (version, moving, are, are_not) in cases {
            let tags = ["${version}"].iter().chain(moving).map(|text| template(text)).collect();
            let build = Some(Build::default());
            let service = Service { build, version: template(version), tags, ..Service::default() };
            for tag in are {
                assert!(service.is_version(tag), "{version} {moving:?} {tag}");
                let elsewhere = Service { build: None, ..service.clone() };
                assert!(!elsewhere.is_version(tag), "who builds it may move it");
            }
            for tag in are_not {
                assert!(!service.is_version(tag), "{version} {moving:?} {tag}");
            }
        }
    }
}
