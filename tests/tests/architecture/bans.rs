//! I/O stays at the edges: clippy bans it in the inner crates, and none of them opts out.

use super::{folder, metadata, rust_below};

/// Folders at the edge, where programs, files, variables, clocks and connections are the work.
const EDGES: &[&str] = &[
    "crates/adapters/",
    "crates/store",
    "crates/app",
    "crates/cli",
    "crates/testkit",
    "crates/window",
    "crates/xtask",
    "tests",
    "src-tauri",
];

/// Inside an inner crate, and yet no part of the program: the suite that every target's tests run.
const FOR_TESTS: &[&str] = &["crates/targets/hosts/src/contract.rs", "crates/targets/hosts/src/contract/"];

const BAN: &str = "#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_types))]";

/// One of each kind; the list itself stands in clippy.toml.
const BANNED: &[&str] = &[
    "std::process::Command::new",
    "tokio::process::Command::new",
    "std::fs::read_to_string",
    "std::fs::write",
    "std::fs::File",
    "std::path::Path::exists",
    "std::env::var",
    "std::env::vars",
    "std::time::SystemTime::now",
    "jiff::Timestamp::now",
    "std::net::TcpStream",
    "tokio::net::TcpStream",
    "tokio::net::UnixStream",
    "tokio::net::TcpListener",
    "tokio::net::lookup_host",
];

#[test]
fn clippy_knows_the_bans() {
    let root = slipway_xtask::root();
    let text = std::fs::read_to_string(root.join("clippy.toml")).unwrap();
    for path in BANNED {
        assert!(text.contains(&format!("path = \"{path}\"")), "clippy.toml no longer bans {path}");
    }
    let others: Vec<String> = slipway_xtask::tracked::files(&root)
        .unwrap()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| path.ends_with("/clippy.toml") || path.ends_with(".clippy.toml"))
        .collect();
    assert!(others.is_empty(), "a nearer clippy.toml switches the bans off: {others:?}");
}

#[test]
fn every_inner_crate_keeps_them() {
    let mut inner = 0;
    for (name, package) in metadata().members() {
        let folder = folder(package);
        if EDGES.iter().any(|edge| folder.starts_with(edge)) {
            continue;
        }
        inner += 1;
        let text = std::fs::read_to_string(slipway_xtask::root().join(&folder).join("src/lib.rs")).unwrap();
        assert!(
            text.lines().any(|line| line == BAN),
            "{name} touches the outside only through ports. Its lib.rs has to hold\n{BAN}"
        );
        for file in rust_below(&format!("{folder}/src/")) {
            if FOR_TESTS.iter().any(|tests| file.path.starts_with(tests)) {
                continue;
            }
            let excuse = file.text.lines().find(|line| line.contains("clippy::disallowed") && *line != BAN);
            assert_eq!(excuse, None, "{} opts out of the bans", file.path);
        }
    }
    assert!(inner >= 7, "only {inner} inner crates were found");
}
