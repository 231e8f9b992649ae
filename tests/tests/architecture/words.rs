//! The engine and the api speak of places, never of a particular target.

use super::rust_below;

const WORDS: &[&str] = &[
    "argocd",
    "compose",
    "daemonset",
    "ecs",
    "fargate",
    "flux",
    "gitops",
    "helm",
    "kubernetes",
    "kubectl",
    "k8s",
    "namespace",
    "nomad",
    "pod",
    "pods",
    "statefulset",
    "swarm",
];

/// The words that a line is made of, those inside names included: `composeService` and `compose_service` hold
/// `compose`.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in line.chars() {
        let begins = c.is_uppercase() && before.is_lowercase();
        if !c.is_alphanumeric() || begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn engine_and_api_name_no_target() {
    let mut found = Vec::new();
    for file in rust_below("crates/engine/").into_iter().chain(rust_below("crates/api/")) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(word) = words(line).iter().find(|word| WORDS.contains(&word.as_str())) {
                found.push(format!("{}:{} says `{word}`", file.path, index + 1));
            }
        }
    }
    assert!(found.is_empty(), "the next target must fit without a change here:\n{}", found.join("\n"));
}

#[test]
fn words_inside_names_are_seen() {
    for line in ["let compose_service = 1;", "ComposeTarget::new()", "// a Pod.", "x.compose()"] {
        assert!(words(line).iter().any(|word| WORDS.contains(&word.as_str())), "{line}");
    }
    for line in ["recompose(decomposed)", "a podium", "composed of parts"] {
        assert!(!words(line).iter().any(|word| WORDS.contains(&word.as_str())), "{line}");
    }
}
