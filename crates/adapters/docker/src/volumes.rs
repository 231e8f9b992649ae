//! Volumes.

use std::collections::{BTreeMap, HashMap};

use bollard::models::VolumeCreateRequest;
use bollard::query_parameters::{ListVolumesOptions, RemoveVolumeOptions};
use slipway_domain::problem::Problem;

use crate::engine::{DockerEngine, LONGEST_REMOVAL};
use crate::failure::missing;

impl DockerEngine {
    pub(crate) async fn make_volume(
        &self,
        name: &str,
        labels: &BTreeMap<String, String>,
    ) -> Result<(), Problem> {
        let request = VolumeCreateRequest {
            name: Some(name.to_owned()),
            labels: Some(labels.clone().into_iter().collect()),
            ..Default::default()
        };
        let made = self.carry(|docker| async move { docker.create_volume(request).await });
        made.await?.map(|_| ()).map_err(|error| self.problem(format!("create the volume {name}"), &error))
    }

    pub(crate) async fn list_volumes(&self, begin: &str) -> Result<Vec<String>, Problem> {
        self.settled().await?;
        // The engine's filter lets names pass that hold it anywhere.
        let filters = HashMap::from([("name".to_owned(), vec![begin.to_owned()])]);
        let options = ListVolumesOptions { filters: Some(filters) };
        let listed = self.ask(self.docker.list_volumes(Some(options))).await;
        let listed = listed.map_err(|error| self.problem("list volumes", &error))?;
        let names = listed.volumes.into_iter().flatten().map(|volume| volume.name);
        let mut names: Vec<_> = names.filter(|name| name.starts_with(begin)).collect();
        names.sort();
        Ok(names)
    }

    pub(crate) async fn delete_volume(&self, name: &str) -> Result<(), Problem> {
        self.settled().await?;
        let options = RemoveVolumeOptions { force: false };
        match self.within(LONGEST_REMOVAL, self.docker.remove_volume(name, Some(options))).await {
            Err(error) if !missing(&error) => Err(self.problem(format!("remove the volume {name}"), &error)),
            _ => Ok(()),
        }
    }
}
