//! HTTP checks against a server that answers what it is told to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::Arc;

use slipway_domain::config::{Verify, VerifyFrom};
use slipway_domain::deployment::Deployment;
use slipway_domain::digest::Digest;
use slipway_domain::duration::Duration;
use slipway_domain::plan::Step;
use slipway_domain::problem::Code;
use slipway_domain::progress::Observed;
use slipway_domain::release::Commit;
use slipway_domain::template::Template;
use slipway_engine::ports::{Executor, Fence};
use slipway_hosts::{Verifier, back_http_steps, http_steps};
use support::{Stage, cx, key, operation};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Answers each request with the next of these, the last one for ever. An answer of 200 to 299 without an end
/// is one whose text ends in `…`.
async fn serve(answers: &'static [(u16, &'static str)]) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for index in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (status, body) = answers[index.min(answers.len() - 1)];
            let mut request = [0; 1024];
            let read = stream.read(&mut request).await.unwrap();
            assert!(String::from_utf8_lossy(&request[..read]).starts_with("GET /version?x=1 HTTP/1.1"));
            let whole = body.trim_end_matches('…');
            let length = if whole == body { body.len() } else { 1000 };
            let head = format!("HTTP/1.1 {status} X\r\nLocation: /login\r\nContent-Length: {length}\r\n\r\n");
            stream.write_all(format!("{head}{whole}").as_bytes()).await.unwrap();
            if length == 1000 {
                tokio::spawn(async move { stream.read(&mut [0; 1]).await });
            }
        }
    });
    format!("http://{address}/version?x=1")
}

fn check(url: &str, contains: &str, from: VerifyFrom) -> Verify {
    Verify {
        url: Template::literal(url),
        contains: Some(Template::parse(contains).unwrap()),
        ca: None,
        within: Duration::from_secs(2),
        from,
        service: None,
    }
}

/// Release 1 of a project whose only service is at 2.4.1.
fn deployment() -> Deployment {
    let service = slipway_fixtures::service_release("r/api", "2.4.1", Digest::of(b"api"));
    let release = slipway_fixtures::release(1, Commit::bare("a", "t", 0), [("api".to_owned(), service)]);
    slipway_fixtures::deployment("sandbox", release)
}

fn step(stage: &Stage, url: &str, from: VerifyFrom) -> Step {
    let checks = [check(url, "${version}", from)];
    http_steps(&stage.spot, &checks, &deployment(), &[]).unwrap().remove(0)
}

#[tokio::test]
async fn what_was_put_back_is_asked_for_its_own_version() {
    let stage = Stage::new();
    let (operation, plan) = operation("ann");
    let verifier = Verifier { kit: stage.kit.clone(), web: Arc::new(slipway_web::WebClient::default()) };
    for from in [VerifyFrom::Host, VerifyFrom::Laptop] {
        let url = serve(&[(200, "2.4.2")]).await;
        let checks = [check(&url, "${git_tag}", from), check(&url, "${version}", from)];
        let (steps, left_out) =
            back_http_steps(&stage.spot, &checks, &deployment(), &["api".to_owned()], &[]);
        assert_eq!(steps.len(), 1, "what its commit does not have cannot be asked for");
        assert!(
            left_out.contains("without its check 1: ") && left_out.contains("`${git_tag}`"),
            "{left_out}"
        );
        assert_eq!(steps[0].id.0, "this machine/back-http-2");
        let cx = cx(&operation, &plan, &steps[0].id.0);
        let report = verifier.act(&steps[0].effect, &key(&cx), Fence(None), &cx).await;
        let said = report.problem.unwrap().message;
        let expected = "api 2.4.1 was put back on this machine and runs, but its check fails: ";
        assert!(said.starts_with(expected), "{said}");
        assert!(said.contains("answered 200") && said.ends_with("; it was asked for 2 s"), "{said}");
    }
    let (none, _) = back_http_steps(&stage.spot, &[], &deployment(), &[], &[]);
    assert_eq!(none.len(), 0);
}

