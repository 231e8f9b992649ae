//! What AWS refuses, delays or cuts into pages, and what people are told of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::json;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Accounts, ImageHost, NewRepository};
use slipway_testkit::{AwsError, FakeAws};
use support::{REGISTRY, REPOSITORY, SECRET, aws};

fn start() -> FakeAws {
    let fake = FakeAws::start("127.0.0.1").unwrap();
    fake.repository("team/api", "MUTABLE");
    fake
}

/// The problem has the words, and no secret.
fn assert_told(problem: &Problem, code: Code, words: &[&str]) {
    assert_eq!(problem.code, code, "{problem:?}");
    let all = format!("{problem:?}");
    for word in words {
        assert!(all.contains(word), "{word}: {all}");
    }
    assert!(!all.contains(SECRET), "{all}");
}

#[tokio::test]
async fn a_login_is_kept_and_asked_for_once_more_when_it_was_refused() {
    let fake = start();
    let aws = aws(&fake.url()).await;
    let first = aws.login(REGISTRY, None, None).await.unwrap().unwrap();
    let again = aws.login(REGISTRY, None, None).await.unwrap().unwrap();
    assert_eq!(first.password.expose(), FakeAws::password(1));
    assert!(first.is(&again) && fake.asked("GetAuthorizationToken") == 1);
    let (one, other) =
        tokio::join!(aws.login(REGISTRY, None, Some(&first)), aws.login(REGISTRY, None, Some(&first)));
    let (one, other) = (one.unwrap().unwrap(), other.unwrap().unwrap());
    assert_eq!(one.password.expose(), FakeAws::password(2));
    assert!(one.is(&other), "two pushes whose login has expired need one new login");
    assert_eq!(fake.asked("GetAuthorizationToken"), 2);
}

#[tokio::test]
async fn a_busy_service_is_asked_again_and_given_up_in_the_end() {
    let fake = start();
    let aws = aws(&fake.url()).await;
    let busy = AwsError::new(400, "ThrottlingException", "Rate exceeded");
    fake.fail("DescribeRepositories", &busy, 2);
    assert!(aws.repository(REPOSITORY).await.unwrap().is_some());
    assert_eq!(fake.asked("DescribeRepositories"), 3);
    fake.fail("GetAuthorizationToken", &busy, 99);
    let problem = aws.login(REGISTRY, None, None).await.unwrap_err();
    assert_told(&problem, Code::RegistryFailed, &["limits how often", "ThrottlingException", "wait"]);
    assert_eq!(fake.asked("GetAuthorizationToken"), 4, "as often as patience allows");
    let broken = AwsError::new(500, "ServerException", "it broke");
    fake.fail("DescribeImages", &broken, 99);
    let problem = aws.images(REPOSITORY).await.unwrap_err();
    assert_told(&problem, Code::RegistryFailed, &["500", "it broke"]);
}

#[tokio::test]
async fn what_is_not_allowed_names_the_statement_of_the_policy() {
    let fake = start();
    let aws = aws(&fake.url()).await;
    let said = "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecr:CreateRepository on resource: \
                arn:aws:ecr:eu-central-1:123456789012:repository/team/web because no identity-based policy allows the \
                ecr:CreateRepository action";
    fake.fail("CreateRepository", &AwsError::new(400, "AccessDeniedException", said), 1);
    let wanted = NewRepository { project: "shop".into(), fixed: false };
    let problem = aws.create(&format!("{REGISTRY}/team/web"), &wanted).await.unwrap_err();
    let words = ["user/ann", "ecr:CreateRepository", "repository/team/web", "statement SlipwayCreate"];
    assert_told(&problem, Code::AccountDenied, &words);
    assert_eq!(fake.asked("CreateRepository"), 1, "what is not allowed is not asked twice");
    let quoted = Problem::new(
        Code::RegistryDenied,
        format!("denied: {}", said.replace("CreateRepository", "PutImage")),
    );
    assert_told(&aws.explain(quoted), Code::AccountDenied, &["ecr:PutImage", "statement SlipwayPush"]);
    let other = Problem::new(Code::RegistryDenied, "denied: requested access to the resource is denied");
    assert_eq!(aws.explain(other.clone()), other);
}

