//! The sample's project.

use slipway_domain::config::{Config, Environment, OnFailure, Service, Target, Verify};
use slipway_domain::duration::Duration;
use slipway_domain::template::Template;

/// The project of the sample with these images of its services, and one environment whose `api` says its version at
/// that address.
pub fn project(images: [(&str, &str); 2], name: &str, target: Target, url: &str) -> Config {
    let verify = Verify {
        url: Template::parse(url).unwrap(),
        contains: Some(Template::parse("${version}").unwrap()),
        within: Duration::from_secs(10),
        service: Some("api".to_owned()),
        ..Verify::default()
    };
    let service = |(name, image): (&str, &str)| {
        (name.to_owned(), Service { image: Template::parse(image).unwrap(), ..Service::default() })
    };
    let on_failure = OnFailure::Rollback;
    let environment = Environment { target, verify: vec![verify], on_failure, ..Environment::default() };
    Config {
        version: 1,
        project: "recipes".to_owned(),
        services: images.into_iter().map(service).collect(),
        environments: [(name.to_owned(), environment)].into_iter().collect(),
        ..Config::default()
    }
}
