//! Reading the documents that `slipway` prints, for the questions that failures raise.

use serde_json::Value;

use slipway_tests::scene::Scene;

/// The verdict, the release's digest of `api`, and so on: one text field of a document.
pub fn text<'d>(document: &'d Value, pointer: &str) -> &'d str {
    document.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {document:#}"))
}

/// What a document says of a place: its verdict, and the digest of `api` that runs there.
pub fn place(document: &Value, name: &str) -> (String, Option<String>) {
    let places = document["places"].as_array().expect("places");
    let place = places
        .iter()
        .find(|place| place["name"] == name)
        .unwrap_or_else(|| panic!("no {name} in {document:#}"));
    let running = place["running"]["api"].as_str().map(str::to_owned);
    (text(place, "/verdict").to_owned(), running)
}

/// All pieces of evidence that are called `what`, in one text.
pub fn evidence(document: &Value, what: &str) -> String {
    let pieces = document["evidence"].as_array().expect("evidence");
    let texts = pieces.iter().filter(|piece| piece["what"] == what).map(|piece| text(piece, "/text"));
    texts.collect::<Vec<_>>().join("\n")
}

/// The problem of an operation or of an error: its code, and sentence and hint in one text.
pub fn problem(document: &Value) -> (String, String) {
    let problem = document.get("problem").or_else(|| document.get("error"));
    let problem = problem.unwrap_or_else(|| panic!("a problem in {document:#}"));
    let hint = problem["hint"].as_str().unwrap_or_else(|| panic!("a hint in {document:#}"));
    (text(problem, "/code").to_owned(), format!("{} {hint}", text(problem, "/message")))
}

/// Asserts the problem's code, and that sentence and hint hold all of `words`.
pub fn assert_problem(document: &Value, code: &str, words: &[&str]) {
    let (is, said) = problem(document);
    assert_eq!(is, code, "the code is what scripts rely on: {document:#}");
    for word in words {
        assert!(said.contains(word), "the sentence or its hint helps only with {word:?}: {document:#}");
    }
}

/// Asserts that what a document says of each place is what the place's own engine runs.
pub fn assert_true_of_engines(scene: &Scene, document: &Value, environment: &str) {
    for place in document["places"].as_array().expect("places") {
        let name = text(place, "/name");
        let said: Vec<(String, String)> = place["running"]
            .as_object()
            .unwrap_or_else(|| panic!("{name} can be seen: {document:#}"))
            .iter()
            .map(|(service, digest)| (service.clone(), digest.as_str().unwrap_or("unknown").to_owned()))
            .collect();
        assert_eq!(said, scene.running(name, environment), "what {name} runs is observed: {document:#}");
    }
}

/// Asserts that nobody holds the environment any more, as status tells and as the hosts' own files say.
pub fn assert_unlocked(scene: &Scene, environment: &str, hosts: &[&str]) {
    let status = scene.status(environment);
    assert!(status["lock"].is_null(), "a lock that stays keeps everyone out: {status:#}");
    for host in hosts {
        let left = format!(
            "ls -d ~/.slipway/recipes/{environment}/.slipway/{{lock,holder,releases/*.new}} 2>/dev/null"
        );
        let left = scene.host(host).sh(&left).expect("a look at the host").stdout;
        assert_eq!(left, "", "{host} is left tidy");
    }
}
