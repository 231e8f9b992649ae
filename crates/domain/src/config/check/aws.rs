//! What is said of AWS: accounts, regions, credentials, registries.

use super::Subject;
use crate::aws_registry::AwsRegistry;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{Aws, Registry, is_aws_account, is_aws_region};
use crate::credential::{CredentialId, Kind, Scope};
use crate::yaml::Spot;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, environment) in &subject.config.environments {
        if let Some(aws) = &environment.aws {
            let at = |key: &str| subject.at.value(&["environments", name, "aws", key]);
            environment_s(aws, at, cx);
        }
    }
    for (address, registry) in &subject.config.registries {
        let at = |key: &str| subject.at.value(&["registries", address, key]);
        registry_s(address, registry, at, cx);
    }
}

fn environment_s(aws: &Aws, at: impl Fn(&str) -> Spot, cx: &mut Cx) {
    if let Some(account) = aws.account.as_ref().filter(|account| !is_aws_account(account)) {
        let digits: String = account.chars().filter(char::is_ascii_digit).collect();
        cx.error(at("account"), Code::BadValue, format!("`{account}` is no AWS account."))
            .suggest_some(is_aws_account(&digits).then_some(digits))
            .hint("An account is written with its twelve digits, in quotes; an alias is not known here.");
    }
    if let Some(region) = aws.region.as_ref().filter(|region| !is_aws_region(region)) {
        let zone = region.strip_suffix(|c: char| c.is_ascii_lowercase());
        cx.error(at("region"), Code::BadValue, format!("`{region}` is no AWS region."))
            .suggest_some(zone.filter(|zone| is_aws_region(zone)))
            .hint("Regions look like eu-central-1.");
    }
    if let Some(name) = &aws.credential {
        credential(name, at("credential"), cx);
    }
}

fn registry_s(address: &str, registry: &Registry, at: impl Fn(&str) -> Spot, cx: &mut Cx) {
    if let Some(ecr) = registry.ecr.as_ref().filter(|ecr| AwsRegistry::at(ecr).is_none()) {
        cx.error(at("ecr"), Code::BadValue, format!("`{ecr}` is no ECR registry."))
            .hint("They look like 123456789012.dkr.ecr.eu-central-1.amazonaws.com.");
        return;
    }
    let known = registry.on_aws(address);
    for (key, written) in [("create", registry.create), ("credential", registry.credential.is_some())] {
        if written && known.is_none() {
            let message = format!("`{key}` is for ECR registries, and {address} is none.");
            cx.error(at(key), Code::Conflict, message)
                .hint("Where a proxy gives an ECR registry another name, `ecr` says which one is behind it.");
        }
    }
    if registry.create && known == Some(AwsRegistry::Public) {
        cx.error(at("create"), Code::BadValue, "Slipway creates no public repositories.")
            .hint("Create it once in the console of AWS, or push to an account's own registry.");
    }
    if let Some(name) = &registry.credential {
        credential(name, at("credential"), cx);
    }
}

/// What no credential can be called.
fn credential(name: &str, spot: Spot, cx: &mut Cx) {
    if let Err(error) = CredentialId::new(Scope::Global, Kind::AwsKey, name) {
        cx.error(spot, Code::BadName, format!("No credential can be called so: {error}."))
            .hint("`slipway credentials list` shows the names of all.");
    }
}
