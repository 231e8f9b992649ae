//! Checks over HTTPS against a service with a certificate of a private authority.

use std::fs;

use serde_json::Value;
use slipway_testkit::{Authority, Certificate};

use slipway_tests::documents::code_of;
use slipway_tests::scene::Scene;

const CA: &str = ", ca: certs/ca.pem";

/// Lets the host serve its version with TLS, as a proxy in front of the service would.
fn serve(scene: &Scene, certificate: &Certificate) {
    let host = scene.host("host-1");
    let folder = host.root_home().join("service");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("version"), "{\"version\":\"0.1.1\"}").unwrap();
    let (file, key) = (certificate.certificate.display(), certificate.key.display());
    let text = format!(
        "cd ~/service && openssl s_server -quiet -WWW -accept 8443 -cert {file} -key {key} >log 2>&1 </dev/null &"
    );
    host.root_sh(&text).unwrap().success().expect("the service starts");
}

/// The sentence and the hint of an operation that failed.
fn said(document: &Value) -> [&str; 2] {
    ["message", "hint"].map(|field| document["problem"][field].as_str().expect("a problem"))
}

#[test]
fn a_certificate_is_trusted_where_the_system_or_the_check_says_so() {
    let Some(mut scene) = Scene::start("checks over HTTPS", 1) else { return };
    let address = scene.host("host-1").address();
    let authority = Authority::create(&scene.laptop.home().join("authority")).unwrap();
    let names = ["DNS:localhost".to_owned(), format!("IP:{address}")];
    serve(&scene, &authority.sign_for("service", &names.each_ref().map(String::as_str)).unwrap());
    let pem = fs::read_to_string(authority.certificate()).unwrap();
    scene.repository.write("certs/ca.pem", &pem).unwrap();
    let rest = "contains: \"${version}\", within: 2s";
    let inside = format!("{{ url: \"https://localhost:8443/version\", {rest} }}");
    let outside = format!("{{ url: \"https://{address}:8443/version\", {rest}, from: laptop }}");
    scene.configure(
        "verify: [ { url: \"http://localhost:8081/version\", contains: \"${version}\", within: 60s } ]",
        &format!("verify: [ {inside}, {outside} ]"),
    );
    scene.ok(&["run"]);

    let refused = scene.json(&["deploy", "sandbox", "--yes"], 1);
    assert_eq!(refused["verdict"], "rolled_back", "{refused:#}");
    let [message, hint] = said(&refused);
    let unknown =
        "cannot be trusted: its certificate is signed by an authority that this machine does not know";
    assert!(message.contains(unknown) && message.contains("it was asked for 2 s"), "{refused:#}");
    assert!(hint.contains("`ca: certs/ca.pem`"), "{refused:#}");
    let evidence = refused["evidence"].to_string();
    assert!(evidence.contains("https://localhost:8443/version as seen from host-1"), "{refused:#}");

    let trusted = authority.certificate().display().to_string();
    scene.laptop.set("SSL_CERT_FILE", &trusted);
    scene.ok(&["deploy", "sandbox"]);
    scene.laptop.unset("SSL_CERT_FILE");
    for check in [&inside, &outside] {
        let with_ca = check.replace(" }", &format!("{CA} }}"));
        scene.repository.replace("slipway.yml", check, &with_ca).unwrap();
    }
    scene.repository.commit("Trust the authority").unwrap();
    assert_eq!(scene.ok(&["deploy", "sandbox"])["verdict"], "succeeded");
    a_registry_is_trusted_where_the_file_says_so(&scene);
}

/// The person may not read the `certs.d` that the engine reads.
fn a_registry_is_trusted_where_the_file_says_so(scene: &Scene) {
    scene.laptop.root_sh("chmod 700 /etc/docker/certs.d/*").unwrap().success().unwrap();
    let pem = fs::read_to_string(scene.registry.authority().unwrap()).unwrap();
    scene.repository.write("certs/registry.pem", &pem).unwrap();
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    let refused = scene.json(&["tags", "api"], 1);
    assert_eq!(code_of(&refused), "registry_unreachable", "{refused:#}");
    let hint = refused["error"]["hint"].as_str().unwrap();
    assert!(hint.contains("{ ca: FILE }"), "{refused:#}");
    let address = scene.registry.address();
    scene.configure(&format!("\"{address}\": {{}}"), &format!("\"{address}\": {{ ca: certs/registry.pem }}"));
    assert_eq!(scene.ok(&["run"])["verdict"], "succeeded");
    let tags = scene.ok(&["tags", "api"]);
    assert_eq!(tags["images"].as_array().map(Vec::len), Some(2), "{tags:#}");
}
