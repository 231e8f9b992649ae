//! The six states of a keychain at the command line and in the window: real sessions with a gnome-keyring.

use std::time::Duration;

use serde_json::{Value, json};
use slipway_testkit::{Finished, KeyringState, SessionKeyring};
use slipway_tests::direct::slipway_given;
use slipway_tests::direct_window::DirectWindow;
use slipway_tests::documents::{code_of, fits_command};

/// A value that nothing may repeat.
const VALUE: &str = "hunter22-of-the-attic";

/// What it is kept under.
const ID: &str = "global/plain/TOKEN";

/// A question ends within five seconds, and no second one is asked of a keychain that gave no answer; what is more is for
/// starting and ending the program on a busy machine.
const IN_TIME: Duration = Duration::from_millis(7500);

/// A state in which nothing can be had, and how it is told.
struct Closed {
    keyring: KeyringState,
    word: &'static str,
    code: &'static str,
    says: &'static str,
    hint: &'static str,
}

const CLOSED: [Closed; 5] = [
    Closed {
        keyring: KeyringState::NoBus,
        word: "no_bus",
        code: "keychain_unavailable",
        says: "no session bus",
        hint: "SLIPWAY_KEYCHAIN=file:PATH",
    },
    Closed {
        keyring: KeyringState::NoService,
        word: "no_service",
        code: "keychain_unavailable",
        says: "no program that keeps secrets",
        hint: "start one, such as gnome-keyring",
    },
    Closed {
        keyring: KeyringState::NoCollection,
        word: "no_collection",
        code: "keychain_empty",
        says: "no keychain to keep them in",
        hint: "create a keychain",
    },
    Closed {
        keyring: KeyringState::Locked,
        word: "locked",
        code: "keychain_locked",
        says: "is locked",
        hint: "unlock it",
    },
    Closed {
        keyring: KeyringState::Frozen,
        word: "silent",
        code: "keychain_silent",
        says: "did not answer within 5 s",
        hint: "start it anew",
    },
];

/// Somebody's laptop, whose Slipway keeps what it knows in one folder.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn variables(&self, session: &SessionKeyring) -> Vec<(String, String)> {
        let data = self.folder.path().join("data").display().to_string();
        let mut variables = session.environment();
        variables.push(("SLIPWAY_DATA_DIR".to_owned(), data));
        variables
    }

    fn credentials(&self, session: &SessionKeyring, words: &[&str], input: &str) -> Finished {
        let variables = self.variables(session);
        let all: Vec<(&str, &str)> =
            variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let finished = slipway_given(self.folder.path(), &[&["credentials"], words].concat(), input, &all);
        assert!(!finished.describe().contains(VALUE), "a value is repeated: {}", finished.describe());
        assert!(finished.took < IN_TIME, "{words:?} took {:?}", finished.took);
        finished
    }

    /// The document that it prints.
    fn document(&self, session: &SessionKeyring, words: &[&str], input: &str, exit: i32) -> Value {
        let words = [words, &["--json"]].concat();
        let finished = self.credentials(session, &words, input);
        assert_eq!(finished.code, exit, "{}", finished.describe());
        let document = finished.json().expect("one document");
        fits_command(&[&["credentials"], &words[..]].concat(), &document);
        document
    }

    fn window(&self, session: &SessionKeyring) -> DirectWindow {
        let variables = self.variables(session);
        let all: Vec<(&str, &str)> =
            variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        DirectWindow::open(self.folder.path(), &all)
    }
}

#[test]
fn each_state_says_itself_everywhere_and_what_was_put_there_stays_known() {
    let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
    let mut session = SessionKeyring::start(KeyringState::Unlocked).expect("a session");
    desk.document(&session, &["add", "plain", "TOKEN", "--global"], VALUE, 0);
    desk.document(&session, &["add", "plain", "UNUSED", "--global"], VALUE, 0);
    is_open(&desk, &session);
    for closed in CLOSED {
        // One that has never had a keychain is another session.
        if closed.keyring == KeyringState::NoCollection {
            let empty = SessionKeyring::start(closed.keyring).expect("a session");
            is_closed(&desk, &empty, &closed);
        } else {
            session.bring_to(closed.keyring).expect("another state");
            is_closed(&desk, &session, &closed);
        }
    }
    session.bring_to(KeyringState::Unlocked).expect("an open keychain");
    is_open(&desk, &session);
}

