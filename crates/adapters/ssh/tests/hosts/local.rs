//! This machine through its shell.

use slipway_engine::ports::{Command, Hosts as _};
use slipway_ssh::{LOCAL, LocalHost, SshHosts, SshSettings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn this_machine_runs_commands_with_the_given_environment_only() {
    let environment =
        vec![("PATH".into(), std::env::var_os("PATH").unwrap()), ("DOCKER_HOST".into(), "unix:///d".into())];
    let hosts = SshHosts::new(SshSettings::new("/tmp", Vec::new()), LocalHost::new(environment));
    let host = hosts.host(LOCAL).await.unwrap();
    let ran = host.run(Command::new("cat; echo $DOCKER_HOST$HOME; exit 255").stdin("in ")).await.unwrap();
    assert_eq!((ran.code, ran.out().as_str()), (255, "in unix:///d\n"));
    let mut connection = host.dial(Command::new("cat")).await.unwrap();
    connection.write_all(b"x").await.unwrap();
    connection.shutdown().await.unwrap();
    let mut text = String::new();
    connection.read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "x");
}

#[tokio::test]
async fn a_host_says_what_a_person_types_to_get_there() {
    let folder = tempfile::tempdir().unwrap();
    let hosts = SshHosts::new(SshSettings::new(folder.path(), Vec::new()), LocalHost::new(Vec::new()));
    for (address, typed) in [
        (LOCAL, "docker version"),
        ("10.0.0.5", "ssh 10.0.0.5 docker version"),
        ("deploy@10.0.0.5:2222", "ssh -p 2222 deploy@10.0.0.5 docker version"),
    ] {
        assert_eq!(hosts.host(address).await.unwrap().by_hand("docker version"), typed);
    }
}

#[tokio::test]
async fn what_a_command_leaves_in_the_background_does_not_hold_it_up() {
    let host =
        SshHosts::new(SshSettings::new("/tmp", Vec::new()), LocalHost::new(std::env::vars_os().collect()));
    let host = host.host(LOCAL).await.unwrap();
    let begin = std::time::Instant::now();
    assert_eq!(host.run(Command::new("sleep 20 & echo ok")).await.unwrap().out(), "ok\n");
    assert!(begin.elapsed().as_secs() < 10);
}
