//! Files into and out of containers, as tar streams that are never held whole.

use bollard::query_parameters::{DownloadFromContainerOptions, UploadToContainerOptions};
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use slipway_domain::problem::Problem;

use crate::engine::DockerEngine;
use crate::failure::{answer, missing, problem};

impl DockerEngine {
    pub(crate) async fn put_archive(
        &self,
        name: &str,
        directory: &str,
        tar: BoxStream<'static, Result<Bytes, Problem>>,
    ) -> Result<(), Problem> {
        let options = UploadToContainerOptions { path: directory.to_owned(), ..Default::default() };
        let body = bollard::body_try_stream(tar.map_err(std::io::Error::other));
        let sent = self.docker.upload_to_container(name, Some(options), body).await;
        sent.map_err(|error| self.problem(format!("unpack files into {directory} of {name}"), &error))
    }

    pub(crate) async fn get_archive(
        &self,
        name: &str,
        path: &str,
    ) -> Result<Option<BoxStream<'static, Result<Bytes, Problem>>>, Problem> {
        let what = format!("read {path} of {name}");
        let options = DownloadFromContainerOptions { path: path.to_owned() };
        let mut pieces = self.docker.download_from_container(name, Some(options));
        let first = match pieces.next().await {
            Some(Err(error)) if missing(&error) && !container_missing(&error) => return Ok(None),
            Some(Err(error)) => return Err(self.problem(what, &error)),
            Some(Ok(first)) => Some(Ok(first)),
            None => None,
        };
        let endpoint = self.endpoint.clone();
        let rest = pieces.map_err(move |error| problem(&endpoint, &what, &error));
        Ok(Some(stream::iter(first).chain(rest).boxed()))
    }
}

fn container_missing(error: &bollard::errors::Error) -> bool {
    answer(error).is_some_and(|(_, said)| said.to_ascii_lowercase().contains("no such container"))
}
