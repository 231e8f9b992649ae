//! Releases of the sample, as deployments.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_domain::deployment::{Configuration, Deployment, Setting};
use slipway_domain::digest::Digest;
use slipway_domain::release::{Release, ServiceRelease};
use slipway_hosts::contract::Which;

use super::origins::release;

/// A release of the sample in a few words.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    pub number: u64,
    /// The image of `api`.
    pub api: &'a str,
    /// More variables for `api`.
    pub more: &'a [(&'a str, &'a str)],
    /// Whether there is `web`.
    pub web: bool,
}

impl Of<'static> {
    /// The releases that the contract asks for.
    pub fn which(which: Which) -> Self {
        match which {
            Which::First => Self { number: 1, api: "api", more: &[], web: true },
            Which::Second => Self { number: 2, api: "api-2", more: &[], web: true },
            Which::Failing => Self { number: 3, api: "api-2", more: &[("FAIL", "no database")], web: true },
            Which::WithoutWeb => Self { number: 4, api: "api-2", more: &[], web: false },
        }
    }
}

/// Where the sample's releases go and what they are made of.
pub struct Sample<'a> {
    pub environment: &'a str,
    /// By their names here: `api`, `api-2`, `web`.
    pub images: &'a BTreeMap<&'static str, Digest>,
    /// The repositories of `api` and `web`.
    pub repositories: [String; 2],
    /// Variables of both services.
    pub common: &'a [(&'a str, &'a str)],
}

impl Sample<'_> {
    /// The release in the environment.
    pub fn deployment(&self, of: Of<'_>, recipe: Value) -> Deployment {
        let service = |repository: &String, image: &str, version: String| ServiceRelease {
            version,
            repository: repository.clone(),
            digest: self.images[image].clone(),
            inputs: "x".to_owned(),
        };
        let [api, web] = &self.repositories;
        // A service that did not change keeps its version.
        let version = format!("0.1.{}", if of.web { of.number } else { 2 });
        let mut services = BTreeMap::from([("api".to_owned(), service(api, of.api, version))]);
        if of.web {
            services.insert("web".to_owned(), service(web, "web", "0.1.1".to_owned()));
        }
        let plain = |(name, value): &(&str, &str)| ((*name).to_owned(), Setting::Plain((*value).to_owned()));
        let api: Configuration = self.common.iter().chain(of.more).map(plain).collect();
        let web = self.common.iter().map(plain).collect();
        let release = Release { services, ..release(of.number, Vec::new()) };
        Deployment {
            configuration: [("api".to_owned(), api), ("web".to_owned(), web)].into(),
            recipe,
            ..slipway_fixtures::deployment(self.environment, release)
        }
    }
}
