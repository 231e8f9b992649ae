//! What a plan says to look at before going on.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use slipway_domain::caution::Caution;
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::disk_room;
use slipway_domain::path_pattern::PathPatterns;
use slipway_domain::platform;
use slipway_domain::release::{Release, ServiceRelease};
use slipway_domain::world::{Place, Seen, World};

use super::warning::Warning;
use crate::ports::{ImageMetadata, TreeFile};
use crate::project::Project;

impl Project {
    /// What to look at before a plan is carried out. `images` is what registries say of those that go out.
    pub(super) async fn warn(
        &self,
        before: Option<&Deployment>,
        after: &Deployment,
        world: &World,
        images: &Images,
    ) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if after.release.commit.dirty {
            let said = "the release was built from a working tree with changes";
            warnings.push(Warning::of(Caution::Dirty, said));
        }
        if let Some(before) = before {
            warnings.extend(self.migrations(&before.release, &after.release).await);
        }
        warnings.extend(unfit_platforms(images, world));
        let running = self.images_that_run(after, world).await;
        let short = world.seen_places().filter_map(|(place, seen)| short_disk(images, &running, place, seen));
        warnings.extend(short);
        warnings
    }

    /// Whether two releases differ in migration files. Trees that this clone does not have are said.
    async fn migrations(&self, before: &Release, after: &Release) -> Option<Warning> {
        if self.policy.migrations.is_empty() {
            return None;
        }
        let (old, new) =
            futures::join!(self.source.files(&before.commit.tree), self.source.files(&after.commit.tree));
        let (Ok(old), Ok(new)) = (old, new) else {
            let said = "this clone lacks a commit, so it cannot be told whether migrations differ";
            return Some(Warning::of(Caution::MigrationsUnknown, said));
        };
        let migrations = PathPatterns::new(&self.policy.migrations);
        let pick = |files: Vec<TreeFile>| -> BTreeMap<String, String> {
            let wanted = files.into_iter().filter(|file| migrations.names(&file.path));
            wanted.map(|file| (file.path, file.object)).collect()
        };
        let (old, new) = (pick(old), pick(new));
        let mut differing: Vec<&String> =
            old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path)).collect();
        differing.sort();
        differing.dedup();
        let first = differing.first()?;
        let which = match differing.len() {
            1 => format!("the migration file {first} differs"),
            many => format!("{many} migration files differ, {first} first"),
        };
        let parts = Caution::Migrations { files: differing.len() as u64, first: (*first).clone() };
        Some(Warning::of(parts, format!("{which}; a rollback does not take a migration back")))
    }

    /// What registries say of the images that go out, by service. One that does not answer is no warning: the
    /// pull will say so.
    pub(super) async fn images_of(&self, deployment: &Deployment) -> Images {
        let services = deployment.all_services();
        let asked = services
            .iter()
            .map(|name| async move { Some((name.clone(), self.image(deployment.service(name)?).await?)) });
        futures::future::join_all(asked).await.into_iter().flatten().collect()
    }

    /// Which images of a deployment are gone from their registries: places that do not have them any more cannot be
    /// brought back to it. A registry that does not say so while the places are looked at is no warning.
    pub(super) async fn gone(&self, deployment: &Deployment) -> Vec<Warning> {
        let names = deployment.all_services();
        let services: Vec<(&String, &ServiceRelease)> =
            names.iter().filter_map(|name| Some((name, deployment.service(name)?))).collect();
        let wanted = services.iter().map(|(_, own)| (own.digest.clone(), own.repository.clone())).collect();
        let there = match tokio::time::timeout(ANSWER_WITHIN, self.images_there(&wanted)).await {
            Ok(Ok(there)) => there,
            _ => BTreeMap::new(),
        };
        let gone = services.iter().filter(|(_, own)| there.get(&own.digest) == Some(&false));
        gone.map(|(name, own)| {
            let ServiceRelease { version, repository, .. } = own;
            let said = format!(
                "the image of {name} {version} is gone from {repository}, so a rollback to it works only where it \
                 was not removed yet"
            );
            let (service, version, repository) = ((*name).clone(), version.clone(), repository.clone());
            Warning::of(Caution::Gone { service, version, repository }, said)
        })
        .collect()
    }

    async fn image(&self, service: &ServiceRelease) -> Option<ImageMetadata> {
        self.registries.repository(&service.repository).await.ok()?.metadata(&service.digest).await.ok()
    }

    /// The same of the images that these services run now, by digest.
    async fn images_that_run(&self, services: &Deployment, world: &World) -> BTreeMap<Digest, ImageMetadata> {
        let mut wanted: BTreeMap<Digest, ServiceRelease> = BTreeMap::new();
        for (_, seen) in world.seen_places() {
            for (name, running) in &seen.services {
                let (Some(digest), Some(own)) = (&running.digest, services.service(name)) else { continue };
                wanted.insert(digest.clone(), ServiceRelease { digest: digest.clone(), ..own.clone() });
            }
        }
        let asked =
            wanted.into_iter().map(|(digest, own)| async move { Some((digest, self.image(&own).await?)) });
        futures::future::join_all(asked).await.into_iter().flatten().collect()
    }
}

/// What is known of images, by service.
pub(super) type Images = BTreeMap<String, ImageMetadata>;

