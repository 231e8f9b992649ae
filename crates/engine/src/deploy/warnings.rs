//! What a plan says to look at before going on.

use std::collections::BTreeMap;

use slipway_domain::deployment::Deployment;
use slipway_domain::problem::Problem;
use slipway_domain::release::Release;
use slipway_domain::world::World;

use crate::ports::TreeFile;
use crate::project::Project;

impl Project {
    /// What to look at before a plan is carried out.
    pub(super) async fn warn(
        &self,
        before: Option<&Deployment>,
        after: &Deployment,
        world: &World,
    ) -> Result<Vec<String>, Problem> {
        let mut warnings = Vec::new();
        if after.release.commit.dirty {
            warnings.push("the release was built from a working tree with changes".to_owned());
        }
        if let Some(before) = before {
            warnings.extend(self.migrations(&before.release, &after.release).await);
        }
        for place in &world.places {
            if let Ok(seen) = &place.seen
                && seen.disk_free.is_some_and(|free| free < 1 << 30)
            {
                let free = seen.disk_free.unwrap_or_default() >> 20;
                warnings.push(format!("{} has only {free} MB of disk left", place.name));
            }
        }
        warnings.extend(self.unfit_platforms(after, world).await);
        Ok(warnings)
    }

    /// Whether two releases differ in migration files. Trees that this clone does not have are said.
    async fn migrations(&self, before: &Release, after: &Release) -> Option<String> {
        if self.policy.migrations.is_empty() {
            return None;
        }
        let (old, new) =
            futures::join!(self.source.files(&before.commit.tree), self.source.files(&after.commit.tree));
        let (Ok(old), Ok(new)) = (old, new) else {
            return Some(
                "this clone lacks a commit, so it cannot be told whether migrations differ".to_owned(),
            );
        };
        let pick = |files: Vec<TreeFile>| -> BTreeMap<String, String> {
            let wanted = |path: &str| crate::run::inputs::matches_any(&self.policy.migrations, path);
            files.into_iter().filter(|file| wanted(&file.path)).map(|file| (file.path, file.object)).collect()
        };
        let (old, new) = (pick(old), pick(new));
        let mut differing: Vec<&String> =
            old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path)).collect();
        differing.sort();
        differing.dedup();
        let first = differing.first()?;
        Some(format!(
            "{} migration files differ, {first} first; a rollback does not take a migration back",
            differing.len()
        ))
    }

    /// Places whose processor no variant of an image fits. A registry that does not answer is no warning: the
    /// pull will say so.
    async fn unfit_platforms(&self, after: &Deployment, world: &World) -> Vec<String> {
        let mut warnings = Vec::new();
        let services = after.parts().flat_map(|part| part.services.iter());
        for (name, service) in services.filter_map(|name| Some((name, after.service(name)?))) {
            let Ok(repository) = self.registries.repository(&service.repository).await else { continue };
            let Ok(metadata) = repository.metadata(&service.digest).await else { continue };
            for place in &world.places {
                let platform = place.seen.as_ref().ok().and_then(|seen| seen.platform.clone());
                if let Some(platform) = platform.filter(|platform| !metadata.platforms.contains(platform)) {
                    let has = metadata.platforms.join(", ");
                    warnings
                        .push(format!("{} is {platform}, and the image of {name} is for {has}", place.name));
                }
            }
        }
        warnings
    }
}
