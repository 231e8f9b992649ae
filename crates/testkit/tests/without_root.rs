//! What works for everybody: loopback registries and hosts, repositories, leashes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, clippy::disallowed_methods)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use slipway_testkit::{
    KeyPair, Leashed, LoopbackHost, Registry, RegistryOptions, Repository, finish, watch_secrets,
};

#[test]
fn a_loopback_registry_wants_its_password() {
    for tls in [true, false] {
        let options = RegistryOptions { tls, ..RegistryOptions::default() };
        let registry = Registry::on_loopback(&options).unwrap();
        assert_eq!(registry.get("/v2/").unwrap().0, 200, "{}", registry.log_end());
        assert_eq!(registry.digest("nobody/nothing", "1").unwrap(), None);
        let mut bare = Command::new("curl");
        bare.args(["--silent", "--insecure", "--output", "/dev/null", "--write-out", "%{http_code}"]);
        bare.arg(format!("{}/v2/", registry.url()));
        assert_eq!(finish(bare, Duration::from_secs(10)).unwrap().stdout, "401");
    }
}

#[test]
fn a_loopback_host_has_a_home_and_an_environment_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate(&folder.path().join("key")).unwrap();
    let environment = [("GREETING".to_owned(), "good day".to_owned())];
    let host = LoopbackHost::start(folder.path(), "host-1", &key, &environment).unwrap();
    let config = folder.path().join("config");
    std::fs::write(&config, host.ssh_config_entry()).unwrap();
    let mut ssh = Command::new("ssh");
    ssh.arg("-F").arg(&config).args(["-o", "BatchMode=yes", "host-1", "echo ~; echo $GREETING"]);
    let said = finish(ssh, Duration::from_secs(20)).unwrap();
    assert_eq!(said.stdout, format!("{}\ngood day\n", host.home().display()), "{}", said.describe());
}

#[test]
fn commits_come_out_the_same_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let ids = ["a", "b"].map(|name| {
        let repository = Repository::create(&folder.path().join(name)).unwrap();
        repository.write("src/main.txt", "hello\n").unwrap();
        repository.commit("Say hello").unwrap()
    });
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn what_is_on_a_leash_ends_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (log, done) = (folder.path().join("log"), folder.path().join("done"));
    let at_end = format!("echo done > {}", done.display());
    let mut leash = Leashed::start_then(&["sh", "-c", "echo $$; exec sleep 600"], &at_end, &log).unwrap();
    leash
        .wait_until("it said its pid", Duration::from_secs(5), || {
            std::fs::read_to_string(&log).unwrap().ends_with('\n')
        })
        .unwrap();
    let pid = std::fs::read_to_string(&log).unwrap().trim().to_owned();
    assert!(kill("-0", &pid));
    drop(leash);
    assert!(!kill("-0", &pid), "process {pid} outlived its leash");
    assert_eq!(std::fs::read_to_string(done).unwrap(), "done\n");
}

/// Where the process that holds a leash, which is this test again, writes its files. Only then it is set.
const HOLDER: &str = "SLIPWAY_TEST_HOLDS_A_LEASH_IN";

#[test]
fn what_is_on_a_leash_ends_with_its_holder_however_that_ends() {
    if let Some(folder) = std::env::var_os(HOLDER) {
        hold_a_leash(Path::new(&folder));
    }
    for signal in ["TERM", "HUP", "KILL"] {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        let name = "what_is_on_a_leash_ends_with_its_holder_however_that_ends";
        // Whoever runs the tests may ignore SIGHUP, as nohup does, and what they start would too.
        let mut holder = Command::new("env");
        holder.arg("--default-signal=HUP").arg(std::env::current_exe().unwrap()).args(["--exact", name]);
        let mut holder = holder.env(HOLDER, folder.path()).spawn().unwrap();
        wait_until("the program runs", || read("log").ends_with('\n'));
        assert!(kill("-0", read("log").trim()));
        assert!(kill(&format!("-{signal}"), &holder.id().to_string()));
        assert!(!holder.wait().unwrap().success());
        wait_until("what was to come after it is done", || read("done") == "done\n");
        assert!(!kill("-0", read("log").trim()), "it outlived its holder, which ended by {signal}");
    }
}

fn hold_a_leash(folder: &Path) {
    let at_end = format!("echo done > {}", folder.join("done").display());
    let words = ["sh", "-c", "echo $$; exec sleep 600"];
    let _leash = Leashed::start_then(&words, &at_end, &folder.join("log")).unwrap();
    std::thread::sleep(Duration::from_secs(600));
}

fn kill(signal: &str, process: &str) -> bool {
    Command::new("kill").args([signal, process]).stderr(Stdio::null()).status().unwrap().success()
}

fn wait_until(what: &str, ready: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !ready() {
        assert!(Instant::now() < deadline, "{what}: not within a minute");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_secret_in_arguments_or_environment_is_seen() {
    let watch = watch_secrets("n0t-so-s3cret");
    let mut shown = Command::new("sleep").arg("0.5").env("TOKEN", "n0t-so-s3cret").spawn().unwrap();
    let mut said = Command::new("sh").args(["-c", "sleep 0.5; : n0t-so-s3cret"]).spawn().unwrap();
    shown.wait().unwrap();
    said.wait().unwrap();
    let (seen, _) = watch.end();
    let saw = |pid, in_arguments| seen.iter().any(|it| it.pid == pid && it.in_arguments == in_arguments);
    assert!(saw(shown.id(), false), "{seen:?}");
    assert!(saw(said.id(), true), "{seen:?}");
}
