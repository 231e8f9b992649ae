//! The shared connection: one per host, noticed when dead, gone at the end.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use futures::future::join_all;
use rustix::process::{Pid, Signal, kill_process};
use slipway_domain::problem::Code;
use slipway_engine::ports::{Command, Hosts as _};
use slipway_ssh::{LocalHost, SshHosts, SshSettings};

use crate::server;
use crate::sshd::Sshd;

#[tokio::test]
async fn ten_commands_at_once_share_one_login() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let begin = Instant::now();
    let all = (0..10).map(|number| host.run(Command::new(format!("sleep 1; exit {number}"))));
    let codes: Vec<i32> = join_all(all).await.into_iter().map(|ran| ran.unwrap().code).collect();
    assert_eq!(codes, (0..10).collect::<Vec<_>>());
    assert!(begin.elapsed() < Duration::from_secs(8), "{:?}", begin.elapsed());
    assert_eq!(hosts.host("box").await.unwrap().run(Command::new("true")).await.unwrap().code, 0);
    assert_eq!(server.logins(), 1, "{}", server.log());
}

#[tokio::test]
async fn more_long_commands_than_a_connection_takes_get_their_own() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    let all = (0..12).map(|_| host.run(Command::new("sleep 5; echo ok")));
    assert!(join_all(all).await.into_iter().all(|ran| ran.unwrap().out() == "ok\n"));
    assert_eq!(server.logins(), 3, "{}", server.log());
}

#[tokio::test]
async fn nothing_is_left_when_the_hosts_are_dropped() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    let dialled = host.dial(Command::new("cat")).await.unwrap();
    assert!(!server.clients().is_empty());
    drop((hosts, host, dialled));
    let begin = Instant::now();
    while !server.clients().is_empty() {
        assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", server.clients());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let left = std::fs::read_dir(server.folder.path()).unwrap().flatten();
    assert!(!left.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("slipway-ssh-")));
}

#[tokio::test]
async fn a_connection_that_nobody_uses_stays_as_long_as_the_program() {
    let server = server!();
    let settings = SshSettings { linger: Duration::from_secs(1), ..server.settings() };
    let hosts = SshHosts::new(settings, LocalHost::new(Vec::new()));
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    host.run(Command::new("true")).await.unwrap();
    assert_eq!(
        server.logins(),
        1,
        "whoever reads a plan is not asked for a passphrase again: {}",
        server.log()
    );
}

#[tokio::test]
async fn a_dropped_command_leaves_no_ssh_here() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    let before = server.clients().len();
    let _ = tokio::time::timeout(Duration::from_millis(500), host.run(Command::new("sleep 3"))).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(server.clients().len(), before, "{:?}", server.clients());
    let left = own_files(&server);
    let of_a_call = |file: &PathBuf| file.extension().is_some_and(|name| name != "s" && name != "log");
    assert!(!left.iter().any(of_a_call), "{left:?}");
}

/// The files in the private folder for sockets.
fn own_files(server: &Sshd) -> Vec<PathBuf> {
    let list = |folder: &Path| std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let own = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("slipway-ssh-");
    list(server.folder.path()).filter(own).flat_map(|folder| list(&folder).collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn what_a_connection_says_does_not_pile_up() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    let is_log = |file: &PathBuf| file.extension().is_some_and(|name| name == "log");
    let log = own_files(&server).into_iter().find(is_log).unwrap();
    std::fs::write(&log, vec![b'x'; 300 * 1024]).unwrap();
    host.run(Command::new("true")).await.unwrap();
    assert!(std::fs::metadata(&log).unwrap().len() < 100 * 1024);
    assert_eq!(server.logins(), 1);
}

fn signal(server: &Sshd, signal: Signal) {
    for pid in server.servers() {
        let _ = kill_process(Pid::from_raw(pid).unwrap(), signal);
    }
}

#[tokio::test]
async fn a_link_that_dies_is_noticed_and_the_next_command_connects_anew() {
    let server = server!();
    let mut settings = server.settings();
    settings.alive_interval = Duration::from_secs(1);
    let hosts = SshHosts::new(settings, LocalHost::new(Vec::new()));
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    let begin = Instant::now();
    let cut = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        signal(&server, Signal::STOP);
    };
    let (lost, ()) = tokio::join!(host.run(Command::new("sleep 30")), cut);
    let problem = lost.unwrap_err();
    assert_eq!(problem.code, Code::HostUnreachable, "{problem:?}");
    assert!(problem.message.contains("lost") && problem.message.contains("not responding"), "{problem}");
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    assert_eq!(host.run(Command::new("echo again")).await.unwrap().out(), "again\n");
}

#[tokio::test]
async fn a_connection_that_ends_in_between_is_made_anew() {
    let server = server!();
    let hosts = server.hosts();
    let host = hosts.host("box").await.unwrap();
    host.run(Command::new("true")).await.unwrap();
    signal(&server, Signal::KILL);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(host.run(Command::new("echo again")).await.unwrap().out(), "again\n");
    assert_eq!(server.logins(), 2);
}
