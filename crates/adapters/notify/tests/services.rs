//! Messages to services that enforce what they document.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use slipway_domain::config::{
    Channel, Occasion, PlainRobot, Robot, SlackChannel, SlackWebhook, Tongue, Webhook,
};
use slipway_domain::ids::OperationId;
use slipway_domain::notification::{Change, Notice, Rendered, render};
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Delivery, Notifier, Undelivered};
use slipway_notify::Channels;
use slipway_testkit::{Outage, STAND_IN_KEYWORD, STAND_IN_SECRET, STAND_IN_TOKEN, StandIns};

fn notice(occasion: Occasion) -> Notice {
    let change = |number: usize| Change {
        commit: format!("{number:040}"),
        subject: format!("Change {number} & <more>"),
        author: "Ann <ann@example.com>".into(),
    };
    Notice {
        occasion,
        environment: Some("production".into()),
        operation: Some(OperationId(uuid())),
        versions: [("api".to_owned(), "0.1.48".to_owned())].into(),
        changes: (0..8).map(change).collect(),
        compare: Some("https://github.com/team/recipes/compare/a...b".into()),
        why: (occasion == Occasion::Failed).then(|| "api did not become healthy".to_owned()),
        test: false,
        ..Notice::of_test("recipes", "Ann <ann@example.com>", Timestamp::UNIX_EPOCH)
    }
}

fn uuid() -> uuid::Uuid {
    uuid::Uuid::from_u128(7)
}

fn slack(services: &StandIns) -> Channel {
    Channel::Slack(SlackChannel {
        channel: "#releases".into(),
        credential: "SLACK_BOT".into(),
        custom: None,
        url: Some(services.url("slack")),
    })
}

fn robot() -> Robot {
    Robot { credential: "ROBOT".into(), sign: Some("SIGN".into()), keyword: Some(STAND_IN_KEYWORD.into()) }
}

/// A channel of each kind, with what opens the way to it.
fn channels(services: &StandIns) -> Vec<(&'static str, Channel, Option<String>)> {
    let webhook = Webhook { url: services.url("webhook"), sign: "KEY".into() };
    let slack_webhook = SlackWebhook { credential: "HOOK".into(), custom: None };
    let at = |service: &str| Some(services.url(service));
    vec![
        ("slack", slack(services), Some(STAND_IN_TOKEN.to_owned())),
        ("slack_webhook", Channel::SlackWebhook(slack_webhook), at("slack_webhook")),
        ("dingtalk", Channel::Dingtalk(robot()), at("dingtalk")),
        ("feishu", Channel::Feishu(robot()), at("feishu")),
        ("wecom", Channel::Wecom(PlainRobot { credential: "ROBOT".into() }), at("wecom")),
        ("webhook", Channel::Webhook(webhook), None),
    ]
}

async fn send(
    channel: &Channel,
    credential: Option<&str>,
    sign: &str,
    message: &Rendered,
    thread: Option<&Value>,
) -> Result<Value, Undelivered> {
    let (credential, sign) = (credential.map(Secret::new), Some(Secret::new(sign)));
    Channels::new().deliver(Delivery { channel, credential, sign, message, thread }).await
}

#[tokio::test]
async fn every_service_takes_what_is_written_for_it() {
    let services = StandIns::start().unwrap();
    for (service, channel, credential) in channels(&services) {
        for tongue in [Tongue::English, Tongue::Chinese] {
            let message = render(&notice(Occasion::Failed), &channel, tongue);
            let sent = send(&channel, credential.as_deref(), STAND_IN_SECRET, &message, None).await;
            assert!(sent.is_ok(), "{service}: {sent:?}");
            tokio::time::sleep(Duration::from_millis(1050)).await;
        }
        let test = Notice::of_test("recipes", "Ann", Timestamp::UNIX_EPOCH);
        let message = render(&test, &channel, Tongue::English);
        let sent = send(&channel, credential.as_deref(), STAND_IN_SECRET, &message, None).await;
        assert!(sent.is_ok(), "{service}: {sent:?}");
        assert!(services.taken_by(service).len() >= 3, "{service}");
    }
}

#[tokio::test]
async fn slacks_message_is_updated_in_place_and_its_thread_has_the_details() {
    let services = StandIns::start().unwrap();
    let channel = slack(&services);
    let started = render(&notice(Occasion::Started), &channel, Tongue::English);
    let thread = send(&channel, Some(STAND_IN_TOKEN), "", &started, None).await.unwrap();
    let ended = render(&notice(Occasion::Failed), &channel, Tongue::English);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let again = send(&channel, Some(STAND_IN_TOKEN), "", &ended, Some(&thread)).await.unwrap();
    assert_eq!(again, thread, "it is the same message");
    let taken = services.taken_by("slack");
    let what: Vec<(&str, bool)> =
        taken.iter().map(|one| (one.what.as_str(), one.body["thread_ts"] == thread["ts"])).collect();
    let expected = [
        ("chat.postMessage", false),
        ("chat.postMessage", true),
        ("chat.update", false),
        ("chat.postMessage", true),
    ];
    assert_eq!(what, expected);
    assert_eq!(taken[2].body["ts"], thread["ts"]);
    assert!(taken[3].body["text"].as_str().unwrap().contains("did not become healthy"));
}

#[tokio::test]
async fn a_message_has_arrived_also_where_its_details_hang() {
    let services = StandIns::start().unwrap();
    let channel = slack(&services);
    let message = render(&notice(Occasion::Failed), &channel, Tongue::English);
    assert!(message.details.is_some());
    let falls_silent = async {
        while services.taken_by("slack").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        services.fail("slack", Outage::Silent, 1);
    };
    let since = std::time::Instant::now();
    let sending = send(&channel, Some(STAND_IN_TOKEN), "", &message, None);
    let (sent, ()) = tokio::join!(sending, falls_silent);
    assert!(sent.unwrap()["ts"].is_string());
    assert!(since.elapsed() < Duration::from_secs(8), "it leaves no time to a first message that was slow");
    assert_eq!(services.taken_by("slack").len(), 1);
}

