//! Pulling images.

use std::collections::BTreeMap;

use bollard::errors::Error;
use bollard::models::ProgressDetail;
use bollard::query_parameters::CreateImageOptions;
use futures::StreamExt;
use serde_json::json;
use slipway_domain::engine_failure::image_failure;
use slipway_domain::how_far::HowFar;
use slipway_domain::image::ImageReference;
use slipway_domain::platform;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Login;

use crate::auth::credentials;
use crate::engine::{DockerEngine, odd_answer};
use crate::failure;

impl DockerEngine {
    pub(crate) async fn pull_image(
        &self,
        reference: &str,
        login: Option<&Login>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<(), Problem> {
        let image = ImageReference::of(reference);
        let options = CreateImageOptions {
            from_image: Some(image.name.to_owned()),
            tag: Some(image.which().unwrap_or("latest").to_owned()),
            ..Default::default()
        };
        let mut answers = self.docker.create_image(Some(options), None, credentials(reference, login));
        let mut progress = Progress::new(|percent| HowFar::Pulling { percent });
        while let Some(answer) = answers.next().await {
            let answer = answer.map_err(|error| self.registry_problem("pull", reference, login, &error))?;
            progress.update(answer.id, answer.status.as_deref(), answer.progress_detail, tell);
        }
        self.check_platform(reference).await
    }

    /// An engine pulls an image of a single other platform without a word.
    async fn check_platform(&self, reference: &str) -> Result<(), Problem> {
        let image = self.find_image(reference).await?;
        let image =
            image.ok_or_else(|| odd_answer(&self.endpoint, "an image was pulled but is not there"))?;
        if platform::runs_on(&image.platform, &self.info.platform) {
            return Ok(());
        }
        let message = format!(
            "The image {reference} is for {}, but {} runs {}.",
            image.platform,
            self.endpoint.describe(),
            self.info.platform
        );
        let details = json!({ "image": image.platform, "engine": self.info.platform });
        Err(Problem::new(Code::PlatformMissing, message).details(details))
    }

    /// The problem behind a failed pull or push.
    pub(crate) fn registry_problem(
        &self,
        verb: &str,
        reference: &str,
        login: Option<&Login>,
        error: &Error,
    ) -> Problem {
        let said = match error {
            Error::DockerStreamError { error } => error.as_str(),
            Error::DockerResponseServerError { message, .. } => message.as_str(),
            error => return self.problem(format!("{verb} {reference}"), error),
        };
        let Some(code) = image_failure(said) else {
            return failure::sentence(&self.endpoint, &format!("{verb} {reference}"), said);
        };
        let message = self.registry_sentence(code, verb, reference, login, said.trim().trim_end_matches('.'));
        Problem::new(code, message).details(json!({ "reference": reference }))
    }

    fn registry_sentence(
        &self,
        code: Code,
        verb: &str,
        reference: &str,
        login: Option<&Login>,
        said: &str,
    ) -> String {
        let place = self.endpoint.describe();
        match code {
            Code::PlatformMissing => {
                format!(
                    "The image {reference} has no variant for {}, which {place} runs: {said}.",
                    self.info.platform
                )
            }
            Code::DiskShort => {
                format!("The disk of {place} is full, so {reference} could not be stored: {said}.")
            }
            Code::RegistryDenied => {
                let who = login.map_or("an anonymous user", |login| &login.user);
                format!(
                    "The registry {} refused to let {who} {verb} {reference}: {said}.",
                    ImageReference::of(reference).host()
                )
            }
            _ => format!("{reference} could not be {verb}ed: {said}."),
        }
    }
}

/// How far the layers of an image are, as one number.
pub(crate) struct Progress {
    /// What is told of so many percent.
    word: fn(u64) -> HowFar,
    layers: BTreeMap<String, (i64, i64)>,
    told: Option<i64>,
}

impl Progress {
    pub(crate) fn new(word: fn(u64) -> HowFar) -> Self {
        Self { word, layers: BTreeMap::new(), told: None }
    }

    /// Takes one message in and tells when the number has grown.
    pub(crate) fn update(
        &mut self,
        layer: Option<String>,
        status: Option<&str>,
        detail: Option<ProgressDetail>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) {
        let moves = status.is_some_and(|status| matches!(status, "Downloading" | "Pushing"));
        if let (true, Some(layer), Some(detail)) = (moves, layer, detail) {
            self.layers.insert(layer, (detail.current.unwrap_or(0), detail.total.unwrap_or(0)));
        }
        let (done, total) =
            self.layers.values().fold((0, 0), |sum, layer| (sum.0 + layer.0, sum.1 + layer.1));
        let percent = (total > 0).then(|| (done * 100 / total).min(100));
        if percent.is_some_and(|percent| self.told.is_none_or(|told| percent > told)) {
            self.told = percent;
            let percent = percent.and_then(|percent| u64::try_from(percent).ok());
            tell((self.word)(percent.unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_when_it_grows() {
        let told = std::sync::Mutex::new(Vec::new());
        let tell = |far: HowFar| told.lock().unwrap().push(far.to_string());
        let mut progress = Progress::new(|percent| HowFar::Pulling { percent });
        let mut feed = |layer: &str, current, total| {
            let detail = ProgressDetail { current: Some(current), total: Some(total) };
            progress.update(Some(layer.to_owned()), Some("Downloading"), Some(detail), &tell);
        };
        feed("a", 32, 100);
        feed("a", 32, 100);
        feed("b", 0, 100);
        feed("a", 100, 100);
        feed("b", 28, 100);
        assert_eq!(*told.lock().unwrap(), ["pulling 32 %", "pulling 50 %", "pulling 64 %"]);
    }
}
