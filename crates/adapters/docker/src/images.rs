//! Images as an engine has them.

use bollard::models::ImageInspect;
use bollard::query_parameters::{RemoveImageOptions, TagImageOptions};
use slipway_domain::image::ImageReference;
use slipway_domain::problem::Problem;
use slipway_engine::ports::ImageInfo;

use crate::engine::DockerEngine;
use crate::failure::{answer, missing};

impl DockerEngine {
    pub(crate) async fn find_image(&self, reference: &str) -> Result<Option<ImageInfo>, Problem> {
        match self.ask(self.docker.inspect_image(reference)).await {
            Ok(details) => Ok(Some(image(details))),
            Err(error) if missing(&error) => Ok(None),
            Err(error) => Err(self.problem(format!("look at the image {reference}"), &error)),
        }
    }

    pub(crate) async fn tag_image(&self, image: &str, name: &str) -> Result<(), Problem> {
        let ImageReference { name: repo, tag, .. } = ImageReference::of(name);
        let options = TagImageOptions { repo: Some(repo.to_owned()), tag: tag.map(str::to_owned) };
        let tagged = self.docker.tag_image(image, Some(options)).await;
        tagged.map_err(|error| self.problem(format!("name the image {image} {name}"), &error))
    }

    pub(crate) async fn delete_image(&self, reference: &str) -> Result<(), Problem> {
        match self.docker.remove_image(reference, None::<RemoveImageOptions>, None).await {
            Err(error) if missing(&error) || in_use(&error) => Ok(()),
            Err(error) => Err(self.problem(format!("remove the image {reference}"), &error)),
            Ok(_) => Ok(()),
        }
    }
}

fn image(details: ImageInspect) -> ImageInfo {
    let os = details.os.unwrap_or_default();
    let arch = details.architecture.unwrap_or_default();
    ImageInfo {
        id: details.id.unwrap_or_default(),
        repo_digests: details.repo_digests.unwrap_or_default(),
        platform: match details.variant.filter(|variant| !variant.is_empty()) {
            Some(variant) => format!("{os}/{arch}/{variant}"),
            None => format!("{os}/{arch}"),
        },
        labels: details.config.and_then(|config| config.labels).unwrap_or_default().into_iter().collect(),
        size: details.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
        layers: details.root_fs.and_then(|root| root.layers).unwrap_or_default(),
    }
}

/// Engines refuse to remove what a container uses or another name needs, with a conflict.
fn in_use(error: &bollard::errors::Error) -> bool {
    answer(error).is_some_and(|(status, _)| status == 409)
}
