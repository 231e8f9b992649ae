//! Pushing images.

use bollard::query_parameters::PushImageOptions;
use futures::StreamExt;
use slipway_domain::digest::Digest;
use slipway_domain::how_far::HowFar;
use slipway_domain::image::ImageReference;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Login, Pushed};

use crate::auth::credentials;
use crate::engine::{DockerEngine, odd_answer};
use crate::pull::Progress;

impl DockerEngine {
    pub(crate) async fn push_image(
        &self,
        name: &str,
        login: Option<&Login>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<Pushed, Problem> {
        let image = ImageReference::of(name);
        let (repository, tag) = (image.name, image.which().unwrap_or("latest"));
        let options = PushImageOptions { tag: Some(tag.to_owned()), platform: None };
        let mut answers = self.docker.push_image(repository, Some(options), credentials(name, login));
        let mut progress = Progress::new(|percent| HowFar::Pushing { percent });
        let mut digest = None;
        while let Some(answer) = answers.next().await {
            let answer = answer.map_err(|error| self.registry_problem("push", name, login, &error))?;
            let status = answer.status.unwrap_or_default();
            digest = pushed_digest(&status, tag).or(digest);
            // Messages about layers carry no id in bollard's model, so only one layer's progress is seen at a time.
            progress.update(Some(String::new()), Some(&status), answer.progress_detail, tell);
        }
        let digest = digest.ok_or_else(|| odd_answer(&self.endpoint, "a push ended without a digest"))?;
        self.check_digest(name, repository, digest).await
    }

    /// What the registry was said to have taken must be what the engine has under that repository.
    async fn check_digest(&self, name: &str, repository: &str, digest: Digest) -> Result<Pushed, Problem> {
        let image = self.find_image(name).await?;
        let image =
            image.ok_or_else(|| odd_answer(&self.endpoint, "an image was pushed but is not there"))?;
        let known = image.repo_digests.iter().any(|text| is_of(text, repository, &digest));
        if known {
            return Ok(Pushed { digest });
        }
        let message = format!(
            "{name} was pushed as {digest}, but the engine knows it as {}: the name may have moved meanwhile.",
            image.repo_digests.join(", ")
        );
        Err(Problem::new(Code::RegistryFailed, message).hint("run again; nothing was deployed"))
    }
}

fn is_of(text: &str, repository: &str, digest: &Digest) -> bool {
    let short = repository.trim_start_matches("docker.io/").trim_start_matches("library/");
    text.split_once('@').is_some_and(|(name, own)| {
        own == digest.as_str() && (name == repository || name.trim_start_matches("docker.io/") == short)
    })
}

/// The digest in a line such as `1.0: digest: sha256:… size: 527`.
fn pushed_digest(status: &str, tag: &str) -> Option<Digest> {
    let rest = status.strip_prefix(tag)?.strip_prefix(": digest: ")?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_read_from_the_status() {
        let digest = Digest::of(b"x");
        assert_eq!(pushed_digest(&format!("1.0: digest: {digest} size: 527"), "1.0"), Some(digest.clone()));
        assert_eq!(pushed_digest(&format!("1.1: digest: {digest} size: 527"), "1.0"), None);
        assert_eq!(pushed_digest("Pushed", "1.0"), None);
        assert!(is_of(&format!("r:5000/a@{digest}"), "r:5000/a", &digest));
        assert!(!is_of(&format!("r:5000/b@{digest}"), "r:5000/a", &digest));
        assert!(is_of(&format!("alpine@{digest}"), "docker.io/library/alpine", &digest));
    }
}
