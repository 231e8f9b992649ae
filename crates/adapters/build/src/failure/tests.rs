use std::collections::BTreeMap;

use super::*;

fn build() -> Build {
    Build {
        tree: String::new(),
        context: ".".into(),
        dockerfile: "Dockerfile".into(),
        target: None,
        args: BTreeMap::new(),
        secrets: BTreeMap::new(),
        platform: Some("linux/arm64".into()),
        labels: BTreeMap::new(),
        name: "shop/api:1".into(),
        cache_key: String::new(),
    }
}

fn failed(name: &str, error: &str, lines: &[&str]) -> Option<Failed> {
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let last_word = lines.iter().rev().find(|line| !line.is_empty()).cloned();
    Some(Failed { name: name.into(), error: error.into(), lines, last_word })
}

#[test]
fn a_failed_command_shows_its_code_and_last_line() {
    let error = "executor failed running [/bin/sh -c make]: exit code: 2";
    let problem = failure(&build(), error, failed("[2/3] RUN make", error, &["a", "no rule", ""]));
    assert_eq!(problem.code, Code::BuildFailed);
    assert_eq!(problem.message, "`RUN make` (step 2/3) ended with exit code 2: no rule");
    assert_eq!(problem.details["exit_code"], 2);
    assert_eq!(problem.details["lines"][1], "no rule");
}

#[test]
fn base_images_have_the_registrys_codes() {
    let name = "[internal] load metadata for r.example/base:1";
    for (said, code) in [
        ("r.example/base:1: not found", Code::RegistryNotFound),
        ("unexpected status code [manifests 1]: 401 Unauthorized", Code::RegistryDenied),
        (
            "failed to do request: Head \"https://r.example\": dial tcp: lookup r.example: no such host",
            Code::RegistryUnreachable,
        ),
        ("no match for platform in manifest sha256:00: not found", Code::PlatformMissing),
    ] {
        let error =
            format!("failed to solve with frontend dockerfile.v0: failed to create LLB definition: {said}");
        let problem = failure(&build(), &error, failed(name, said, &[]));
        assert_eq!(problem.code, code, "{said}");
        assert!(problem.message.contains("r.example/base:1"), "{}", problem.message);
        assert!(!problem.message.contains("frontend"), "{}", problem.message);
    }
}

#[test]
fn a_missing_file_is_no_missing_image() {
    let error = "failed to compute cache key: \"/nope\" not found: not found";
    let problem = failure(&build(), error, failed("[2/2] COPY nope /", error, &[]));
    assert_eq!(problem.code, Code::BuildFailed);
    assert!(problem.message.contains("\"/nope\" not found"), "{}", problem.message);
    assert!(problem.hint.unwrap().contains(".dockerignore"));
}

#[test]
fn what_is_wrong_with_the_dockerfile_is_said() {
    let error = "failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 3: unknown instruction: RUNN";
    let message = failure(&build(), error, None).message;
    assert_eq!(
        message,
        "Dockerfile cannot be understood: dockerfile parse error line 3: unknown instruction: RUNN."
    );
    let error = "failed to solve with frontend dockerfile.v0: failed to create LLB definition: failed to reach build target nope in Dockerfile";
    assert_eq!(failure(&build(), error, None).message, "Dockerfile has no stage nope, which `target` names.");
}

#[test]
fn programs_of_another_processor_get_a_hint() {
    let error = "executor failed running [/bin/sh -c true]: exit code: 1";
    let lines = ["standard_init_linux.go:228: exec user process caused: exec format error"];
    let problem = failure(&build(), error, failed("[2/2] RUN true", error, &lines));
    assert!(problem.hint.unwrap().contains("linux/arm64"));
}

#[test]
fn what_has_no_exit_code_was_ended_by_the_engine() {
    let closed =
        "failed to update store for object type *libnetwork.endpoint: open : no such file or directory";
    let problem = failure(&build(), closed, failed("[2/2] RUN make", closed, &["half"]));
    assert_eq!(problem.code, Code::BuildFailed);
    let wanted = format!("The Docker Engine could not carry out `RUN make` (step 2/2): {closed}.");
    assert_eq!(problem.message, wanted);
    assert!(problem.hint.unwrap().contains("restarted"));
    let problem = failure(&build(), "grpc: the client connection is closing", None);
    assert!(
        problem.message.starts_with("The Docker Engine could not build shop/api:1: "),
        "{}",
        problem.message
    );
}
