//! Programs that ask Slipway on a line of their own.

use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Prompts, Said, Wants};
use slipway_ssh::PrivateLine;

use crate::sshd::commands;

const ANSWER: &str = "username=ann\npassword=quince-47-lantern";

/// Answers what is asked with `get`, and nothing else.
struct Somebody;

#[async_trait]
impl Prompts for Somebody {
    async fn prompt(&self, asked: &str, _: Wants) -> Result<Said, Problem> {
        Ok(if asked == "get" { Said::Text(Secret::new(ANSWER)) } else { Said::No })
    }
}

async fn ask(command: &str, question: &str) -> Output {
    let mut shell = tokio::process::Command::new("sh");
    shell.args(["-c", &format!("{command} {question}")]).stdin(Stdio::null());
    shell.output().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_comes_back_as_it_is_and_a_no_says_nothing() {
    let folder = tempfile::Builder::new().prefix("a b'c").tempdir_in("/tmp").unwrap();
    let line = PrivateLine::open(folder.path(), Arc::new(Somebody)).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_slipway-askpass-of-tests"));
    let command = line.command(Some(program)).unwrap();
    assert!(!command.contains("quince-47-lantern"));
    let answered = ask(&command, "get").await;
    assert_eq!(String::from_utf8_lossy(&answered.stdout), format!("{ANSWER}\n"), "{answered:?}");
    assert!(answered.status.success());
    let refused = ask(&command, "store").await;
    assert_eq!((refused.stdout.len(), refused.status.code()), (0, Some(1)));
    assert!(commands().iter().all(|(_, line)| !line.contains("quince-47-lantern")));
    drop(line);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it goes with the line");
    assert!(!ask(&command, "get").await.status.success(), "nobody hears it any more");
}
