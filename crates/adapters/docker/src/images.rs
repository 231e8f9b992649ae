//! Images as an engine has them.

use bollard::models::ImageInspect;
use bollard::query_parameters::{RemoveImageOptions, TagImageOptions};
use futures::stream::{StreamExt, TryStreamExt};
use slipway_domain::image::ImageReference;
use slipway_domain::problem::Problem;
use slipway_engine::ports::{ImageInfo, ImageTexts, TarStream};

use crate::engine::DockerEngine;
use crate::failure::{answer, missing, problem};

impl DockerEngine {
    pub(crate) async fn find_image(&self, reference: &str) -> Result<Option<ImageInfo>, Problem> {
        match self.ask(self.docker.inspect_image(reference)).await {
            Ok(details) => Ok(Some(image(details))),
            Err(error) if missing(&error) => Ok(None),
            Err(error) => Err(self.problem(format!("look at the image {reference}"), &error)),
        }
    }

    pub(crate) async fn texts_of_image(&self, reference: &str) -> Result<Option<ImageTexts>, Problem> {
        let details = match self.ask(self.docker.inspect_image(reference)).await {
            Ok(details) => details,
            Err(error) if missing(&error) => return Ok(None),
            Err(error) => return Err(self.problem(format!("look at the image {reference}"), &error)),
        };
        match self.ask(self.docker.image_history(reference)).await {
            Ok(steps) => {
                let history = steps.into_iter().rev().map(|step| step.created_by).collect();
                Ok(Some(ImageTexts { history, ..texts(details) }))
            }
            Err(error) if missing(&error) => Ok(None),
            Err(error) => Err(self.problem(format!("tell how the image {reference} was made"), &error)),
        }
    }

    /// It may take as long as it takes: the layers of an image are many gigabytes at times.
    pub(crate) fn export_image(&self, reference: &str) -> TarStream {
        let (endpoint, what) = (self.endpoint.clone(), format!("export the image {reference}"));
        let pieces = self.docker.export_image(reference);
        pieces.map_err(move |error| problem(&endpoint, &what, &error)).boxed()
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

fn texts(details: ImageInspect) -> ImageTexts {
    let config = details.config.unwrap_or_default();
    let check = config.healthcheck.and_then(|check| check.test);
    let commands = [config.entrypoint, config.cmd, check].into_iter().flatten();
    ImageTexts {
        env: config.env.unwrap_or_default(),
        labels: config.labels.unwrap_or_default().into_iter().collect(),
        commands: commands.map(|words| words.join(" ")).collect(),
        history: Vec::new(),
    }
}

/// Engines refuse to remove what a container uses or another name needs, with a conflict.
fn in_use(error: &bollard::errors::Error) -> bool {
    answer(error).is_some_and(|(status, _)| status == 409)
}
