//! An image that shows a secret goes nowhere, until the project says by name that it may.

use slipway_tests::scene::Scene;
use slipway_tests::truth::files_with;

/// A line of a key that opens nothing.
const LINE: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

fn key() -> String {
    let body = [LINE, LINE, LINE].join("\n");
    format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n")
}

fn nothing_was_pushed(scene: &Scene) {
    assert!(scene.registry.tags("recipes/api").expect("tags").is_empty(), "nothing was pushed");
}

#[test]
fn an_image_that_holds_a_key_is_built_and_not_pushed() {
    let Some(scene) = Scene::start("leaks in layers", 1) else { return };
    scene
        .repository
        .replace("Dockerfile", "ARG RECIPES_VERSION", "RUN rm recipes/id_rsa\n\nARG RECIPES_VERSION")
        .unwrap();
    scene.change("recipes/id_rsa", &key());
    let refused = scene.json(&["run"], 3);
    let problem = &refused["error"];
    assert_eq!(problem["code"], "leak_found", "{refused:#}");
    let told = problem["message"].as_str().unwrap_or_default();
    assert!(told.contains("file:app/recipes/id_rsa"), "{told}");
    assert!(told.contains("does not take it out of the image"), "a later layer hid it: {told}");
    nothing_was_pushed(&scene);
    let kept = files_with(scene.laptop.data(), LINE);
    assert!(kept.is_empty(), "a finding says where a secret is, and not what: {kept:?}");

    let accepted = "accepted_leaks: [ { finding: \"file:app/recipes/id_rsa\", reason: it opens nothing } ]\nenvironments:";
    scene.configure("environments:", accepted);
    let pushed = scene.ok(&["run"]);
    assert_eq!(pushed["verdict"], "succeeded", "{pushed:#}");
    assert!(!scene.registry.tags("recipes/api").expect("tags").is_empty(), "what is accepted is pushed");
}

#[test]
fn a_dockerfile_that_shows_a_secret_is_refused_by_check_and_by_a_build() {
    let Some(scene) = Scene::start("leaks in Dockerfiles", 1) else { return };
    scene.ok(&["check"]);
    let password = "kX9v2LpQ7rT4";
    let with = format!("ENV BOOK_PASSWORD={password}\nEXPOSE 8080");
    scene.repository.replace("Dockerfile", "EXPOSE 8080", &with).unwrap();
    scene.repository.commit("A password").unwrap();
    for words in [["check"], ["build"], ["run"]] {
        let refused = scene.json(&words, 3);
        let problem = &refused["error"];
        assert_eq!(problem["code"], "leak_found", "{words:?}: {refused:#}");
        let told = problem["message"].as_str().unwrap_or_default();
        assert!(told.contains("env:BOOK_PASSWORD") && !told.contains(password), "{told}");
    }
    nothing_was_pushed(&scene);
    let accepted =
        "accepted_leaks: [ { finding: \"env:BOOK_PASSWORD\", reason: everybody knows it } ]\nenvironments:";
    scene.configure("environments:", accepted);
    scene.ok(&["check"]);
    scene.ok(&["run"]);
    let gone = "everybody knows it }, { finding: \"file:app/gone\", reason: it was there }";
    scene.configure("everybody knows it }", gone);
    let told = scene.slipway(&["check"]);
    let unused = |finding: &str| told.stderr.contains(&format!("`{finding}` is accepted and was not found"));
    assert_eq!(told.code, 0, "{}", told.describe());
    assert!(unused("file:app/gone") && !unused("env:BOOK_PASSWORD"), "{}", told.describe());
}
