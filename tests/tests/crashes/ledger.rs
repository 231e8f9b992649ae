//! A data directory that cannot be written: an error, and nothing lost.

use serde_json::Value;
use sqlx::{Connection, Executor, SqliteConnection};

use super::releases;
use slipway_tests::colleague::{LIMIT, document, start};
use slipway_tests::scene::Scene;
use slipway_tests::truth::{created_since, has, moment, nothing_left_on, wait_until};

/// Two releases with the first deployed, and the data directory on a small disk of its own.
fn set(what: &str) -> Option<Scene> {
    let scene = Scene::start(what, 1)?;
    let data = scene.laptop.data().display().to_string();
    let disk = format!("mount -t tmpfs -o size=8m,uid=7210,gid=7210,mode=700 tmpfs {data}");
    scene.laptop.root_sh(&disk).expect("a shell").success().expect("a small disk");
    releases::two(&scene);
    scene.ok(&["deploy", "sandbox", "--release", "1"]);
    Some(scene)
}

fn root(scene: &Scene, text: &str) {
    let text = text.replace("DATA", &scene.laptop.data().display().to_string());
    scene.laptop.root_sh(&text).expect("a shell").success().expect(&text);
}

fn operations(scene: &Scene) -> Vec<Value> {
    scene.json(&["history"], 0)["operations"].as_array().expect("operations").clone()
}

#[test]
fn a_disk_that_fills_up_during_a_deploy_loses_nothing() {
    let Some(scene) = set("a full disk at the laptop") else { return };
    let host = scene.host("host-1");
    let before = operations(&scene);
    let since = moment();
    let deploy = start(&scene.laptop, &scene.folder(), &["deploy", "sandbox", "--release", "2"]);
    wait_until("the lock", || has(host, "lock"));
    root(&scene, "dd if=/dev/zero of=DATA/filler bs=4k 2>/dev/null; true");
    let told = document(&deploy.wait(LIMIT).expect("it ends"), 1);
    assert_eq!(told["error"]["code"], "ledger_failed", "{told}");
    let message = told["error"]["message"].as_str().expect("a message");
    assert!(
        message.contains("full") && message.contains("Nothing that was recorded before is lost"),
        "{told}"
    );
    assert!(scene.status("sandbox")["services"][0]["release"].is_number(), "looking needs no writing");
    root(&scene, "rm DATA/filler");
    let settled = scene.ok(&["resume"]);
    assert_eq!(settled["verdict"], "succeeded", "{settled}");
    assert_eq!(settled["release"], 2, "{settled}");
    let created = created_since(host.docker(), &since, "dev.slipway.service=api");
    assert_eq!(created.len(), 1, "started once and not again: {created:?}");
    let after = operations(&scene);
    assert_eq!(after[1..], before[..], "what was recorded before is all there");
    assert_eq!(after[0]["verdict"], "succeeded", "{}", after[0]);
    nothing_left_on(host);
}

#[test]
fn a_read_only_data_directory_and_a_newer_ledger_are_said() {
    let Some(scene) = set("a data directory that cannot be written") else { return };
    let before = operations(&scene);
    for (last, message) in [("c.close()", "for writing"), ("os.kill(os.getpid(), 9)", "Read-only")] {
        root(&scene, &USED.replace("LAST", last));
        root(&scene, "mount -o remount,ro DATA");
        let told = scene.json(&["deploy", "sandbox", "--release", "2", "--yes"], 1);
        assert_eq!(told["error"]["code"], "ledger_failed", "{told}");
        assert!(told["error"]["message"].as_str().expect("a message").contains(message), "{told}");
        assert!(told["error"]["hint"].as_str().expect("a hint").contains("--data-dir"), "{told}");
        root(&scene, "mount -o remount,rw DATA");
        assert_eq!(operations(&scene), before, "nothing was lost");
    }
    nothing_left_on(scene.host("host-1"));
    scene.ok(&["deploy", "sandbox", "--release", "2"]);

    let newer = newer_copy(&scene);
    for words in [&["status"][..], &["deploy", "sandbox", "--yes"], &["history"], &["resume"]] {
        let told = scene.json(&[words, &["--data-dir", &newer]].concat(), 1);
        assert_eq!(told["error"]["code"], "ledger_newer", "{words:?}: {told}");
        assert!(told["error"]["message"].as_str().expect("a message").contains("knows up to"), "{told}");
        assert!(told["error"]["hint"].as_str().expect("a hint").contains("newest Slipway"), "{told}");
    }
}

/// A program that used the ledger. One that was killed left the files beside it by which others can read it without
/// writing.
const USED: &str = "python3 -c \"
import os, sqlite3
c = sqlite3.connect('DATA/ledger.db')
c.execute('SELECT count(*) FROM entries').fetchall()
LAST\" || true";

/// A copy of the data directory whose ledger had a migration that this version does not know.
fn newer_copy(scene: &Scene) -> String {
    let copy = scene.laptop.home().join("newer");
    scene.laptop.sh(&format!("cp -a {} {}", scene.laptop.data().display(), copy.display())).expect("a shell");
    let ledger = format!("sqlite://{}", copy.join("ledger.db").display());
    let change = async move {
        let mut connection = SqliteConnection::connect(&ledger).await.expect("the ledger");
        let text = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                    VALUES (9000, 'from the future', 1, x'00', 1)";
        connection.execute(text).await.expect("a migration");
        connection.close().await.expect("the ledger");
    };
    tokio::runtime::Runtime::new().expect("a runtime").block_on(change);
    // Root wrote beside it.
    scene.laptop.root_sh(&format!("chown -R 7210:7210 {}", copy.display())).expect("a shell");
    copy.display().to_string()
}
