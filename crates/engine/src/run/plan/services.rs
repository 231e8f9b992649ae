//! What each service of a run will be.

use std::collections::BTreeMap;

use slipway_domain::config::Service;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::{DraftService, ServiceRelease};
use slipway_domain::tree_path::plain_path;

use super::{Context, RunRequest, Scope};
use crate::ports::Ingredients;
use crate::project::Project;
use crate::run::inputs;

impl Project {
    /// Per service what it will be. One whose inputs did not change keeps version and digest.
    pub(super) async fn draft_services(
        &self,
        context: &Context<'_>,
        request: &RunRequest,
    ) -> Result<BTreeMap<String, DraftService>, Problem> {
        let mut files = self.source.files(&context.commit.tree).await?;
        // Another secret makes no other image.
        let sealed = context.config.environments.values().filter_map(|one| one.sealed.as_deref());
        let sealed: Vec<String> = sealed.map(plain_path).collect();
        files.retain(|file| !sealed.contains(&file.path));
        let mut drafts = BTreeMap::new();
        for (name, service) in &context.config.services {
            let tree = &context.commit.tree;
            let platforms = context.platforms_of(service);
            let inputs = inputs::fingerprint_of(&*self.source, tree, &files, service, &platforms).await?;
            let repository = context.expand(&service.image, None)?;
            let builds_anyway = matches!(request.scope, Scope::Build(_));
            // An image of a working tree is marked with that; a commit does not take it over.
            let dirty = context.commit.dirty;
            let wanted = Ingredients { service: name, repository: &repository, inputs: &inputs, dirty };
            let draft = match self.ledger.made_of(self.name(), wanted).await? {
                Some(known) if !builds_anyway && self.still_there(&known).await? => {
                    let (version, digest) = (known.version, Some(known.digest));
                    DraftService { version, repository, inputs, digest, pushed_by: None }
                }
                _ if service.build.is_none() => self.pinned(name, service, context).await?,
                _ => {
                    let version = context.version_of(service)?;
                    let pushed_by = Some(format!("push/{name}"));
                    DraftService { version, repository, inputs, digest: None, pushed_by }
                }
            };
            drafts.insert(name.clone(), draft);
        }
        Ok(drafts)
    }

    async fn still_there(&self, known: &ServiceRelease) -> Result<bool, Problem> {
        let repository = self.registries.repository(&known.repository).await?;
        repository.exists(&known.digest).await
    }

    /// A service that Slipway does not build: what its version tag points to now.
    async fn pinned(
        &self,
        name: &str,
        service: &Service,
        context: &Context<'_>,
    ) -> Result<DraftService, Problem> {
        let repository = context.expand(&service.image, None)?;
        let version = context.version_of(service)?;
        let digest: Option<Digest> = self.registries.repository(&repository).await?.digest(&version).await?;
        let digest = digest.ok_or_else(|| {
            let message = format!("{name} is not built here, and the registry has no {repository}:{version}");
            Problem::new(Code::RegistryNotFound, message)
                .hint("push that image, or give the service a `build` entry")
        })?;
        let inputs = digest.hex()[..16].to_owned();
        Ok(DraftService { version, repository, inputs, digest: Some(digest), pushed_by: None })
    }
}
