//! Image registries of AWS, known by their addresses.

use crate::config::{is_aws_account, is_aws_region};
use crate::repository::registry_at;

/// An image registry of AWS (ECR).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwsRegistry {
    /// An account's own registry in one region.
    Private {
        /// The account that it belongs to.
        account: String,
        /// The region that it lies in.
        region: String,
        /// Whether its address is one for FIPS.
        fips: bool,
    },
    /// `public.ecr.aws`, which is the same for everybody.
    Public,
}

/// The address of the public registry.
const PUBLIC: &str = "public.ecr.aws";

/// The region in which the public registry gives its tokens.
pub const PUBLIC_REGION: &str = "us-east-1";

/// What follows the region in the addresses of the partitions.
const ENDS: [&str; 3] = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"];

impl AwsRegistry {
    /// The registry behind an address, `None` for one of somebody else:
    /// `ACCOUNT.dkr.ecr[-fips].REGION.amazonaws.com[.cn]`, or `ACCOUNT.dkr-ecr[-fips].REGION.on.aws`.
    pub fn at(address: &str) -> Option<Self> {
        let host = registry_at(address)?;
        let host = host.strip_suffix(":443").unwrap_or(&host);
        if host == PUBLIC {
            return Some(Self::Public);
        }
        let (account, rest) = host.split_once('.')?;
        let (fips, region) = of_service(rest)?;
        (is_aws_account(account) && is_aws_region(region)).then(|| Self::Private {
            account: account.to_owned(),
            region: region.to_owned(),
            fips,
        })
    }

    /// The account that it belongs to; nobody's own for the public one.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Private { account, .. } => Some(account),
            Self::Public => None,
        }
    }

    /// The region whose service answers for it.
    pub fn region(&self) -> &str {
        match self {
            Self::Private { region, .. } => region,
            Self::Public => PUBLIC_REGION,
        }
    }

    /// The name of a repository in it as policies write it, `arn:aws:ecr:REGION:ACCOUNT:repository/PATH`.
    pub fn arn(&self, path: &str) -> Option<String> {
        let Self::Private { account, region, .. } = self else { return None };
        Some(format!("arn:{}:ecr:{region}:{account}:repository/{path}", partition(region)))
    }
}

/// What stands between the account and the end: whether it is one for FIPS, and the region.
fn of_service(rest: &str) -> Option<(bool, &str)> {
    let dual = [("dkr-ecr.", false), ("dkr-ecr-fips.", true)];
    let usual = [("dkr.ecr.", false), ("dkr.ecr-fips.", true)];
    let beginning = |known: [(&'static str, bool); 2]| {
        known.into_iter().find_map(|(start, fips)| Some((fips, rest.strip_prefix(start)?)))
    };
    if let Some((fips, rest)) = beginning(dual) {
        return Some((fips, rest.strip_suffix(".on.aws")?));
    }
    let (fips, rest) = beginning(usual)?;
    let region = ENDS.iter().find_map(|end| rest.strip_suffix(end))?;
    Some((fips, region))
}

/// The part of AWS that a region belongs to, as names of resources begin.
pub fn partition(region: &str) -> &'static str {
    match region.split('-').next() {
        Some("cn") => "aws-cn",
        Some("eusc") => "aws-eusc",
        Some("us") if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private(account: &str, region: &str, fips: bool) -> Option<AwsRegistry> {
        Some(AwsRegistry::Private { account: account.into(), region: region.into(), fips })
    }

    #[test]
    fn registries_of_aws_are_known_by_their_addresses() {
        let account = "123456789012";
        for (address, known) in [
            ("123456789012.dkr.ecr.eu-central-1.amazonaws.com", private(account, "eu-central-1", false)),
            ("123456789012.DKR.ecr.eu-central-1.amazonaws.com:443", private(account, "eu-central-1", false)),
            (
                "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
                private(account, "us-gov-west-1", true),
            ),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", private(account, "cn-north-1", false)),
            ("123456789012.dkr-ecr.eu-west-1.on.aws", private(account, "eu-west-1", false)),
            ("123456789012.dkr-ecr-fips.us-east-1.on.aws", private(account, "us-east-1", true)),
            ("public.ecr.aws", Some(AwsRegistry::Public)),
        ] {
            assert_eq!(AwsRegistry::at(address), known, "{address}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for address in [
            "docker.io",
            "registry.example.com",
            "12345.dkr.ecr.eu-central-1.amazonaws.com",
            "123456789012.dkr.ecr.eu-central-1.amazonaws.com.example.com",
            "123456789012.dkr.ecr.amazonaws.com",
            "123456789012.dkr.ecr.eu-central-1.on.aws",
            "public.ecr.aws.example.com",
            "x.public.ecr.aws",
            "",
        ] {
            assert_eq!(AwsRegistry::at(address), None, "{address}");
        }
    }

    #[test]
    fn a_repository_is_named_in_the_partition_of_its_region() {
        for (address, arn) in [
            (
                "123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "arn:aws:ecr:eu-central-1:123456789012:repository/team/api",
            ),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
                "arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/api",
            ),
            (
                "123456789012.dkr.ecr.us-gov-east-1.amazonaws.com",
                "arn:aws-us-gov:ecr:us-gov-east-1:123456789012:repository/team/api",
            ),
        ] {
            assert_eq!(AwsRegistry::at(address).and_then(|one| one.arn("team/api")).as_deref(), Some(arn));
        }
        assert_eq!(AwsRegistry::Public.arn("team/api"), None);
    }
}