#[tokio::test]
async fn a_message_that_somebody_deleted_is_posted_again() {
    let services = StandIns::start().unwrap();
    let channel = slack(&services);
    let gone = json!({ "channel": "C0STANDIN", "ts": "1.000001" });
    let message =
        Rendered { details: None, ..render(&notice(Occasion::Succeeded), &channel, Tongue::English) };
    let place = send(&channel, Some(STAND_IN_TOKEN), "", &message, Some(&gone)).await.unwrap();
    assert_ne!(place, gone);
    assert_eq!(services.taken_by("slack")[0].what, "chat.postMessage");
}

#[tokio::test]
async fn a_service_that_wants_to_be_left_alone_says_for_how_long() {
    let services = StandIns::start().unwrap();
    for (service, channel, credential) in channels(&services) {
        services.fail(service, Outage::Busy(17), 1);
        let message = render(&notice(Occasion::Failed), &channel, Tongue::English);
        let sent = send(&channel, credential.as_deref(), STAND_IN_SECRET, &message, None).await;
        let waits =
            matches!(&sent, Err(Undelivered::Later { after: Some(after), .. }) if after.as_secs() == 17);
        assert!(waits, "{service}: {sent:?}");
        services.fail(service, Outage::Status(503), 1);
        let sent = send(&channel, credential.as_deref(), STAND_IN_SECRET, &message, None).await;
        assert!(matches!(sent, Err(Undelivered::Later { .. })), "{service}: {sent:?}");
    }
}

#[tokio::test]
async fn who_is_not_let_in_is_told_what_to_mend_and_no_secret_is_said() {
    let services = StandIns::start().unwrap();
    for (service, channel, credential) in channels(&services) {
        let wrong = credential.map(|credential| credential.replace(STAND_IN_TOKEN, "s3cret-of-mine"));
        let message = render(&notice(Occasion::Failed), &channel, Tongue::English);
        let sent = send(&channel, wrong.as_deref(), "s3cret-key", &message, None).await;
        let Err(Undelivered::Later { why, .. }) = sent else { panic!("{service}: {sent:?}") };
        assert!(!why.contains("s3cret") && !why.contains("127.0.0.1"), "{service}: {why}");
    }
    assert!(services.taken().is_empty());
}

#[tokio::test]
async fn nobody_there_is_no_failure_of_the_message() {
    let port = slipway_testkit::free_port().unwrap();
    let webhook = Webhook { url: format!("http://127.0.0.1:{port}/s3cret"), sign: "KEY".into() };
    let channel = Channel::Webhook(webhook);
    let message = render(&notice(Occasion::Failed), &channel, Tongue::English);
    let sent = send(&channel, None, "key", &message, None).await;
    let Err(Undelivered::Later { why, after: None }) = sent else { panic!("{sent:?}") };
    assert!(why.starts_with("it cannot be reached") && !why.contains("s3cret"), "{why}");
}

#[tokio::test]
async fn what_slack_will_never_take_is_not_tried_again() {
    let services = StandIns::start().unwrap();
    let blocks = json!({ "text": "t", "blocks": vec![json!({ "type": "divider" }); 51] });
    let message = Rendered { body: blocks, details: None };
    let sent = send(&slack(&services), Some(STAND_IN_TOKEN), "", &message, None).await;
    assert!(matches!(sent, Err(Undelivered::Never { .. })), "{sent:?}");
    let hook = Channel::SlackWebhook(SlackWebhook { credential: "HOOK".into(), custom: None });
    let sent = send(&hook, Some(&services.url("slack_webhook")), "", &message, None).await;
    assert!(matches!(sent, Err(Undelivered::Never { .. })), "{sent:?}");
}

/// The stand-ins refuse what the services refuse.
#[tokio::test]
async fn the_stand_ins_hold_to_what_is_documented() {
    let services = StandIns::start().unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = async |service: &str, body: Value| {
        let answer = client.post(services.url(service)).body(body.to_string()).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let unsigned = json!({ "msgtype": "markdown", "markdown": { "title": "t", "text": "Release" } });
    assert!(ask("dingtalk", unsigned).await.1.contains("310000"));
    assert!(ask("feishu", json!({ "msg_type": "interactive" })).await.1.contains("19021"));
    let long = json!({ "msgtype": "markdown", "markdown": { "content": "雪".repeat(1366) } });
    assert!(ask("wecom", long).await.1.contains("40058"));
    assert_eq!(ask("slack_webhook", json!({ "text": "" })).await, (400, "no_text".to_owned()));
    assert_eq!(ask("slack_webhook", json!([])).await, (400, "invalid_payload".to_owned()));
    assert_eq!(ask("webhook", json!({ "schema": "slipway.notice/1" })).await.0, 401);
    for number in 0..21 {
        let fine = json!({ "msgtype": "markdown", "markdown": { "content": "t" } });
        let answer = ask("wecom", fine).await.1;
        assert_eq!(answer.contains("45009"), number == 20, "the twenty-first in a minute: {answer}");
    }
    assert_eq!(ask("slack_webhook", json!({ "text": "one" })).await.0, 200);
    assert_eq!(ask("slack_webhook", json!({ "text": "two" })).await.0, 429, "within a second");
    assert_eq!(services.taken_by("wecom").len(), 20);
}
