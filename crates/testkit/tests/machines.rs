//! The pretended machines really are machines: engines, sshd, registries, cables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::disallowed_methods)]

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use slipway_testkit::{
    BASE_IMAGE, Finished, HostOptions, Network, Registry, RegistryOptions, busybox_image, finish,
    root_or_explain, watch_secrets,
};

fn ssh(network: &Network, host: &str, text: &str) -> Finished {
    let mut command = Command::new("ssh");
    command.arg("-F").arg(network.ssh_config()).args(["-o", "BatchMode=yes", "-o", "ConnectTimeout=3"]);
    command.args([host, text]);
    finish(command, Duration::from_secs(30)).unwrap()
}

/// Asks the engine of `host-1` to pull, over SSH, with the login in the request.
fn pull_through_dial_stdio(network: &Network, registry: &Registry, repository: &str, digest: &str) -> String {
    let login = serde_json::json!({
        "username": registry.user(), "password": registry.password(), "serveraddress": registry.address(),
    });
    let request = format!(
        "POST /images/create?fromImage={}&tag={digest} HTTP/1.1\r\nHost: engine\r\nConnection: close\r\nContent-Length: 0\r\nX-Registry-Auth: {}\r\n\r\n",
        registry.image(repository),
        URL_SAFE.encode(login.to_string())
    );
    let mut ssh = Command::new("ssh");
    ssh.arg("-F").arg(network.ssh_config()).args([
        "-o",
        "BatchMode=yes",
        "host-1",
        "docker system dial-stdio",
    ]);
    let mut ssh = ssh.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = ssh.stdin.take().unwrap();
    input.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    ssh.stdout.take().unwrap().read_to_string(&mut answer).unwrap();
    drop(input);
    ssh.wait().unwrap();
    answer
}

#[test]
fn a_host_answers_ssh_and_runs_containers_until_its_cable_is_cut() {
    if !root_or_explain("pretended hosts") {
        return;
    }
    let network = Network::start().unwrap();
    let host = network.host("host-1").unwrap();
    busybox_image(host.docker()).unwrap();

    let said = ssh(
        &network,
        "host-1",
        "hostname; echo ~; docker run --rm slipway-sample/base:1 echo from a container",
    );
    let expected = format!("host-1\n{}\nfrom a container\n", host.home().display());
    assert_eq!(said.stdout, expected, "{}", said.describe());

    host.cut().unwrap();
    assert_eq!(ssh(&network, "host-1", "true").code, 255, "a host without a cable must not answer");
    host.join().unwrap();
    let back = ssh(&network, "host-1", "echo back");
    assert_eq!(back.stdout, "back\n", "{}", back.describe());

    host.change_key().unwrap();
    let refused = ssh(&network, "host-1", "true");
    assert!(refused.stderr.contains("REMOTE HOST IDENTIFICATION HAS CHANGED"), "{}", refused.describe());
}

#[test]
fn a_host_pulls_through_dial_stdio_with_the_login_in_the_header_alone() {
    if !root_or_explain("pretended hosts") {
        return;
    }
    let network = Network::start().unwrap();
    let (host, engine) = (network.host("host-1").unwrap(), network.engine("builder").unwrap());
    // A password that no other test has, since the watch sees every process of this machine.
    let password = format!("only this test $knows {}", std::process::id());
    let options = RegistryOptions { login: Some(("slipway".into(), password)), ..RegistryOptions::default() };
    let registry = network.registry(&options).unwrap();
    busybox_image(engine.docker()).unwrap();
    let watch = watch_secrets(registry.password());
    let name = registry.push(engine.docker(), BASE_IMAGE, "team/base:1").unwrap();
    assert_eq!(registry.tags("team/base").unwrap(), ["1"]);
    let digest = registry.digest("team/base", "1").unwrap().expect("the tag was just pushed");

    let refused = ssh(&network, "host-1", &format!("docker pull {name}"));
    assert_ne!(refused.code, 0, "a pull without the password must fail");
    assert!(refused.stderr.contains("no basic auth credentials"), "{}", refused.describe());

    let answer = pull_through_dial_stdio(&network, &registry, "team/base", &digest);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let present = format!("{}@{digest}", registry.image("team/base"));
    host.docker().run(&["image", "inspect", &present]).unwrap();
    assert_eq!(host.sh("ls -A ~/.docker 2>/dev/null").unwrap().stdout, "", "the host logs in nowhere");
    let (seen, rounds) = watch.end();
    assert_eq!(seen, [], "no program may show the password to others");
    assert!(rounds > 0, "the watch never looked");
}

