//! The window's session here without any scene, over its loopback host: for what needs no engine and no host.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use slipway_testkit::{Leashed, finish_given};

use crate::direct::program;

/// How long it may take to be there, and to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A window that nobody looks at.
pub struct DirectWindow {
    address: String,
    token: String,
    _host: Leashed,
}

/// What came of a call.
pub struct Answered {
    /// The status of HTTP.
    pub status: u16,
    /// The document.
    pub document: Value,
    /// How long it took.
    pub took: Duration,
}

impl DirectWindow {
    /// Starts the host with these variables and no others; what it prints goes to a file in `folder`.
    pub fn open(folder: &Path, variables: &[(&str, &str)]) -> Self {
        let log = folder.join("window-host.log");
        let host = program("slipway-window-host").display().to_string();
        let variables: Vec<String> =
            variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut words = vec!["env", "-i"];
        words.extend(variables.iter().map(String::as_str));
        words.push(&host);
        let mut started = Leashed::start(&words, &log).expect("the window's host starts");
        let told = || std::fs::read_to_string(&log).unwrap_or_default();
        let waited =
            started.wait_until("the window's host says where it is", PATIENCE, || told().contains('\n'));
        waited.expect("it starts");
        let text = told();
        let line = text.lines().next().unwrap_or_default();
        let (address, token) = line.split_once("/?token=").expect("an address with a token");
        Self { address: address.to_owned(), token: token.trim().to_owned(), _host: started }
    }

    /// Calls, and returns what came of it.
    pub fn call(&self, name: &str, args: &Value) -> Answered {
        let login = format!("authorization: Bearer {}", self.token);
        let mut command = Command::new("curl");
        command.args(["-sS", "--noproxy", "*", "-X", "POST", "--data-binary", "@-", "-H", &login]);
        command.args(["-w", "\n%{http_code}", &format!("{}/call/{name}", self.address)]);
        let told = finish_given(command, &args.to_string(), PATIENCE).expect("curl ends");
        let (answer, status) = told
            .stdout
            .rsplit_once('\n')
            .unwrap_or_else(|| panic!("an answer to {name}: {}", told.describe()));
        Answered {
            status: status.parse().expect("a status"),
            document: serde_json::from_str(answer).unwrap_or(Value::Null),
            took: told.took,
        }
    }
}