fn is_open(desk: &Desk, session: &SessionKeyring) {
    let listed = desk.document(session, &["list"], "", 0);
    assert_eq!(listed["keychain"]["state"], "unlocked", "{listed:#}");
    desk.document(session, &["test", "TOKEN"], "", 0);
    let window = desk.window(session);
    let keychain = window.call("keychain", &json!({}));
    assert_eq!(keychain.document["value"]["state"], "unlocked", "{:#}", keychain.document);
    let tried = window.call("test_credential", &json!({ "id": ID }));
    assert_eq!(tried.status, 200, "{:#}", tried.document);
}

fn is_closed(desk: &Desk, session: &SessionKeyring, closed: &Closed) {
    at_the_command_line(desk, session, closed);
    in_the_window(&desk.window(session), closed);
}

fn at_the_command_line(desk: &Desk, session: &SessionKeyring, closed: &Closed) {
    let listed = desk.document(session, &["list"], "", 0);
    assert_eq!(listed["keychain"]["state"], closed.word, "{listed:#}");
    assert_eq!(listed["credentials"][0]["id"], ID, "it stays known: {listed:#}");
    let table = desk.credentials(session, &["list"], "");
    for told in [closed.says, closed.hint] {
        assert!(table.stderr.contains(told), "{told}: {}", table.describe());
    }
    let tried = desk.document(session, &["test"], "", 1);
    for one in 0..2 {
        assert_eq!(tried["tested"][one]["code"], closed.code, "{tried:#}");
    }
    let changes: [&[&str]; 3] =
        [&["add", "plain", "OTHER", "--global"], &["rotate", "TOKEN"], &["remove", "TOKEN", "--yes"]];
    for words in changes {
        let refused = desk.document(session, words, VALUE, 1);
        assert_eq!(code_of(&refused), closed.code, "{words:?}: {refused:#}");
        is_told(&refused["error"], closed);
    }
}

fn in_the_window(window: &DirectWindow, closed: &Closed) {
    let keychain = window.call("keychain", &json!({}));
    assert_eq!(keychain.document["value"]["state"], closed.word, "{:#}", keychain.document);
    assert!(keychain.took < IN_TIME, "{:?}", keychain.took);
    let listed = window.call("credentials", &json!({})).document;
    let rows = &listed["value"]["bands"][0]["credentials"];
    assert_eq!(rows[0]["id"], ID, "it stays known: {listed:#}");
    assert!(rows[0]["added"].is_string(), "it is not taken for one that was never set: {listed:#}");
    let values = json!({ "value": VALUE });
    let other = json!({ "credential": { "kind": "plain", "name": "OTHER" }, "values": values });
    for (call, args) in [
        ("test_credential", json!({ "id": ID })),
        ("rotate_credential", json!({ "id": ID, "values": values })),
        ("add_credential", other),
    ] {
        let refused = window.call(call, &args);
        assert_eq!(refused.status, 422, "{call}: {:#}", refused.document);
        assert!(refused.took < IN_TIME, "{call} took {:?}", refused.took);
        assert!(!refused.document.to_string().contains(VALUE), "{:#}", refused.document);
        assert_eq!(refused.document["error"]["code"], closed.code, "{call}: {:#}", refused.document);
        is_told(&refused.document["error"], closed);
    }
}

/// What happened, and what to do.
fn is_told(error: &Value, closed: &Closed) {
    let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
    assert!(text("message").contains(closed.says), "{error:#}");
    assert!(text("hint").contains(closed.hint), "{error:#}");
}
