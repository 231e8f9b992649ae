//! Looking at containers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bollard::models::ContainerInspectResponse;
use bollard::query_parameters::{InspectContainerOptions, ListContainersOptions};
use futures::stream::{StreamExt, TryStreamExt};
use slipway_domain::problem::Problem;
use slipway_engine::ports::FoundContainer;

use crate::container_details::found;
use crate::engine::DockerEngine;
use crate::failure::missing;

impl DockerEngine {
    pub(crate) async fn list_containers(&self, labels: &[String]) -> Result<Vec<FoundContainer>, Problem> {
        self.settled().await?;
        let filters = HashMap::from([("label".to_owned(), labels.to_vec())]);
        let options = ListContainersOptions { all: true, filters: Some(filters), ..Default::default() };
        let listed = self
            .ask(self.docker.list_containers(Some(options)))
            .await
            .map_err(|error| self.problem("list containers", &error))?;
        let ids: Vec<String> = listed.into_iter().filter_map(|container| container.id).collect();
        let at_a_time = self.endpoint.at_a_time(ids.len());
        // One that is removed in between is left out, as if it had been removed before.
        let details: Vec<Option<ContainerInspectResponse>> = futures::stream::iter(ids)
            .map(|id| async move { self.inspect(&id).await })
            .buffered(at_a_time)
            .try_collect()
            .await?;
        self.with_digests(details.into_iter().flatten().collect()).await
    }

    pub(crate) async fn find_container(&self, name: &str) -> Result<Option<FoundContainer>, Problem> {
        self.settled().await?;
        let Some(details) = self.inspect(name).await? else { return Ok(None) };
        Ok(self.with_digests(vec![details]).await?.pop())
    }

    pub(crate) async fn inspect(&self, name: &str) -> Result<Option<ContainerInspectResponse>, Problem> {
        match self.ask(self.docker.inspect_container(name, None::<InspectContainerOptions>)).await {
            Ok(details) => Ok(Some(details)),
            Err(error) if missing(&error) => Ok(None),
            Err(error) => Err(self.problem(format!("look at the container {name}"), &error)),
        }
    }

    async fn with_digests(
        &self,
        details: Vec<ContainerInspectResponse>,
    ) -> Result<Vec<FoundContainer>, Problem> {
        let images: BTreeSet<String> = details.iter().filter_map(|details| details.image.clone()).collect();
        let at_a_time = self.endpoint.at_a_time(images.len());
        let digests: BTreeMap<String, Vec<String>> = futures::stream::iter(images)
            .map(|id| async move {
                let image = self.find_image(&id).await?;
                Ok::<_, Problem>((id, image.map(|image| image.repo_digests).unwrap_or_default()))
            })
            .buffered(at_a_time)
            .try_collect()
            .await?;
        let of = |details: &ContainerInspectResponse| {
            details.image.as_ref().and_then(|id| digests.get(id)).cloned().unwrap_or_default()
        };
        Ok(details
            .into_iter()
            .map(|details| {
                let own = of(&details);
                found(details, own)
            })
            .collect())
    }
}
