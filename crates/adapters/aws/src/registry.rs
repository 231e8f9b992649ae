//! What is asked of ECR: a login, a repository, its images.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use aws_sdk_ecr::primitives::DateTime;
use aws_sdk_ecr::types::{ImageDetail, ImageScanningConfiguration, ImageTagMutability, Repository, Tag};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{FixedTags, Hosted, HostedImage, Login, NewRepository, Scan};

use crate::access::Access;
use crate::failure::Failure;
use crate::problems::{Asked, problem};
use crate::tokens::Token;

/// How many images ECR tells in one answer at most.
const PAGE: i32 = 1000;

/// What a repository that Slipway made is marked with.
const MARK: &str = "slipway:project";

/// A registry of ECR, asked by somebody.
pub(crate) struct Ecr<'a> {
    /// Who asks.
    pub access: &'a Access,
    /// The account that the registry belongs to.
    pub account: &'a str,
    /// The policy that the project needs.
    pub policy: Option<&'a slipway_domain::iam::Policy>,
}

impl Ecr<'_> {
    fn client(&self) -> aws_sdk_ecr::Client {
        aws_sdk_ecr::Client::new(&self.access.config)
    }

    fn asked(&self, action: &'static str, purpose: String) -> Asked<'_> {
        asked(self.access, self.policy, action, purpose)
    }

    /// A login at the registry.
    pub async fn login(&self) -> Result<Token, Problem> {
        let answer = self.client().get_authorization_token().send().await.map_err(|error| {
            let asked = self.asked("ecr:GetAuthorizationToken", "give a login for the registry".to_owned());
            problem(&asked, Failure::of(&error))
        })?;
        let data = answer.authorization_data().first();
        let token = data.and_then(|data| Some((data.authorization_token()?, data.expires_at())));
        token.and_then(|(token, expires)| read(token, expires)).ok_or_else(senseless)
    }

    /// A repository, `None` where there is none.
    pub async fn repository(&self, path: &str) -> Result<Option<Hosted>, Problem> {
        let request = self.client().describe_repositories().registry_id(self.account).repository_names(path);
        match request.send().await {
            Ok(answer) => Ok(answer.repositories().first().map(hosted)),
            Err(error) => match Failure::of(&error) {
                Failure::Refused { code, .. } if code == "RepositoryNotFoundException" => Ok(None),
                failure => {
                    let purpose = format!("look at the repository {path}");
                    Err(problem(&self.asked("ecr:DescribeRepositories", purpose), failure))
                }
            },
        }
    }

    /// Makes a repository. One that is there already stays as it is.
    pub async fn create(&self, path: &str, wanted: &NewRepository) -> Result<(), Problem> {
        let mutability =
            if wanted.fixed { ImageTagMutability::Immutable } else { ImageTagMutability::Mutable };
        let scanning = ImageScanningConfiguration::builder().scan_on_push(true).build();
        let mark = Tag::builder().key(MARK).value(&wanted.project).build();
        let mark = mark.map_err(|error| Problem::new(Code::Internal, error.to_string()))?;
        let request = self
            .client()
            .create_repository()
            .registry_id(self.account)
            .repository_name(path)
            .image_tag_mutability(mutability)
            .image_scanning_configuration(scanning)
            .tags(mark);
        match request.send().await.map_err(|error| Failure::of(&error)) {
            Ok(_) => Ok(()),
            Err(Failure::Refused { code, .. }) if code == "RepositoryAlreadyExistsException" => Ok(()),
            Err(failure) => {
                let purpose = format!("create the repository {path}");
                Err(problem(&self.asked("ecr:CreateRepository", purpose), failure))
            }
        }
    }

    /// What is known of every image, page by page.
    pub async fn images(&self, path: &str) -> Result<Vec<HostedImage>, Problem> {
        let request = self.client().describe_images().registry_id(self.account).repository_name(path);
        let mut pages = request.into_paginator().page_size(PAGE).items().send();
        let mut images = Vec::new();
        while let Some(image) = pages.next().await {
            let image = image.map_err(|error| {
                let asked = self.asked("ecr:DescribeImages", format!("list the images of {path}"));
                problem(&asked, Failure::of(&error))
            })?;
            images.extend(hosted_image(&image));
        }
        Ok(images)
    }
}

/// A login at the public registry, which is the same for everybody.
pub(crate) async fn public_login(
    access: &Access,
    policy: Option<&slipway_domain::iam::Policy>,
) -> Result<Token, Problem> {
    let answer = aws_sdk_ecrpublic::Client::new(&access.config).get_authorization_token().send().await;
    let answer = answer.map_err(|error| {
        let purpose = "give a login for the public registry".to_owned();
        problem(&asked(access, policy, "ecr-public:GetAuthorizationToken", purpose), Failure::of(&error))
    })?;
    let data = answer.authorization_data();
    let token = data.and_then(|data| Some((data.authorization_token()?, data.expires_at())));
    token.and_then(|(token, expires)| read(token, expires)).ok_or_else(senseless)
}

fn asked<'a>(
    access: &'a Access,
    policy: Option<&'a slipway_domain::iam::Policy>,
    action: &'static str,
    purpose: String,
) -> Asked<'a> {
    let Access { region, told, profile, .. } = access;
    Asked { purpose, action, region, told, profile: profile.as_deref(), policy }
}

fn senseless() -> Problem {
    Problem::new(Code::RegistryFailed, "AWS answered without a login for its registry")
        .hint("check where AWS_ENDPOINT_URL leads, if it is set")
}