#[tokio::test]
async fn a_login_that_is_over_unknown_or_signed_by_a_wrong_clock_says_what_to_do() {
    for (code, status, sentence, words) in [
        (
            "ExpiredTokenException",
            400,
            "The security token included in the request is expired",
            ["has expired", "rotate"],
        ),
        ("UnrecognizedClientException", 400, "The security token is invalid", ["does not know", "rotate"]),
        (
            "InvalidSignatureException",
            400,
            "Signature expired: it is now earlier",
            ["clock is wrong", "set the clock"],
        ),
        (
            "InvalidSignatureException",
            403,
            "The request signature we calculated",
            ["does not belong", "rotate"],
        ),
    ] {
        let fake = start();
        let aws = aws(&fake.url()).await;
        fake.fail("GetAuthorizationToken", &AwsError::new(status, code, sentence), 99);
        let problem = aws.login(REGISTRY, None, None).await.unwrap_err();
        assert_told(&problem, Code::AccountUnusable, &words);
        assert!(problem.message.contains("the key team") || problem.message.contains("clock"), "{problem}");
    }
}

#[tokio::test]
async fn nobody_at_the_other_end_is_told_with_the_region() {
    let gone = format!("http://127.0.0.1:{}", slipway_testkit::free_port().unwrap());
    let problem = aws(&gone).await.repository(REPOSITORY).await.unwrap_err();
    assert_told(&problem, Code::RegistryUnreachable, &["eu-central-1", "look at the repository team/api"]);
}

#[tokio::test]
async fn who_acts_is_asked_once() {
    let fake = start();
    fake.account("210987654321");
    let aws = aws(&fake.url()).await;
    for _ in 0..2 {
        let identity = aws.of_environment("dev").await.unwrap();
        assert_eq!((identity.account.as_str(), identity.from.as_str()), ("210987654321", "the key team"));
        assert_eq!(identity.name, "arn:aws:iam::210987654321:user/ann");
    }
    assert_eq!(fake.asked("GetCallerIdentity"), 1);
    let refused = start();
    let denied =
        AwsError::new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    refused.fail("GetCallerIdentity", &denied, 9);
    let problem = support::aws(&refused.url()).await.of_environment("dev").await.unwrap_err();
    assert_told(&problem, Code::AccountUnusable, &["the access key of the key team", "rotate"]);
}

#[tokio::test]
async fn all_pages_of_a_long_list_are_read() {
    let fake = start();
    let digest = |number: u32| Digest::of(number.to_string().as_bytes());
    for number in 0..1500 {
        let mut image = json!({
            "imageDigest": digest(number), "imageTags": [format!("0.1.{number}")],
            "imageSizeInBytes": 1000 + number, "imagePushedAt": 1_767_225_600.5,
        });
        if number % 2 == 0 {
            image["imageScanStatus"] = json!({ "status": "COMPLETE" });
            image["imageScanFindingsSummary"] =
                json!({ "findingSeverityCounts": { "HIGH": number, "LOW": 1 } });
        }
        fake.image("team/api", image);
    }
    let images = aws(&fake.url()).await.images(REPOSITORY).await.unwrap();
    assert_eq!(images.len(), 1500);
    assert_eq!(fake.asked("DescribeImages"), 2, "a thousand in one answer");
    let last = images.last().unwrap();
    assert_eq!((&last.digest, last.size_bytes, &last.scan), (&digest(1499), Some(2499), &None));
    assert_eq!(last.pushed.map(|at| at.to_string()).as_deref(), Some("2026-01-01T00:00:00Z"));
    let scan = images[1498].scan.as_ref().unwrap();
    assert_eq!(scan.worst_first(), [("high", 1498), ("low", 1)]);
}
