//! Releases of the sample, as deployments.

use std::collections::BTreeMap;

use slipway_container::ContainerTarget;
use slipway_domain::deployment::{Configuration, Deployment, Setting};
use slipway_domain::release::{Release, ServiceRelease};

use super::Stage;
use super::origins::{Files, recipe, release};

impl Stage {
    /// A release: its number, the image of `api`, and more variables for it.
    pub async fn release(&self, number: u64, api: &str, more: &[(&str, &str)], web: bool) -> Deployment {
        let service = |name: &str, image: &str, version: String| ServiceRelease {
            version,
            repository: self.registry.image(&format!("team/{name}")),
            digest: self.images[image].clone(),
            inputs: "x".to_owned(),
        };
        // A service that did not change keeps its version.
        let version = format!("0.1.{}", if web { number } else { 2 });
        let mut services = BTreeMap::from([("api".to_owned(), service("api", api, version))]);
        if web {
            services.insert("web".to_owned(), service("web", "web", "0.1.1".to_owned()));
        }
        let plain = |(name, value): &(&str, &str)| ((*name).to_owned(), Setting::Plain((*value).to_owned()));
        let common = [("GREETING", "hello")];
        let api: Configuration = common.iter().chain(more).map(plain).collect();
        let configuration =
            [("api".to_owned(), api), ("web".to_owned(), common.iter().map(plain).collect())].into();
        let target = ContainerTarget::new(self.kit.clone(), &self.policy, "mine");
        Deployment {
            environment: "mine".to_owned(),
            services: services.keys().cloned().collect(),
            release: Release { services, ..release(number, Vec::new()) },
            configuration,
            recipe: recipe(&target, &Files::default(), &self.policy).await.unwrap(),
            whole: None,
            others: Vec::new(),
        }
    }
}
