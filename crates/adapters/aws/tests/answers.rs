//! The same questions to AWS's answers as others have written them down, and to the stand-in that the other tests use.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use slipway_domain::credential::Scope;
use slipway_domain::problem::Code;
use slipway_engine::ports::{Accounts, FixedTags, ImageHost, NewRepository};
use slipway_testkit::{FakeAws, Moto};
use support::{REGISTRY, REPOSITORY, SECRET, add_key, aws, aws_of, aws_with, remembered, wallet};

/// What is told of a registry that is empty at first, in the order in which it is asked.
async fn told(endpoint: &str) -> Vec<String> {
    let aws = aws(endpoint).await;
    let fixed = |found: Option<slipway_engine::ports::Hosted>| match found.map(|hosted| hosted.fixed) {
        None => "no repository",
        Some(FixedTags::All) => "a repository whose tags never move",
        Some(_) => "a repository",
    };
    let mut told = vec![fixed(aws.repository(REPOSITORY).await.unwrap()).to_owned()];
    let missing = aws.images(REPOSITORY).await.unwrap_err();
    told.push(format!("{:?} in eu-central-1: {}", missing.code, missing.message.contains("in eu-central-1")));
    let wanted = NewRepository { project: "shop".into(), fixed: true };
    aws.create(REPOSITORY, &wanted).await.unwrap();
    aws.create(REPOSITORY, &wanted).await.expect("one that is there stays as it is");
    told.push(fixed(aws.repository(REPOSITORY).await.unwrap()).to_owned());
    told.push(format!("{} images", aws.images(REPOSITORY).await.unwrap().len()));
    told.push(aws.login(REGISTRY, None, None).await.unwrap().unwrap().user);
    let identity = aws.of_environment("dev").await.unwrap();
    told.push(format!("account {}, from {}", identity.account, identity.from));
    told
}

const EXPECTED: [&str; 6] = [
    "no repository",
    "RegistryNotFound in eu-central-1: true",
    "a repository whose tags never move",
    "0 images",
    "AWS",
    "account 123456789012, from the key team",
];

#[tokio::test]
async fn the_stand_in_answers_as_expected() {
    let fake = FakeAws::start("127.0.0.1").unwrap();
    assert_eq!(told(&fake.url()).await, EXPECTED);
    let made = fake.made("team/api").unwrap();
    assert_eq!(made["imageScanningConfiguration"]["scanOnPush"], true, "{made}");
    assert_eq!(made["tags"], serde_json::json!([{ "Key": "slipway:project", "Value": "shop" }]), "{made}");
}

#[tokio::test]
async fn moto_answers_the_same() {
    let Some(moto) = Moto::start("AWS's answers as moto has them").unwrap() else { return };
    assert_eq!(told(&moto.url()).await, EXPECTED);
}

#[tokio::test]
async fn a_role_is_assumed_before_anything_is_asked() {
    let Some(moto) = Moto::start("roles as moto has them").unwrap() else { return };
    let role = [("role_arn", "arn:aws:iam::123456789012:role/deploy"), ("external_id", "shop")];
    let aws = aws_with(&moto.url(), &role).await;
    let identity = aws.of_environment("dev").await.unwrap();
    assert!(identity.name.contains(":assumed-role/deploy/slipway"), "{identity:?}");
    let given = remembered().into_iter().filter(|text| text != SECRET).count();
    assert!(given >= 2, "the key and the token that AWS gave for a time are in no text");
}

#[tokio::test]
async fn a_key_of_the_same_name_for_one_environment_is_somebody_else() {
    let fake = FakeAws::start("127.0.0.1").unwrap();
    let wallet = wallet();
    add_key(&wallet, Scope::Global, "AKIAIOSFODNN7EXAMPLE", &[], false).await;
    let aws = aws_of(&fake.url(), wallet.clone());
    assert_eq!(aws.of_environment("dev").await.unwrap().account, "123456789012");
    fake.account("210987654321");
    let again = aws.of_environment("dev").await.unwrap();
    assert_eq!(again.account, "123456789012", "it is not asked twice who a key is");
    let narrow = Scope::Environment { project: "shop".to_owned(), environment: "dev".to_owned() };
    add_key(&wallet, narrow, "AKIAI44QH8DHBEXAMPLE", &[], false).await;
    assert_eq!(aws.of_environment("dev").await.unwrap().account, "210987654321");
}

#[tokio::test]
async fn what_is_no_registry_of_aws_is_not_asked_about() {
    let fake = FakeAws::start("127.0.0.1").unwrap();
    let aws = aws(&fake.url()).await;
    for registry in ["docker.io", "registry.example.com:5000", "public.ecr.aws"] {
        assert!(!aws.runs(registry), "{registry}");
        assert!(aws.login(registry, None, None).await.unwrap().is_none(), "{registry}");
        assert!(aws.credential(registry, None).await.unwrap().is_none(), "{registry}");
    }
    assert_eq!(aws.of_registry("docker.io").await.unwrap(), None);
    assert_eq!(aws.repository("docker.io/library/nginx").await.unwrap_err().code, Code::Internal);
    assert_eq!(fake.asked("GetAuthorizationToken"), 0);
}