#[tokio::test]
async fn asks_until_the_answer_is_right() {
    for from in [VerifyFrom::Host, VerifyFrom::Laptop] {
        let stage = Stage::new();
        let url = serve(&[(503, "starting"), (200, "2.4.0"), (200, "{\"version\":\"2.4.1\"}")]).await;
        let step = step(&stage, &url, from);
        let (operation, plan) = operation("ann");
        let cx = cx(&operation, &plan, &step.id.0);
        let verifier = Verifier { kit: stage.kit.clone(), web: Arc::new(slipway_web::WebClient::default()) };
        let seen = verifier.observe(&step.effect, &key(&cx), &cx, None).await;
        let Observed::Different { problem, evidence, .. } = seen else { panic!("{seen:?}") };
        let subject = if from == VerifyFrom::Host { format!("{url} on this machine") } else { url };
        assert_eq!(problem.message, format!("{subject} answered 503"));
        assert_eq!(evidence[0].text, "HTTP 503\nstarting");
        let report = verifier.act(&step.effect, &key(&cx), Fence(None), &cx).await;
        assert_eq!(report.problem, None);
        let seen = verifier.observe(&step.effect, &key(&cx), &cx, Some(&report)).await;
        assert!(matches!(seen, Observed::Done(_)), "{seen:?}");
    }
}

/// The end of what is shown lies in the middle of the value: half of it would be known to nobody.
#[tokio::test]
async fn a_secret_is_taken_out_before_an_answer_is_cut() {
    let stage = Stage::new();
    let value = support::TOKEN;
    let body: &str = format!("{} {value}", "x".repeat(500 - value.len() / 2)).leak();
    let url = serve(&*vec![(503, body)].leak()).await;
    let step = step(&stage, &url, VerifyFrom::Laptop);
    let (operation, plan) = operation("ann");
    let cx = cx(&operation, &plan, &step.id.0);
    let verifier = Verifier { kit: stage.kit.clone(), web: Arc::new(slipway_web::WebClient::default()) };
    let seen = verifier.observe(&step.effect, &key(&cx), &cx, None).await;
    let Observed::Different { evidence, .. } = seen else { panic!("{seen:?}") };
    let shown = &evidence[0].text;
    assert!(shown.ends_with("x ***"), "{}", &shown[shown.len() - 20..]);
}

#[tokio::test]
async fn another_version_and_no_answer_fail() {
    let stage = Stage::new();
    let (operation, plan) = operation("ann");
    let cx = cx(&operation, &plan, "x/http-1");
    let verifier = Verifier { kit: stage.kit.clone(), web: Arc::new(slipway_web::WebClient::default()) };
    for (url, text) in [
        (serve(&[(200, "2.4.10")]).await, "answered 200, but without 2.4.1; it was asked for 2 s"),
        (serve(&[(302, "")]).await, "answered 302 and leads to /login; it was asked for 2 s"),
        (serve(&[(200, "2.4.1…")]).await, "the answer did not end in time, and what came is without 2.4.1"),
        ("http://127.0.0.1:1/version?x=1".to_owned(), "Connection refused"),
        ("ftp://127.0.0.1/".to_owned(), "only http and https can be asked"),
    ] {
        let step = step(&stage, &url, VerifyFrom::Laptop);
        let report = verifier.act(&step.effect, &key(&cx), Fence(None), &cx).await;
        let problem = report.problem.unwrap();
        assert!(problem.message.contains(text), "{}", problem.message);
        assert!(matches!(problem.code, Code::VerifyFailed), "{problem:?}");
        assert_eq!(report.evidence.len(), 1);
    }
    let endless = serve(&[(200, "2.4.1 and more…")]).await;
    let step = step(&stage, &endless, VerifyFrom::Laptop);
    let report = verifier.act(&step.effect, &key(&cx), Fence(None), &cx).await;
    assert_eq!(report.problem, None, "what came is enough");
}
