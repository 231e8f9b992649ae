//! Writing small contents that manifests refer to (OCI distribution specification, "Pushing blobs").

use bytes::Bytes;
use reqwest::header::LOCATION;
use reqwest::{Method, StatusCode, Url};
use slipway_domain::digest::Digest;
use slipway_domain::problem::Problem;

use crate::authorization::Action;
use crate::exchange::{Answer, Ask};
use crate::problems::senseless;
use crate::repository::Repository;

impl Repository {
    /// Keeps a content, if it is not there yet: one request to begin, one with the whole of it.
    pub(crate) async fn put_content(&self, content: Bytes) -> Result<Digest, Problem> {
        let digest = Digest::of(&content);
        if self.holds(&digest).await? {
            return Ok(digest);
        }
        let begin = self.ask(Method::POST, "blobs/uploads/").await?;
        let begun = self.send(&begin, Action::Push).await?;
        if begun.status != StatusCode::ACCEPTED {
            return Err(self.unwritten(&digest, &begun).await);
        }
        let mut url = self.upload_address(&begin.url, &begun)?;
        url.query_pairs_mut().append_pair("digest", digest.as_str());
        let mut ask = Ask::new(Method::PUT, url);
        ask.body = Some(("application/octet-stream".to_owned(), content));
        let written = self.send(&ask, Action::Push).await?;
        match written.status {
            StatusCode::CREATED | StatusCode::NO_CONTENT | StatusCode::OK => Ok(digest),
            // Sent again because the first answer was lost, the upload is not known any more: it was ended by the first.
            StatusCode::NOT_FOUND if self.holds(&digest).await? => Ok(digest),
            _ => Err(self.unwritten(&digest, &written).await),
        }
    }

    /// Whether a content is there. Asked as one who writes, so that one token serves for all of it.
    async fn holds(&self, digest: &Digest) -> Result<bool, Problem> {
        let ask = self.ask(Method::HEAD, &format!("blobs/{digest}")).await?;
        Ok(self.send(&ask, Action::Push).await?.status == StatusCode::OK)
    }

    /// Where the content goes. The login is shown there, so it has to be the same host; a scheme or port that a
    /// proxy before the registry got wrong is put right.
    fn upload_address(&self, asked: &Url, begun: &Answer) -> Result<Url, Problem> {
        let nowhere = || senseless(&self.endpoint.host, "does not say where a content is to be sent to");
        let mut url =
            asked.join(begun.header(LOCATION.as_str()).unwrap_or_default()).map_err(|_| nowhere())?;
        if url.host_str() != asked.host_str() || url.path() == asked.path() {
            return Err(nowhere());
        }
        let kept = url.set_scheme(asked.scheme()).and_then(|()| url.set_port(asked.port()));
        kept.map_err(|()| nowhere())?;
        Ok(url)
    }

    async fn unwritten(&self, digest: &Digest, answer: &Answer) -> Problem {
        self.endpoint.refused(&format!("write {}", self.named(digest.as_str())), answer).await
    }
}
