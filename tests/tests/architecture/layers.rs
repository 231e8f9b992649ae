//! Who may know whom.

use std::collections::BTreeSet;

use slipway_xtask::metadata::Package;

use super::{folder, metadata};

/// A part of the code map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Domain,
    Engine,
    Store,
    /// What adapters that speak TLS share.
    Tls,
    Adapter,
    /// What targets on hosts share.
    Hosts,
    Target,
    Importer,
    Api,
    App,
    /// What every shell of the window shares.
    Window,
    Program,
    /// What the window runs in.
    Shell,
    Testkit,
    /// What tests begin with. Nobody may link it but tests.
    Fixtures,
    Xtask,
    Tests,
}

impl Layer {
    /// By its folder. A new folder has to be given a layer here before it builds green.
    fn of(package: &Package) -> Self {
        let folder = folder(package);
        match folder.as_str() {
            "crates/domain" => Self::Domain,
            "crates/engine" => Self::Engine,
            "crates/store" => Self::Store,
            "crates/adapters/tls" => Self::Tls,
            "crates/targets/hosts" => Self::Hosts,
            "crates/importers" => Self::Importer,
            "crates/api" => Self::Api,
            "crates/app" => Self::App,
            "crates/window" => Self::Window,
            "crates/window-host" | "src-tauri" => Self::Shell,
            "crates/cli" => Self::Program,
            "crates/testkit" => Self::Testkit,
            "crates/fixtures" => Self::Fixtures,
            "crates/xtask" => Self::Xtask,
            "tests" => Self::Tests,
            other if other.starts_with("crates/adapters/") => Self::Adapter,
            other if other.starts_with("crates/targets/") => Self::Target,
            other => panic!("{other} has no layer. Say in this file what it may know."),
        }
    }

    /// What it may link.
    fn may_link(self, other: Self) -> bool {
        use Layer::{Adapter, Api, App, Domain, Engine, Hosts, Importer, Program, Store, Target, Tls};
        match self {
            Domain | Tls => false,
            Engine | Importer | Self::Fixtures => other == Domain,
            Store | Hosts | Api => matches!(other, Domain | Engine),
            Adapter => matches!(other, Domain | Engine | Tls),
            Target => matches!(other, Domain | Engine | Hosts),
            App => matches!(other, Domain | Engine | Store | Adapter | Hosts | Target | Importer | Api),
            Program | Self::Window | Self::Testkit => matches!(other, Domain | Engine | Api | App),
            Self::Shell => matches!(other, Domain | Api | Self::Window),
            Self::Xtask => matches!(other, Domain | Api | Program),
            Self::Tests => true,
        }
    }
}

#[test]
fn every_crate_knows_only_what_its_layer_may() {
    let metadata = metadata();
    let members = metadata.members();
    let mut wrong = Vec::new();
    let mut links = 0;
    for package in members.values() {
        let layer = Layer::of(package);
        for other in package.links().iter().filter_map(|name| members.get(name)) {
            links += 1;
            if !layer.may_link(Layer::of(other)) {
                wrong.push(format!("{} ({layer:?}) links {}", package.name, other.name));
            }
        }
    }
    assert!(links > 40, "only {links} links were looked at");
    assert!(
        wrong.is_empty(),
        "the parts must stay apart, or they can neither be tested nor replaced alone:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_domain_waits_for_nothing() {
    let metadata = metadata();
    let linked = metadata.linked_into("slipway-domain");
    assert!(linked.len() > 1, "the graph of slipway-domain is empty");
    let asynchronous = ["tokio", "futures", "async-trait", "hyper", "reqwest", "sqlx", "bollard"];
    let found: Vec<String> = linked
        .iter()
        .filter_map(|id| metadata.package(id))
        .filter(|package| asynchronous.contains(&package.name.as_str()))
        .map(Package::label)
        .collect();
    assert!(found.is_empty(), "the domain is pure, so that it can be tested without a runtime: {found:?}");
}

/// What speaks to the outside by itself. A ban on the sockets alone would not see it.
const SPEAKERS: &[&str] = &[
    "bollard",
    "hyper",
    "hyper-util",
    "process-wrap",
    "reqwest",
    "rustls",
    "sqlx",
    "tempfile",
    "tokio-rustls",
    "tonic",
    "ureq",
];

#[test]
fn what_lies_inside_has_no_line_to_the_outside() {
    use Layer::{Api, Domain, Engine, Hosts, Importer, Target};
    let metadata = metadata();
    let mut inner = 0;
    for (name, package) in metadata.members() {
        if !matches!(Layer::of(package), Api | Domain | Engine | Hosts | Importer | Target) {
            continue;
        }
        inner += 1;
        let found: Vec<&str> =
            package.links().into_iter().filter(|linked| SPEAKERS.contains(linked)).collect();
        assert!(found.is_empty(), "{name} reaches the outside through ports and not through {found:?}");
    }
    assert!(inner >= 7, "only {inner} inner crates were found");
}

#[test]
fn nothing_outside_the_shell_knows_tauri() {
    let metadata = metadata();
    for (name, package) in metadata.members() {
        if folder(package) == "src-tauri" {
            continue;
        }
        let linked = metadata.linked_into(name);
        let tauri: Vec<&str> = linked
            .iter()
            .filter_map(|id| metadata.package(id))
            .map(|package| package.name.as_str())
            .filter(|name| *name == "tauri" || name.starts_with("tauri-"))
            // The toasts of Windows, which need no Tauri: only their repository is Tauri's.
            .filter(|name| *name != "tauri-winrt-notification")
            .collect();
        assert!(tauri.is_empty(), "{name} links {tauri:?}; the command line must build without a window");
    }
}

#[test]
fn the_root_manifest_stays_virtual_and_every_crate_keeps_the_lints() {
    let root = slipway_xtask::root();
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(
        !manifest.contains("\n[package]"),
        "with a root package `cargo build --bin slipway` finds nothing"
    );
    for (name, package) in metadata().members() {
        let text = std::fs::read_to_string(&package.manifest_path).unwrap();
        assert!(text.contains("[lints]\nworkspace = true"), "{name} does without the workspace's lints");
        assert!(text.contains("\ndescription = \""), "{name} does not say in a line what it is for");
    }
}

#[test]
fn only_one_binary_tests_end_to_end() {
    let metadata = metadata();
    let package = metadata.members()["slipway-tests"].clone();
    let folder = slipway_xtask::root().join(folder(&package)).join("tests");
    let binaries: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".rs"))
        .collect();
    assert_eq!(binaries, BTreeSet::from(["main.rs".to_owned()]), "a second binary links everything twice");
}
