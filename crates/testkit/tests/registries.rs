//! Registries with tokens, and registries that fail on demand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::disallowed_methods)]

use std::process::Command;
use std::time::Duration;

use slipway_testkit::{
    BASE_IMAGE, Fault, FaultyProxy, Network, Registry, RegistryOptions, busybox_image, finish,
    root_or_explain,
};

fn status(url: &str, extra: &[&str]) -> String {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--noproxy", "*", "--output", "/dev/null", "--write-out", "%{http_code}"]);
    finish(curl_with(curl, url, extra), Duration::from_secs(10)).unwrap().stdout
}

fn curl_with(mut curl: Command, url: &str, extra: &[&str]) -> Command {
    curl.args(extra).arg(url);
    curl
}

#[test]
fn a_token_registry_sends_clients_to_its_token_server() {
    let options = RegistryOptions { tls: false, tokens: true, ..RegistryOptions::default() };
    let registry = Registry::on_loopback(&options).unwrap();
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--noproxy", "*", "--include"]);
    let refused =
        finish(curl_with(curl, &format!("{}/v2/", registry.url()), &[]), Duration::from_secs(10)).unwrap();
    assert!(refused.stdout.starts_with("HTTP/1.1 401"), "{}", refused.stdout);
    let realm = refused.stdout.split("realm=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(refused.stdout.contains("service=\"slipway-test\""), "{}", refused.stdout);

    assert_eq!(status(realm, &["--user", "slipway:wrong"]), "401");
    assert_eq!(registry.tokens_handed_out(), 0);
    assert_eq!(status(realm, &[]), "200", "without a login there is a token that opens nothing");
    assert_eq!(registry.get("/v2/team/api/tags/list").unwrap().0, 404, "{}", registry.log_end());
}

#[test]
fn an_engine_pushes_to_a_token_registry_and_only_with_the_login() {
    if !root_or_explain("an engine of its own") {
        return;
    }
    let network = Network::start().unwrap();
    let engine = network.engine("engine").unwrap();
    busybox_image(engine.docker()).unwrap();
    for tls in [true, false] {
        let options = RegistryOptions { tls, tokens: true, ..RegistryOptions::default() };
        let registry = network.registry(&options).unwrap();
        let name = registry.image("team/base:1");
        engine.docker().run(&["tag", BASE_IMAGE, &name]).unwrap();
        let refused = engine.docker().try_run(&["push", &name]).unwrap();
        assert_ne!(refused.code, 0, "a push without the login must fail: {}", refused.describe());
        registry.push(engine.docker(), BASE_IMAGE, "team/base:1").unwrap();
        assert_eq!(registry.tags("team/base").unwrap(), ["1"]);
        assert!(registry.tokens_handed_out() > 0);
        registry.delete("team/base", "1").unwrap();
        assert_eq!(registry.digest("team/base", "1").unwrap(), None);
    }
}

#[test]
fn a_faulty_proxy_fails_where_and_as_often_as_told() {
    let options = RegistryOptions { tls: false, login: None, tokens: false };
    let registry = Registry::on_loopback(&options).unwrap();
    let proxy = FaultyProxy::start("127.0.0.1", &registry).unwrap();
    let url = format!("http://{}", proxy.address());
    let (root, tags) = (format!("{url}/v2/"), format!("{url}/v2/team/api/tags/list"));

    assert_eq!(status(&root, &[]), "200");
    proxy.fail("/tags/list", Fault::Status(503), 2);
    assert_eq!(status(&root, &[]), "200", "other paths are left alone");
    assert_eq!([status(&tags, &[]), status(&tags, &[]), status(&tags, &[])], ["503", "503", "404"]);
    proxy.fail("GET /v2/", Fault::Drop, 5);
    assert_eq!(status(&root, &[]), "000", "a dropped connection has no status");
    proxy.heal();
    assert_eq!(status(&root, &[]), "200");
    assert_eq!(proxy.requests().len(), 7);
    assert_eq!(proxy.requests()[1], "GET /v2/");
}

#[test]
fn an_engine_pushes_through_a_faulty_proxy() {
    if !root_or_explain("an engine of its own") {
        return;
    }
    let network = Network::start().unwrap();
    let engine = network.engine("engine").unwrap();
    busybox_image(engine.docker()).unwrap();
    let registry = network.registry(&RegistryOptions { tls: false, ..RegistryOptions::default() }).unwrap();
    let proxy = FaultyProxy::start(&network.own_address(), &registry).unwrap();
    engine.docker().log_in(&proxy.address(), registry.user(), registry.password()).unwrap();
    let name = format!("{}/team/base:1", proxy.address());
    engine.docker().run(&["tag", BASE_IMAGE, &name]).unwrap();

    // Not a 5xx: the engine would ask again for half a minute.
    proxy.fail("PUT /v2/team/base/manifests/", Fault::Status(403), 100);
    let failed = engine.docker().try_run(&["push", &name]).unwrap();
    assert_ne!(failed.code, 0, "{}", failed.describe());
    assert_eq!(registry.digest("team/base", "1").unwrap(), None);
    proxy.heal();
    engine.docker().run(&["push", &name]).unwrap();
    assert_eq!(registry.tags("team/base").unwrap(), ["1"]);
}