/// The login in a token: `USER:PASSWORD` in Base64.
fn read(token: &str, expires: Option<&DateTime>) -> Option<Token> {
    let pair = BASE64_STANDARD.decode(token.trim()).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (user, password) =
        pair.split_once(':').filter(|(user, password)| !user.is_empty() && !password.is_empty())?;
    let login = Login { user: user.to_owned(), password: Secret::new(password) };
    Some(Token::given_now(login, expires.and_then(of_day)))
}

fn of_day(at: &DateTime) -> Option<SystemTime> {
    let seconds = u64::try_from(at.secs()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn moment(at: &DateTime) -> Option<Timestamp> {
    Timestamp::from_second(at.secs()).ok()
}

fn hosted(repository: &Repository) -> Hosted {
    let filters = repository.image_tag_mutability_exclusion_filters();
    let patterns = || filters.iter().map(|filter| filter.filter().to_owned()).collect();
    let fixed = match repository.image_tag_mutability() {
        Some(ImageTagMutability::Immutable) => FixedTags::All,
        Some(ImageTagMutability::ImmutableWithExclusion) => FixedTags::AllBut(patterns()),
        Some(ImageTagMutability::MutableWithExclusion) => FixedTags::Only(patterns()),
        _ => FixedTags::None,
    };
    Hosted { fixed }
}

fn hosted_image(image: &ImageDetail) -> Option<HostedImage> {
    let size = image.image_size_in_bytes().and_then(|size| u64::try_from(size).ok());
    Some(HostedImage {
        digest: image.image_digest()?.parse().ok()?,
        size_bytes: size.filter(|size| *size > 0),
        pushed: image.image_pushed_at().and_then(moment),
        scan: scan(image),
    })
}

/// What was found. Where every image is searched all the time there is no state of its own, only what was found.
fn scan(image: &ImageDetail) -> Option<Scan> {
    let summary = image.image_scan_findings_summary();
    let status = image.image_scan_status().and_then(|state| state.status());
    let status = match (status, summary) {
        (None, None) => return None,
        (Some(status), _) => status.as_str().to_lowercase(),
        (None, Some(_)) => "complete".to_owned(),
    };
    let counts = summary.and_then(|summary| summary.finding_severity_counts());
    let findings: BTreeMap<String, u32> = counts
        .into_iter()
        .flatten()
        .map(|(severity, count)| {
            (severity.as_str().to_lowercase(), u32::try_from(*count).unwrap_or_default())
        })
        .collect();
    let at = summary.and_then(|summary| summary.image_scan_completed_at()).and_then(moment);
    Some(Scan { status, at, findings })
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecr::types::{
        FindingSeverity, ImageScanFindingsSummary, ImageScanStatus, ImageTagMutabilityExclusionFilter,
        ImageTagMutabilityExclusionFilterType, ScanStatus,
    };
    use slipway_domain::digest::Digest;

    use super::*;

    #[test]
    fn a_token_is_user_and_password() {
        let token = BASE64_STANDARD.encode("AWS:a:b");
        assert!(read(&token, None).is_some());
        for odd in ["", "no base64!", &BASE64_STANDARD.encode("AWS"), &BASE64_STANDARD.encode("AWS:")] {
            assert!(read(odd, None).is_none(), "{odd}");
        }
    }

    #[test]
    fn what_never_moves_is_told_in_every_way_there_is() {
        let filter = ImageTagMutabilityExclusionFilter::builder()
            .filter_type(ImageTagMutabilityExclusionFilterType::Wildcard)
            .filter("dev*")
            .build()
            .unwrap();
        let of = |mutability| {
            let repository = Repository::builder().image_tag_mutability(mutability);
            hosted(&repository.image_tag_mutability_exclusion_filters(filter.clone()).build()).fixed
        };
        assert_eq!(of(ImageTagMutability::Immutable), FixedTags::All);
        assert_eq!(of(ImageTagMutability::Mutable), FixedTags::None);
        assert_eq!(of(ImageTagMutability::ImmutableWithExclusion), FixedTags::AllBut(vec!["dev*".into()]));
        assert_eq!(of(ImageTagMutability::MutableWithExclusion), FixedTags::Only(vec!["dev*".into()]));
        assert_eq!(hosted(&Repository::builder().build()).fixed, FixedTags::None);
    }

    #[test]
    fn what_was_found_is_counted_by_how_bad_it_is() {
        let summary = ImageScanFindingsSummary::builder()
            .finding_severity_counts(FindingSeverity::Critical, 1)
            .finding_severity_counts(FindingSeverity::Low, 12)
            .image_scan_completed_at(DateTime::from_secs(1_767_225_600))
            .build();
        let digest = Digest::of(b"x");
        let image = ImageDetail::builder().image_digest(digest.as_str()).image_size_in_bytes(7);
        let status = ImageScanStatus::builder().status(ScanStatus::Complete).build();
        let found = hosted_image(
            &image.clone().image_scan_findings_summary(summary).image_scan_status(status).build(),
        );
        let found = found.unwrap();
        let scan = found.scan.unwrap();
        assert_eq!(scan.worst_first(), [("critical", 1), ("low", 12)]);
        assert_eq!(
            (scan.status.as_str(), scan.at.map(|at| at.to_string())),
            ("complete", Some("2026-01-01T00:00:00Z".into()))
        );
        assert_eq!((found.digest, found.size_bytes), (digest, Some(7)));
        assert_eq!(hosted_image(&image.build()).unwrap().scan, None);
        assert_eq!(hosted_image(&ImageDetail::builder().build()), None);
    }
}
