//! Whether there is room for what is about to be pulled.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use slipway_domain::disk_room;
use slipway_domain::ids::OperationId;
use slipway_domain::image::ImageReference;
use slipway_domain::label;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{ContainerEngine, Fence, ImageMetadata};

use crate::fence::checked;
use crate::kit::Kit;
use crate::lock_file::without_brace;
use crate::shell::{prelude, quote};
use crate::spot::Spot;

/// How long registries may take to say how large images are.
const PATIENCE: Duration = Duration::from_secs(5);

/// Refuses to pull where the disk is too small or the fence is not the host's, and writes into the journal what is
/// pulled: only what Slipway brought does it ever remove.
pub async fn make_sure(
    kit: &Kit,
    spot: &Spot,
    engine: &dyn ContainerEngine,
    images: &[String],
    fence: Fence,
    operation: OperationId,
) -> Result<(), Problem> {
    let info = engine.info().await?;
    let compressed = compressed(kit, spot, engine, &info.platform, images).await;
    let need = disk_room::needed(compressed);
    let own: Vec<&String> = images.iter().filter(|image| image.contains('@')).collect();
    let line = without_brace(&json!({ "kind": "pulled", "images": own }).to_string());
    let before = match fence.0 {
        Some(fence) => checked(spot, fence, operation),
        None => prelude(spot),
    };
    let noted = if own.is_empty() || fence.0.is_none() { String::new() } else { quote(&line) };
    let before = format!("{before}line={noted}\n");
    let (root, kilobytes) = (quote(&info.root), need.div_ceil(1024));
    let script = format!("{before}root={root}; need={kilobytes}\n{}", include_str!("scripts/room.sh"));
    let said = kit.script(spot, script, String::new()).await?.out();
    let short = said.trim().strip_prefix("short ").and_then(|free| free.parse::<u64>().ok());
    match short {
        Some(free) => Err(too_small(spot, &info.root, need, free * 1024)),
        None => Ok(()),
    }
}

fn too_small(spot: &Spot, root: &str, need: u64, free: u64) -> Problem {
    let (need, free) = (disk_room::text(need), disk_room::text(free));
    let place = &spot.place;
    let text = format!(
        "the images need about {need} on {place} in {root}, and {free} are free, so nothing is pulled"
    );
    Problem::new(Code::DiskShort, text)
}

/// The compressed bytes of the layers that are not there yet, as far as registries tell in time. What is there is
/// told by the images of the project's own containers: with them a new release shares most.
async fn compressed(
    kit: &Kit,
    spot: &Spot,
    engine: &dyn ContainerEngine,
    platform: &str,
    images: &[String],
) -> u64 {
    let known = futures::future::join(sizes(kit, images), there(spot, engine));
    let Ok((sizes, mut there)) = tokio::time::timeout(PATIENCE, known).await else { return 0 };
    let layers = sizes.iter().flat_map(|image| image.layers_for(platform));
    let missing = layers.filter(|layer| there.insert(layer.id.clone()));
    missing.map(|layer| layer.size_bytes).fold(0, u64::saturating_add)
}

/// The layers of the images of the project's own containers.
async fn there(spot: &Spot, engine: &dyn ContainerEngine) -> BTreeSet<String> {
    let own = [format!("{}={}", label::PROJECT, spot.project)];
    let containers = engine.containers(&own).await.unwrap_or_default();
    let ids: BTreeSet<String> = containers.into_iter().map(|container| container.image_id).collect();
    let looks = ids.iter().map(|id| engine.image(id));
    let found = futures::future::join_all(looks).await;
    found.into_iter().filter_map(|image| image.ok().flatten()).flat_map(|image| image.layers).collect()
}

/// What registries say of images; those that they say nothing of are left out.
async fn sizes(kit: &Kit, images: &[String]) -> Vec<ImageMetadata> {
    let asked = images.iter().map(|image| size(kit, image));
    futures::future::join_all(asked).await.into_iter().flatten().collect()
}

/// What the registry says of an image.
async fn size(kit: &Kit, image: &str) -> Option<ImageMetadata> {
    let image = ImageReference::of(image);
    let repository = kit.registries.repository(image.name).await.ok()?;
    let reference = image.which().unwrap_or("latest");
    let digest = match reference.parse() {
        Ok(digest) => digest,
        Err(_) => repository.digest(reference).await.ok()??,
    };
    repository.metadata(&digest).await.ok()
}
