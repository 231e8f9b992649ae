//! The six states of a keychain, as real processes: a session bus and a gnome-keyring.

use slipway_testkit::{KeyringState, SessionKeyring};

use crate::asking::{Answer, IN_TIME, ask};

const X: &str = "project/recipes/plain/X";

fn asked(session: &SessionKeyring, words: &[&str]) -> Answer {
    asked_with(session, "", words)
}

fn asked_with(session: &SessionKeyring, input: &str, words: &[&str]) -> Answer {
    ask(&session.environment(), input, words)
}

/// Every question says the state, in time, and with what to do; none says that nothing is there.
fn says(state: KeyringState, named: &str, code: &str, sentence: &str) {
    let session = SessionKeyring::start(state).unwrap();
    let looked = asked(&session, &["state"]);
    assert_eq!(looked.said["state"], named);
    assert!(looked.took < IN_TIME, "{:?}", looked.took);
    for words in [&["read", X][..], &["write", X], &["remove", X], &["entries"]] {
        let answer = asked_with(&session, "hunter22", words);
        assert_eq!(answer.code(), code, "{words:?}: {}", answer.said);
        assert!(answer.took < IN_TIME, "{words:?} took {:?}", answer.took);
        let message = answer.said["problem"]["message"].as_str().unwrap();
        assert!(message.contains(sentence), "{message}");
        assert!(answer.said["problem"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
        assert!(!answer.said.to_string().contains("hunter22"));
    }
}

#[test]
fn without_a_session_bus() {
    says(KeyringState::NoBus, "NoBus", "keychain_unavailable", "no session bus");
}

#[test]
fn without_a_program_that_keeps_secrets() {
    says(KeyringState::NoService, "NoService", "keychain_unavailable", "no program that keeps secrets");
}

#[test]
fn without_a_keychain_in_it() {
    says(KeyringState::NoCollection, "NoCollection", "keychain_empty", "no keychain to keep them in");
}

#[test]
fn locked() {
    says(KeyringState::Locked, "Locked", "keychain_locked", "is locked");
}

#[test]
fn frozen() {
    says(KeyringState::Frozen, "Silent", "keychain_silent", "did not answer within 5 s");
}

#[test]
fn unlocked_it_keeps_what_it_is_given() {
    let session = SessionKeyring::start(KeyringState::Unlocked).unwrap();
    assert_eq!(asked(&session, &["state"]).said["state"], "Unlocked");
    assert_eq!(asked(&session, &["read", X]).said["there"], false);
    assert_eq!(asked(&session, &["remove", X]).said["there"], false);
    let long = "long \"value\" ä\n".repeat(3000);
    for value in ["hunter22", &long] {
        assert_eq!(asked_with(&session, value, &["write", X]).said["written"], true);
        assert_eq!(asked_with(&session, value, &["read", X]).said["same"], true);
    }
    asked_with(&session, "other", &["write", "global/plain/Y"]);
    let entries = asked(&session, &["entries"]).said;
    assert_eq!(entries["entries"], serde_json::json!(["global/plain/Y", X]));
    assert_eq!(asked(&session, &["remove", X]).said["there"], true);
    assert_eq!(asked(&session, &["read", X]).said["there"], false);
    let kept = std::fs::read(session.keyrings().join("login.keyring")).unwrap();
    assert!(!kept.windows(8).any(|part| part == b"hunter22"));
}

#[test]
fn what_was_put_there_is_never_said_to_be_missing() {
    let mut session = SessionKeyring::start(KeyringState::Unlocked).unwrap();
    asked_with(&session, "hunter22", &["write", X]);
    for (state, code) in [
        (KeyringState::Locked, "keychain_locked"),
        (KeyringState::NoService, "keychain_unavailable"),
        (KeyringState::Frozen, "keychain_silent"),
        (KeyringState::NoBus, "keychain_unavailable"),
    ] {
        session.bring_to(state).unwrap();
        assert_eq!(asked(&session, &["read", X]).code(), code, "{state:?}");
    }
    session.bring_to(KeyringState::Unlocked).unwrap();
    assert_eq!(asked_with(&session, "hunter22", &["read", X]).said["same"], true);
}

#[test]
fn one_that_was_frozen_answers_again() {
    let session = SessionKeyring::start(KeyringState::Unlocked).unwrap();
    asked_with(&session, "hunter22", &["write", X]);
    session.freeze().unwrap();
    let silent = asked(&session, &["read", X]);
    assert_eq!(silent.code(), "keychain_silent");
    assert!(silent.took < IN_TIME, "the program ends, whatever the keychain does: {:?}", silent.took);
    session.thaw().unwrap();
    assert_eq!(asked_with(&session, "hunter22", &["read", X]).said["same"], true);
}

/// Nobody shows prompts in this session, so that the keychain dismisses its own at once.
#[test]
fn a_prompt_that_is_dismissed_leaves_it_locked() {
    let session = SessionKeyring::start(KeyringState::Locked).unwrap();
    let answer = asked(&session, &["--by-prompt", "read", X]);
    assert_eq!(answer.code(), "keychain_locked", "{}", answer.said);
}

#[test]
fn after_a_dismissed_prompt_a_look_brings_up_no_other_and_a_wish_does() {
    let session = SessionKeyring::start(KeyringState::Locked).unwrap();
    let mut prompts = session.watch_prompts().unwrap();
    let looks = ["--by-prompt", "read", X, "then", "read", X, "then", "entries"];
    let wishes = [&looks[..], &["then", "unlock", "then", "write", X, "then", "read", X]].concat();
    for (words, brought_up) in [(&looks[..], 1), (&wishes[..], 1 + 3)] {
        let answers = asked_with(&session, "hunter22", words).said;
        let all = answers.as_array().unwrap();
        assert!(all.iter().all(|one| one["problem"]["code"] == "keychain_locked"), "{answers}");
        let hint = all[1]["problem"]["hint"].as_str().unwrap();
        assert!(hint.contains("try again in a minute"), "it says why nobody was asked: {hint}");
        assert_eq!(prompts.count().unwrap(), brought_up, "{words:?}");
    }
}