/// The hardware address behind `ip`, asked anew.
fn hardware_address(ip: &str) -> String {
    let words = |words: &[&str]| {
        let mut command = Command::new("ip");
        command.args(words);
        finish(command, Duration::from_secs(10)).unwrap().stdout
    };
    words(&["neighbour", "flush", "to", ip]);
    let _ = std::net::TcpStream::connect_timeout(&format!("{ip}:9").parse().unwrap(), Duration::from_secs(5));
    let answer = words(&["neighbour", "show", "to", ip]);
    let mut after = answer.split_whitespace().skip_while(|word| *word != "lladdr");
    after.nth(1).unwrap_or_else(|| panic!("nobody answers for {ip}: {answer}")).to_owned()
}

#[test]
fn machines_that_join_later_cut_nobody_off() {
    if !root_or_explain("pretended hosts") {
        return;
    }
    let network = Network::start().unwrap();
    let switch = network.own_address().strip_suffix(".2").map(|range| format!("{range}.1")).unwrap();
    let before = hardware_address(&switch);
    let _hosts = network.hosts(3).unwrap();
    assert_eq!(hardware_address(&switch), before, "a machine that remembers it would speak to nobody");
}

#[test]
fn two_networks_and_several_hosts_run_side_by_side() {
    if !root_or_explain("pretended hosts") {
        return;
    }
    let (one, two) = (Network::start().unwrap(), Network::start().unwrap());
    let (hosts, other) = (one.hosts(2).unwrap(), two.hosts(1).unwrap());
    for host in hosts.iter().chain(&other) {
        let name = host.docker().text(&["info", "--format", "{{.Name}}"]).unwrap();
        assert_eq!(name, host.name(), "each host has an engine of its own");
    }
    assert_ne!(hosts[0].address(), other[0].address());
    hosts[0].cut().unwrap();
    assert_eq!(ssh(&one, "host-2", "echo alive").stdout, "alive\n", "the neighbour keeps its cable");
}

#[test]
fn an_engine_can_be_stopped_frozen_and_started_again() {
    if !root_or_explain("an engine of its own") {
        return;
    }
    let network = Network::start().unwrap();
    let engine = network.engine("engine").unwrap();
    busybox_image(engine.docker()).unwrap();
    engine.stop_daemon().unwrap();
    assert_ne!(engine.docker().try_run(&["version"]).unwrap().code, 0);
    engine.start_daemon().unwrap();
    engine.docker().run(&["image", "inspect", BASE_IMAGE]).unwrap();
    engine.pause_daemon().unwrap();
    let frozen = finish(engine.docker().command(&["version"]), Duration::from_secs(1));
    assert!(frozen.is_err(), "a frozen engine answers nothing");
    engine.resume_daemon().unwrap();
    engine.docker().run(&["version"]).unwrap();
}

#[test]
fn nothing_of_the_real_machine_is_edited() {
    if !root_or_explain("pretended hosts") {
        return;
    }
    let before = ["/etc/passwd", "/etc/group", "/etc/shadow"].map(|file| std::fs::read(file).unwrap());
    let trusted = std::path::Path::new("/etc/docker/certs.d").exists();
    let network = Network::start().unwrap();
    let host = network.host("host-1").unwrap();
    network.registry(&RegistryOptions::default()).unwrap();
    assert_eq!(host.sh("ls /etc/docker/certs.d | wc -l").unwrap().stdout, "1\n");
    let after = ["/etc/passwd", "/etc/group", "/etc/shadow"].map(|file| std::fs::read(file).unwrap());
    assert_eq!(before, after);
    assert_eq!(trusted, std::path::Path::new("/etc/docker/certs.d").exists());
}

#[test]
fn a_host_can_lose_its_sshd_its_registry_and_its_disk_space() {
    if !root_or_explain("pretended hosts") {
        return;
    }
    let network = Network::start().unwrap();
    let small = HostOptions { disk_megabytes: Some(64), unknown_key: true };
    let host = network.host_with("host-1", &small).unwrap();
    let unknown = ssh(&network, "host-1", "true");
    assert!(unknown.stderr.contains("Host key verification failed"), "{}", unknown.describe());

    let size = host.root_sh("df --output=size -m $(docker info -f {{.DockerRootDir}}) | tail -n 1").unwrap();
    assert_eq!(size.stdout.trim(), "64", "{}", size.describe());

    let registry = network.registry(&RegistryOptions::default()).unwrap();
    let address = registry.address().split(':').next().unwrap();
    let asked = || host.sh(&format!("curl -sk -m 2 -o /dev/null {}/v2/", registry.url())).unwrap().code;
    assert_eq!(asked(), 0);
    host.cut_from(address).unwrap();
    assert_eq!(asked(), 28, "a cut connection times out");
    host.join_with(address).unwrap();
    assert_eq!(asked(), 0);

    host.stop_sshd().unwrap();
    let refused = ssh(&network, "host-1", "true");
    assert!(refused.stderr.contains("Connection refused"), "{}", refused.describe());
    host.start_sshd().unwrap();
    std::net::TcpStream::connect((host.address(), 22)).unwrap();
}
