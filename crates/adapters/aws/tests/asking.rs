//! Credentials that are used only after a person has allowed it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Accounts, Confirmation, ImageHost, NobodyToAsk, Use};
use slipway_testkit::FakeAws;
use support::{REGISTRY, aws_asking};

/// Says yes so many times, and counts how often it was asked.
struct Says {
    yes: usize,
    asked: AtomicUsize,
}

#[async_trait]
impl Confirmation for Says {
    async fn confirm(&self, what: &Use) -> Result<bool, Problem> {
        assert_eq!(what.named(), "team (every project)");
        Ok(self.asked.fetch_add(1, Ordering::SeqCst) < self.yes)
    }
}

#[tokio::test]
async fn a_person_is_asked_once_for_each_operation() {
    let fake = FakeAws::start("127.0.0.1").unwrap();
    let person = Arc::new(Says { yes: 2, asked: AtomicUsize::new(0) });
    let aws = aws_asking(&fake.url(), &[], true, person.clone()).await;
    assert!(aws.credential(REGISTRY, None).await.unwrap().is_some(), "which it is needs no yes");
    assert_eq!(person.asked.load(Ordering::SeqCst), 0);
    aws.login(REGISTRY, None, None).await.unwrap().unwrap();
    aws.of_environment("dev").await.unwrap();
    assert_eq!(person.asked.load(Ordering::SeqCst), 1, "one operation");
    aws.let_go();
    aws.login(REGISTRY, None, None).await.unwrap().unwrap();
    assert_eq!((person.asked.load(Ordering::SeqCst), fake.asked("GetAuthorizationToken")), (2, 2));
    aws.let_go();
    let declined = aws.login(REGISTRY, None, None).await.unwrap_err();
    assert_eq!(declined.code, Code::CredentialDeclined);
}

#[tokio::test]
async fn where_nobody_can_be_asked_nothing_is_opened() {
    let fake = FakeAws::start("127.0.0.1").unwrap();
    let aws = aws_asking(&fake.url(), &[], true, Arc::new(NobodyToAsk)).await;
    assert_eq!(aws.login(REGISTRY, None, None).await.unwrap_err().code, Code::ConfirmationNeeded);
    assert_eq!(fake.asked("GetAuthorizationToken"), 0);
}
