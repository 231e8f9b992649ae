//! Manifests: their digest, reading, writing and removing them.

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::ManifestInfo;

use crate::authorization::Action;
use crate::exchange::{Answer, Ask};
use crate::problems::senseless;
use crate::repository::Repository;
use crate::wire::{MANIFESTS, Manifest};

const DIGEST_HEADER: &str = "docker-content-digest";

impl Repository {
    /// The digest of a tag (or of a digest that is there): one request without a body, where the registry tells it in a header.
    pub(crate) async fn digest_of(&self, tag: &str) -> Result<Option<Digest>, Problem> {
        let ask = self.ask_manifest(Method::HEAD, tag).await?;
        let answer = self.send(&ask, Action::Pull).await?;
        match answer.status {
            StatusCode::NOT_FOUND => Ok(None),
            StatusCode::OK => match told(&answer) {
                Some(digest) => Ok(Some(digest)),
                None => self.digest_by_reading(tag).await,
            },
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => self.digest_by_reading(tag).await,
            _ => Err(self.endpoint.refused(&format!("look up {}", self.named(tag)), &answer).await),
        }
    }

    async fn digest_by_reading(&self, tag: &str) -> Result<Option<Digest>, Problem> {
        Ok(self.manifest_of(tag).await?.map(|manifest| manifest.digest))
    }

    /// The manifest of a tag or digest, checked against the digest.
    pub(crate) async fn manifest_of(&self, reference: &str) -> Result<Option<ManifestInfo>, Problem> {
        let ask = self.ask_manifest(Method::GET, reference).await?;
        let answer = self.send(&ask, Action::Pull).await?;
        match answer.status {
            StatusCode::NOT_FOUND => return Ok(None),
            StatusCode::OK => {}
            _ => {
                return Err(self.endpoint.refused(&format!("read {}", self.named(reference)), &answer).await);
            }
        }
        let digest = Digest::of(&answer.body);
        let expected = reference.parse().ok().or_else(|| told(&answer));
        if expected.is_some_and(|expected| expected != digest) {
            return Err(self.altered(reference));
        }
        let media_type = media_type(&answer);
        Ok(Some(ManifestInfo { digest, media_type, bytes: answer.body }))
    }

    /// Content of the repository that is no manifest, checked against its digest.
    pub(crate) async fn blob(&self, digest: &Digest) -> Result<Bytes, Problem> {
        let ask = self.ask(Method::GET, &format!("blobs/{digest}")).await?;
        let answer = self.send(&ask, Action::Pull).await?;
        if answer.status != StatusCode::OK {
            let purpose = format!("read {}", self.named(digest.as_str()));
            return Err(self.endpoint.refused(&purpose, &answer).await);
        }
        match Digest::of(&answer.body) == *digest {
            true => Ok(answer.body),
            false => Err(self.altered(digest.as_str())),
        }
    }

    /// Puts a manifest under a tag (or its own digest).
    pub(crate) async fn put_manifest(
        &self,
        bytes: Bytes,
        media_type: &str,
        reference: &str,
    ) -> Result<Digest, Problem> {
        let digest = Digest::of(&bytes);
        let mut ask = self.ask(Method::PUT, &format!("manifests/{reference}")).await?;
        ask.body = Some((media_type.to_owned(), bytes));
        let answer = self.send(&ask, Action::Push).await?;
        if !matches!(answer.status, StatusCode::CREATED | StatusCode::OK | StatusCode::ACCEPTED) {
            return Err(self.endpoint.refused(&format!("write {}", self.named(reference)), &answer).await);
        }
        // A proxy may answer in the registry's place; what counts is what lies there now.
        let there = match told(&answer) {
            Some(told) => Some(told),
            None => self.digest_of(reference).await?,
        };
        match there.as_ref() == Some(&digest) {
            true => Ok(digest),
            false => Err(self.altered(reference)),
        }
    }

    /// Removes a manifest with all its tags. One that is not there any more is as good as removed.
    pub(crate) async fn delete_manifest(&self, digest: &Digest) -> Result<(), Problem> {
        let ask = self.ask(Method::DELETE, &format!("manifests/{digest}")).await?;
        let answer = self.send(&ask, Action::Delete).await?;
        match answer.status {
            status if status.is_success() => Ok(()),
            StatusCode::NOT_FOUND => Ok(()),
            StatusCode::METHOD_NOT_ALLOWED => Err(self.deletion_is_off(digest)),
            _ => {
                Err(self.endpoint.refused(&format!("remove {}", self.named(digest.as_str())), &answer).await)
            }
        }
    }

    async fn ask_manifest(&self, method: Method, reference: &str) -> Result<Ask, Problem> {
        let mut ask = self.ask(method, &format!("manifests/{reference}")).await?;
        ask.accept = Some(MANIFESTS);
        Ok(ask)
    }

    /// `team/api:1.2` or `team/api@sha256:…`.
    pub(crate) fn named(&self, reference: &str) -> String {
        let mark = if reference.contains(':') { '@' } else { ':' };
        format!("{}{mark}{reference}", self.path)
    }

    fn altered(&self, reference: &str) -> Problem {
        let what = format!("holds other content under {} than its digest says", self.named(reference));
        senseless(&self.endpoint.host, &what)
    }

    fn deletion_is_off(&self, digest: &Digest) -> Problem {
        let message =
            format!("{} removes nothing, so {} stays", self.endpoint.host, self.named(digest.as_str()));
        Problem::new(Code::RegistryFailed, message).hint(
            "whoever runs the registry can allow it (docker-registry: `storage: delete: enabled: true`)",
        )
    }
}

/// The digest that the registry tells in a header.
fn told(answer: &Answer) -> Option<Digest> {
    answer.header(DIGEST_HEADER)?.trim().parse().ok()
}

/// The media type by the header, or by the content where the header says nothing of use.
fn media_type(answer: &Answer) -> String {
    let header = answer.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    let header = header.split(';').next().unwrap_or_default().trim();
    let inner = || serde_json::from_slice::<Manifest>(&answer.body).ok()?.media_type;
    match header.contains("manifest") || header.contains("index") {
        true => header.to_owned(),
        false => inner().unwrap_or_else(|| header.to_owned()),
    }
}