/// How long a plan waits for registries to say whether images are there.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// That a place hardly has room for what it has to pull, or for anything.
fn short_disk(
    images: &Images,
    running: &BTreeMap<Digest, ImageMetadata>,
    place: &Place,
    seen: &Seen,
) -> Option<Warning> {
    let free = seen.disk_free?;
    let platform = seen.platform.as_deref().unwrap_or_default();
    let there = seen.services.values().filter_map(|one| running.get(one.digest.as_ref()?));
    let mut there: BTreeSet<&str> =
        there.flat_map(|image| image.layers_for(platform)).map(|layer| layer.id.as_str()).collect();
    let layers = images.values().flat_map(|image| image.layers_for(platform));
    let missing = layers.filter(|layer| there.insert(&layer.id));
    let compressed = missing.map(|layer| layer.size_bytes).fold(0, u64::saturating_add);
    let need = disk_room::needed(compressed);
    let (place, needed, left) = (place.name.clone(), disk_room::text(need), disk_room::text(free));
    if compressed > 0 && free < need {
        let said = format!("the images need about {needed} on {place}, and {left} are free");
        Some(Warning::of(Caution::Room { place, needed, free: left }, said))
    } else {
        let said = format!("{place} has only {left} of disk left");
        (free < disk_room::LITTLE).then(|| Warning::of(Caution::Disk { place, free: left }, said))
    }
}

/// Places whose processor no variant of an image fits.
fn unfit_platforms(images: &Images, world: &World) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (name, image) in images {
        for (place, seen) in world.seen_places() {
            let Some(own) = &seen.platform else { continue };
            // An image that says nothing of platforms may run anywhere.
            let mut has = image.platforms.iter();
            if has.len() > 0 && !has.any(|image| platform::runs_on(image, own)) {
                let (place, has) = (place.name.clone(), image.platforms.join(", "));
                let said = format!("{place} is {own}, and the image of {name} is for {has}");
                let (platform, service, platforms) = (own.clone(), name.clone(), image.platforms.clone());
                warnings.push(Warning::of(Caution::Platform { place, platform, service, platforms }, said));
            }
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Layer;
    use slipway_domain::world::{Health, Running};

    fn image(layers: &[(&str, u64)]) -> ImageMetadata {
        let layer = |(id, size_bytes): &(&str, u64)| Layer { id: (*id).to_owned(), size_bytes: *size_bytes };
        let layers: Vec<Layer> = layers.iter().map(layer).collect();
        ImageMetadata {
            created: None,
            size_bytes: layers.iter().map(|layer| layer.size_bytes).sum(),
            platforms: vec!["linux/amd64".to_owned()],
            labels: BTreeMap::new(),
            layers: [("linux/amd64".to_owned(), layers), ("linux/arm64".to_owned(), Vec::new())].into(),
        }
    }

    fn place(platform: &str) -> Place {
        let seen = Seen { platform: Some(platform.to_owned()), ..Seen::default() };
        Place { name: "host-1".into(), kind: "host".into(), seen: Ok(seen) }
    }

    #[test]
    fn only_a_processor_that_no_variant_fits_is_told() {
        let of = |platforms: &[&str]| -> Images {
            let platforms = platforms.iter().map(|one| (*one).to_owned()).collect();
            [("api".to_owned(), ImageMetadata { platforms, ..image(&[]) })].into()
        };
        let told = |platforms: &[&str], host: &str| {
            let warnings = unfit_platforms(&of(platforms), &World { places: vec![place(host)] });
            warnings.into_iter().map(|warning| warning.said).collect::<Vec<String>>()
        };
        assert_eq!(told(&["linux/arm64/v8"], "linux/arm64"), [""; 0]);
        assert_eq!(told(&[], "linux/arm64"), [""; 0]);
        assert_eq!(
            told(&["linux/amd64", "linux/arm64"], "linux/arm/v7"),
            ["host-1 is linux/arm/v7, and the image of api is for linux/amd64, linux/arm64"]
        );
    }

    #[test]
    fn room_is_needed_for_layers_that_are_not_there() {
        let old = Digest::of(b"old");
        let running = Running {
            digest: Some(old.clone()),
            release: None,
            version: None,
            commit: None,
            configuration: None,
            health: Health::Healthy,
            instance: None,
        };
        let seen = Seen {
            platform: Some("linux/amd64".to_owned()),
            services: [("api".to_owned(), running)].into(),
            disk_free: Some(300_000_000),
            ..Seen::default()
        };
        let place = Place { name: "host-1".into(), kind: "host".into(), seen: Ok(seen.clone()) };
        let api = image(&[("base", 400_000_000), ("own", 40_000_000)]);
        let images: Images = [("api".to_owned(), api.clone()), ("web".to_owned(), api)].into();
        let fresh = short_disk(&images, &BTreeMap::new(), &place, &seen).expect("a warning");
        assert_eq!(fresh.said, "the images need about 1.2 GB on host-1, and 300 MB are free");
        let there: BTreeMap<_, _> = [(old, image(&[("base", 400_000_000)]))].into();
        let some = short_disk(&images, &there, &place, &seen).expect("a warning");
        assert_eq!(some.parts, Some(Caution::Disk { place: "host-1".into(), free: "300 MB".into() }));
        assert_eq!(some.said, "host-1 has only 300 MB of disk left", "200 MB are enough for what is missing");
    }
}
