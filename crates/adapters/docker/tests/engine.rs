//! The port on a real engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod support;
#[path = "engine/terminals.rs"]
mod terminals;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::Code;
use slipway_domain::secret::Secret;
use slipway_domain::world::Health;
use slipway_engine::ports::{
    ContainerEngine, ContainerSpec, ContainerState, Engines, LogLine, Login, Mount, PortBinding, Terminal,
    TerminalSize, Where,
};
use support::{Around, Engine, PASSWORD, USER, engine, labels};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn here(engine: &Engine) -> Arc<dyn ContainerEngine> {
    engine.engines().engine(&Where::Here).await.unwrap()
}

fn login() -> Login {
    Login { user: USER.to_owned(), password: Secret::new(PASSWORD) }
}

fn shell(name: &str, script: &str) -> ContainerSpec {
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    ContainerSpec { name: name.into(), image: "base:1".into(), command, ..ContainerSpec::default() }
}

async fn lines(engine: &dyn ContainerEngine, name: &str, tail: Option<u32>) -> Vec<LogLine> {
    engine.logs(name, tail, true).map(Result::unwrap).collect().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_says_who_it_is() {
    let Some(own) = engine() else { return };
    let info = here(own).await.info().await.unwrap();
    assert!(info.platform.starts_with("linux/"), "{info:?}");
    assert_eq!(info.root, own.folder.join("data").display().to_string());
    let gone = slipway_docker::locate(&Around::socket(Path::new("/nowhere/d.sock"))).unwrap();
    let problem = slipway_docker::Endpoint::Found(gone).dial().await.err().unwrap();
    assert_eq!(problem.code, Code::EngineUnreachable);
    assert_eq!(
        problem.message,
        "No Docker Engine answers at /nowhere/d.sock (DOCKER_HOST): nothing is there."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_container_lives_and_is_seen() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    engine.create_volume("life-volume", &labels(&[("kind", "life")])).await.unwrap();
    engine.create_volume("life-volume", &labels(&[("kind", "life")])).await.unwrap();
    engine.create_volume("another-life-volume", &labels(&[])).await.unwrap();
    assert_eq!(engine.volumes("life-").await.unwrap(), ["life-volume"]);
    engine.remove_volume("another-life-volume").await.unwrap();
    let odd = "$ ${X} # ' \" ` \n 漢字".to_owned();
    let spec = ContainerSpec {
        labels: labels(&[("slipway.project", "life")]),
        env: vec![("ODD".into(), odd.clone())],
        ports: vec![PortBinding {
            address: "127.0.0.1".into(),
            host: port.to_string(),
            container: "80/tcp".into(),
        }],
        mounts: vec![Mount { source: "life-volume".into(), target: "/data".into(), read_only: false }],
        restart: Some("on-failure:1".into()),
        directory: Some("/tmp".into()),
        ..shell(
            "life",
            "trap 'exit 0' TERM; echo kept > /data/file; httpd -p 80 -h /data; while :; do sleep 0.1; done",
        )
    };
    let id = engine.create(spec.clone()).await.unwrap();
    let conflict = engine.create(spec).await.unwrap_err();
    assert_eq!((conflict.code, &conflict.details["conflict"]), (Code::EngineFailed, &true.into()));
    assert_eq!(engine.container("life").await.unwrap().unwrap().health, Health::Stopped);
    engine.start("life").await.unwrap();
    engine.start("life").await.unwrap();
    let found = engine.containers(&["slipway.project=life".into()]).await.unwrap().remove(0);
    assert_eq!((found.id, found.name.as_str(), found.state), (id, "life", ContainerState::Running));
    assert_eq!((found.health, found.image.as_str(), found.exit_code), (Health::Healthy, "base:1", None));
    assert!(found.env.contains(&format!("ODD={odd}")));
    support::wait_for("the published port", || serves_its_file(port));
    engine.restart("life", 5).await.unwrap();
    // It listens to TERM by then.
    support::wait_for("the published port after a restart", || serves_its_file(port));
    engine.rename("life", "life-2").await.unwrap();
    assert!(engine.container("life").await.unwrap().is_none());
    engine.stop("life-2", 5).await.unwrap();
    engine.stop("life-2", 5).await.unwrap();
    let stopped = engine.container("life-2").await.unwrap().unwrap();
    assert_eq!((stopped.health, stopped.exit_code), (Health::Stopped, Some(0)));
    engine.remove("life-2").await.unwrap();
    engine.remove("life-2").await.unwrap();
    engine.stop("life-2", 1).await.unwrap();
    engine.remove_volume("life-volume").await.unwrap();
    engine.remove_volume("life-volume").await.unwrap();
    assert!(engine.containers(&["slipway.project=life".into()]).await.unwrap().is_empty());
}

/// Whether what the container wrote is to be had at a port of this machine.
fn serves_its_file(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET /file HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.contains("kept"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_is_seen_also_after_nobody_waited_for_it() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    for round in 0..8_u64 {
        let label = [format!("slipway.round={round}")];
        let name = format!("begun-{round}");
        let spec = ContainerSpec {
            labels: labels(&[("slipway.round", &round.to_string())]),
            ..shell(&name, "sleep 60")
        };
        // Given up at different moments, the first of them right after it was asked for.
        let given_up = tokio::time::timeout(Duration::from_millis(round), engine.create(spec)).await;
        let found = engine.containers(&label).await.unwrap();
        assert_eq!(found.len(), 1, "round {round}: {given_up:?}");
        let _ = tokio::time::timeout(Duration::from_millis(10 * round), engine.start(&name)).await;
        engine.stop(&name, 0).await.unwrap();
        assert_eq!(
            engine.container(&name).await.unwrap().unwrap().state,
            ContainerState::Exited,
            "round {round}"
        );
        engine.remove(&name).await.unwrap();
        assert_eq!(engine.containers(&label).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_may_begin_before_the_start() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    engine.create(shell("wait", "sleep 1; exit 7")).await.unwrap();
    let waiting = tokio::spawn({
        let engine = engine.clone();
        async move { engine.wait("wait").await }
    });
    tokio::time::sleep(Duration::from_millis(900)).await;
    engine.start("wait").await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap(), 7);
    assert_eq!(engine.wait("wait").await.unwrap(), 7);
    engine.remove("wait").await.unwrap();
    assert_eq!(engine.wait("wait").await.unwrap_err().message, "There is no container wait.");
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_are_lines_with_times() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    let script = "echo one; echo größe >&2; printf '漢'; sleep 0.3; printf '字\\n'; head -c 40000 /dev/zero | tr '\\0' x; echo; printf end";
    engine.create(shell("logs", script)).await.unwrap();
    engine.start("logs").await.unwrap();
    let all = lines(&*engine, "logs", None).await;
    let again: Vec<_> = engine.logs("logs", None, false).map(Result::unwrap).collect().await;
    assert_eq!(again.len(), all.len(), "{:?}", again.iter().map(|l| l.text.len()).collect::<Vec<_>>());
    let texts: Vec<_> = all.iter().filter(|line| !line.error).map(|line| line.text.as_str()).collect();
    assert_eq!((texts[0], texts[1], texts[2].len(), texts[3]), ("one", "漢字", 40000, "end"));
    assert!(texts[2].bytes().all(|byte| byte == b'x'));
    assert!(all.iter().any(|line| line.error && line.text == "größe"));
    assert!(all.iter().all(|line| line.at.is_some()));
    assert_eq!(lines(&*engine, "logs", Some(1)).await.len(), 1);
    engine.remove("logs").await.unwrap();
    own.docker(&["run", "-d", "-t", "--name", "tty", "base:1", "sh", "-c", "echo größe; echo two"]).unwrap();
    let tty: Vec<_> = lines(&*engine, "tty", None).await.into_iter().map(|line| line.text).collect();
    assert_eq!(tty, ["größe", "two"]);
    engine.remove("tty").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_in_and_come_out() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    engine.create(shell("files", "sleep 1000")).await.unwrap();
    engine.start("files").await.unwrap();
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(5);
    header.set_mode(0o640);
    header.set_cksum();
    archive.append_data(&mut header, "x/hello", &b"hello"[..]).unwrap();
    let bytes = archive.into_inner().unwrap();
    let pieces: Vec<_> = bytes.chunks(100).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    engine.put("files", "/tmp", futures::stream::iter(pieces).boxed()).await.unwrap();
    let got = engine.get("files", "/tmp/x/hello").await.unwrap().unwrap();
    let got: Vec<u8> = got.map(Result::unwrap).collect::<Vec<_>>().await.concat();
    let mut got = tar::Archive::new(got.as_slice());
    let mut text = String::new();
    std::io::Read::read_to_string(&mut got.entries().unwrap().next().unwrap().unwrap(), &mut text).unwrap();
    assert_eq!(text, "hello");
    assert!(engine.get("files", "/tmp/nothing").await.unwrap().is_none());
    assert_eq!(engine.get("no-container", "/tmp").await.err().unwrap().code, Code::EngineFailed);
    engine.remove("files").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn images_go_to_the_registry_and_come_back() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    let repository = format!("{}/team/api", own.registry);
    let name = format!("{repository}:1.0");
    engine.tag("base:1", &name).await.unwrap();
    let told = Mutex::new(Vec::new());
    let tell = |far: HowFar| told.lock().unwrap().push(far.to_string());
    let denied = engine.push(&name, None, &tell).await.unwrap_err();
    assert_eq!(denied.code, Code::RegistryDenied, "{}", denied.message);
    let wrong = Login { user: USER.into(), password: Secret::new("wrong-password") };
    let denied = engine.push(&name, Some(&wrong), &tell).await.unwrap_err();
    assert_eq!(denied.code, Code::RegistryDenied, "{}", denied.message);
    assert!(!denied.message.contains("wrong-password"));
    let pushed = engine.push(&name, Some(&login()), &tell).await.unwrap();
    let by_digest = format!("{repository}@{}", pushed.digest);
    assert!(engine.image(&name).await.unwrap().unwrap().repo_digests.contains(&by_digest));
    engine.remove_image(&name).await.unwrap();
    engine.remove_image(&name).await.unwrap();
    assert!(engine.image(&by_digest).await.unwrap().is_none());
    assert_eq!(engine.pull(&by_digest, None, &tell).await.unwrap_err().code, Code::RegistryDenied);
    engine.pull(&by_digest, Some(&login()), &tell).await.unwrap();
    assert!(engine.image(&by_digest).await.unwrap().is_some());
    let missing = engine.pull(&format!("{repository}:9"), Some(&login()), &tell).await.unwrap_err();
    assert_eq!(missing.code, Code::RegistryNotFound, "{}", missing.message);
    let nobody = engine.pull("127.0.0.1:1/a:1", None, &tell).await.unwrap_err();
    assert_eq!(nobody.code, Code::RegistryUnreachable, "{}", nobody.message);
    let mut spec = shell("from-registry", "true");
    spec.image = by_digest.clone();
    engine.create(spec).await.unwrap();
    let found = engine.container("from-registry").await.unwrap().unwrap();
    assert_eq!(found.digest(&repository), Some(pushed.digest));
    engine.remove_image(&by_digest).await.unwrap();
    engine.remove("from-registry").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_for_another_processor_is_told() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    let name = format!("{}/foreign:1", own.registry);
    let change = format!(
        "mkdir {0}/foreign && cd {0}/foreign && docker -H unix://{1} save base:1 | tar -x && \
         sed -i 's/\"architecture\":\"[a-z0-9]*\"/\"architecture\":\"s390x\"/' *.json && sed -i 's|base:1|{name}|' manifest.json && \
         rm -f repositories && tar -c . | docker -H unix://{1} load",
        own.folder.display(),
        own.socket.display()
    );
    support::run("sh", &["-c", &change]).unwrap();
    engine.push(&name, Some(&login()), &|_| {}).await.unwrap();
    engine.remove_image(&name).await.unwrap();
    let problem = engine.pull(&name, Some(&login()), &|_| {}).await.unwrap_err();
    assert_eq!(problem.code, Code::PlatformMissing, "{}", problem.message);
    assert!(
        problem.message.contains("linux/s390x") && problem.message.contains("linux/amd64"),
        "{}",
        problem.message
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hosts_engine_is_reached_through_its_shell() {
    let Some(own) = engine() else { return };
    let host = own.host();
    let place = Where::Host { host: host.clone(), prefix: String::new() };
    let engine = own.engines().engine(&place).await.unwrap();
    for _ in 0..5 {
        engine.containers(&["nothing".into()]).await.unwrap();
    }
    assert!(host.dials.load(Ordering::SeqCst) <= 2, "connections are reused");
    engine.create(shell("far", "echo far")).await.unwrap();
    engine.start("far").await.unwrap();
    assert_eq!(engine.wait("far").await.unwrap(), 0);
    let said: Vec<String> = lines(&*engine, "far", None).await.into_iter().map(|line| line.text).collect();
    assert_eq!(said, ["far"]);
    let all = engine.containers(&[]).await.unwrap();
    assert!(all.iter().any(|found| found.name == "far"));
    engine.remove("far").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_prefix_there_is_one_connection_at_a_time() {
    let Some(own) = engine() else { return };
    let host = own.host();
    let lock = own.folder.join("lock");
    // A second connection beside the first would be refused. One after it may have to wait until the program at the
    // other end of the first has seen that it is over, as it has to for a fence.
    let prefix = format!("exec 9>{} && flock -w 5 9 || exit 75;", lock.display());
    let place = Where::Host { host: host.clone(), prefix };
    let engine = own.engines().engine(&place).await.unwrap();
    engine.create(shell("fenced", "sleep 1000")).await.unwrap();
    engine.start("fenced").await.unwrap();
    let looks = futures::future::join_all((0..8).map(|_| engine.container("fenced"))).await;
    assert!(looks.into_iter().all(|found| found.unwrap().is_some()));
    assert_eq!(host.dials.load(Ordering::SeqCst), 1);
    engine.remove("fenced").await.unwrap();
    let refused = Where::Host { host, prefix: "exit 75;".into() };
    let problem = own.engines().engine(&refused).await.err().unwrap();
    assert_eq!(problem.code, Code::EngineUnreachable);
    assert!(problem.message.contains("this-machine"), "{}", problem.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_behind_tls_wants_our_certificate() {
    let Some(own) = engine() else { return };
    let over_tls = |certificates: &str| {
        let around = Around::with([
            ("DOCKER_HOST", format!("tcp://{}", own.tls)),
            ("DOCKER_TLS_VERIFY", "1".to_owned()),
            ("DOCKER_CERT_PATH", own.folder.join(certificates).display().to_string()),
        ]);
        slipway_docker::DockerEngines::new(Arc::new(around), own.no_hosts())
    };
    let info = over_tls("certs").engine(&Where::Here).await.unwrap().info().await.unwrap();
    assert_eq!(info.root, own.folder.join("data").display().to_string());
    let without = over_tls("no-certs").engine(&Where::Here).await.err().unwrap();
    assert_eq!(without.code, Code::EngineUnreachable);
    assert!(without.message.contains("no-certs/ca.pem"), "{}", without.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn health_checks_are_read() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    let check =
        ["--health-cmd", "echo not yet; exit 1", "--health-interval", "100ms", "--health-retries", "2"];
    own.docker(
        &[&["run", "-d", "--name", "sick"][..], &check[..], &["base:1", "sleep", "1000"][..]].concat(),
    )
    .unwrap();
    let mut found = engine.container("sick").await.unwrap().unwrap();
    for _ in 0..100 {
        if found.health == Health::Unhealthy {
            break;
        }
        assert_eq!(found.health, Health::Starting);
        tokio::time::sleep(Duration::from_millis(100)).await;
        found = engine.container("sick").await.unwrap().unwrap();
    }
    assert_eq!((found.health, found.health_output.as_deref()), (Health::Unhealthy, Some("not yet")));
    let loops = ContainerSpec { restart: Some("always".into()), ..shell("loops", "exit 4") };
    engine.create(loops).await.unwrap();
    engine.start("loops").await.unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let found = engine.container("loops").await.unwrap().unwrap();
    assert!(found.restarts > 0, "{found:?}");
    engine.remove("sick").await.unwrap();
    engine.remove("loops").await.unwrap();
    let none: BTreeMap<String, String> = BTreeMap::new();
    assert!(engine.create_volume("bad/name", &none).await.unwrap_err().message.contains("bad/name"));
}
