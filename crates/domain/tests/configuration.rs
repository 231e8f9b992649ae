//! Whole files: the good ones parse, the bad ones say exactly what is wrong and where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use slipway_domain::config::{self, Reading, render};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yml"))
        .collect();
    files.sort();
    files
}

fn read(text: &str) -> Reading {
    config::read(text, "slipway.yml", &semver::Version::new(0, 3, 0))
}

#[test]
fn every_bad_file_says_what_is_wrong() {
    let files = files("bad");
    assert!(files.len() >= 60, "{} bad files", files.len());
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let started = Instant::now();
        let reading = read(&text);
        assert!(started.elapsed() < Duration::from_secs(2), "{name} is slow");
        assert!(reading.findings.has_errors(), "{name} has no errors");
        assert!(reading.config.is_none(), "{name} gave a configuration");
        insta::assert_snapshot!(name, render(&reading.findings, &text));
    }
}

#[test]
fn every_good_file_parses_without_a_word() {
    for path in files("good") {
        let text = fs::read_to_string(&path).unwrap();
        let reading = read(&text);
        assert_eq!(render(&reading.findings, &text), "", "{}", path.display());
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        insta::assert_json_snapshot!(format!("good_{name}"), reading.config.unwrap());
    }
}

/// Warnings are said, with a place, and the file is used all the same.
#[test]
fn a_file_with_warnings_is_used() {
    let text = include_str!("warnings.yml");
    let reading = read(text);
    assert!(reading.config.is_some());
    insta::assert_snapshot!("warnings", render(&reading.findings, text));
    assert!(config::parse(text, "slipway.yml").is_ok());
}

#[test]
fn what_is_serialised_parses_to_the_same() {
    for path in files("good") {
        let config = config::parse(&fs::read_to_string(&path).unwrap(), "slipway.yml").unwrap();
        let json = serde_json::to_string_pretty(&config).unwrap();
        assert_eq!(config::parse(&json, "json").unwrap(), config);
    }
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    for path in files("good") {
        let text = fs::read_to_string(&path).unwrap();
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let parse = |text: &str| config::parse(text, "slipway.yml").unwrap();
        assert_eq!(parse(&other), parse(&text), "{}", path.display());
    }
    let broken = "\u{feff}version: 1\r\nproject: shop\r\nfoo: 1\r\n";
    let findings = read(broken).findings;
    let places: Vec<_> = findings.all().iter().map(|f| (f.line, f.column)).collect();
    assert_eq!(places, [(3, 1)]);
    assert!(render(&findings, broken).contains("3 | foo: 1\n"));
}

/// Files made to take long: each is answered in a moment, whatever the answer.
#[test]
fn hostile_files_are_answered_quickly() {
    let many = |from: &str, line: fn(usize) -> String, count: usize| {
        (0..count).fold(from.to_owned(), |text, n| text + &line(n))
    };
    let head = "version: 1\nproject: shop\n";
    let jobs = format!("{head}jobs:\n");
    let hosts = format!("{head}environments:\n  dev:\n    target:\n      compose:\n        hosts:\n");
    let secrets = format!("{head}environments:\n  dev:\n    env:\n");
    let files = [
        ("open brackets", "[".repeat(1_000_000)),
        ("open maps", "{a: ".repeat(200_000)),
        ("a long key", format!("{head}{}: 1\n", "k".repeat(900_000))),
        ("a long value", format!("version: 1\nproject: {}\n", "P".repeat(900_000))),
        ("unknown keys", many(head, |n| format!("key{n}: 1\n"), 60_000)),
        ("few unknown keys", many(head, |n| format!("key{n}: 1\n"), 9_000)),
        ("the same key", many(head, |_| "a: 1\n".to_owned(), 100_000)),
        ("one line", format!("{{version: 1, project: shop{}}}", many("", |n| format!(", key{n}: 1"), 9_000))),
        ("undefined needs", many(&jobs, |n| format!("  j{n}: {{ needs: [x{n}] }}\n"), 2_400)),
        ("a chain of needs", many(&jobs, |n| format!("  j{n}: {{ needs: [j{}] }}\n", n + 1), 2_400)),
        ("hosts", many(&hosts, |n| format!("          - host{}\n", n / 2), 9_000)),
        ("secrets", many(&secrets, |n| format!("      P{n}_PASSWORD: kX9v2LpQ7r{n}\n"), 9_000)),
        (
            "merges",
            format!(
                "{}{head}a: {{ <<: [{}] }}\n",
                many("x-a: &a {", |n| format!("k{n}: 1, "), 900) + "}\n",
                "*a, ".repeat(5_000)
            ),
        ),
        ("anchors", many("", |n| format!("x-{n}: &a{n} [*a{}]\n", n.saturating_sub(1)), 5_000)),
        ("too long", " ".repeat(2_000_000)),
    ];
    for (name, text) in files {
        let started = Instant::now();
        let reading = read(&text);
        let rendered = render(&reading.findings, &text);
        assert!(reading.findings.has_errors(), "{name}");
        assert!(rendered.len() < 2_000_000, "{name}: {} bytes", rendered.len());
        let took = started.elapsed();
        println!("{name}: {took:?}, {} findings", reading.findings.all().len());
        assert!(took < Duration::from_secs(10), "{name} took {took:?}");
    }
}

/// However many warnings there are, an error among them still makes the file unusable.
#[test]
fn warnings_do_not_crowd_out_errors() {
    let job = |n: usize| format!("  j{n}: {{ image: 'a:latest', steps: [{{ run: make }}] }}\n");
    let jobs: String = (0..700).map(job).collect();
    let text = format!("version: 1\nproject: shop\nunknown: 1\njobs:\n{jobs}");
    let reading = read(&text);
    assert!(reading.config.is_none());
    assert_eq!(reading.findings.errors().count(), 1);
    assert_eq!(reading.findings.warnings().count(), 499);
}

/// A file of a target is in the commit or left by a job, and what an image is made of is in the commit; what is
/// not is said at its place.
#[test]
fn files_that_would_be_missing_are_said() {
    let text = include_str!("missing_files.yml");
    let reading = read(text);
    assert_eq!(render(&reading.findings, text), "");
    let (config, positions) = (reading.config.unwrap(), reading.positions.unwrap());
    let committed: Vec<String> = ["deploy.sh", "conf/a.conf"].map(str::to_owned).into();
    let findings = config::missing_files(&config, &positions, "slipway.yml", &committed);
    assert!(!findings.has_errors(), "the commit that is deployed may be another");
    insta::assert_snapshot!("missing_files", render(&findings, text));
    let all = [committed, ["docker-compose.yml", "nothing", "scr/main.c"].map(str::to_owned).into()].concat();
    assert!(config::missing_files(&config, &positions, "slipway.yml", &all).is_empty());
}

/// What this Slipway does not do is said at its place, and nothing is said of what it does.
#[test]
fn what_has_no_effect_yet_is_said() {
    let said = |text: &str| {
        let reading = read(text);
        let (config, positions) = (reading.config.unwrap(), reading.positions.unwrap());
        let findings = config::not_done_yet(&config, &positions, "slipway.yml");
        assert!(!findings.has_errors(), "the file is right");
        render(&findings, text)
    };
    insta::assert_snapshot!("not_done_yet", said(include_str!("not_done_yet.yml")));
    assert_eq!(said(include_str!("missing_files.yml")), "");
}

/// Sealed files are looked at as far as everybody can read them.
#[test]
fn a_sealed_file_that_cannot_be_used_is_said_at_its_place() {
    let text = "version: 1\nproject: shop\nenvironments:\n  dev:\n    sealed: secrets/dev.age\n    target: { docker: {} }\n";
    let reading = read(text);
    let (config, positions) = (reading.config.unwrap(), reading.positions.unwrap());
    let key = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    let head = |of: &str| slipway_domain::sealed::Head {
        of: of.to_owned(),
        recipients: vec![slipway_domain::sealed::Recipient::new("ann", key).unwrap()],
        secrets: vec!["TOKEN".to_owned()],
    };
    let sealed = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----";
    let fine = head("shop/dev").with(sealed);
    for (file, said) in [
        (None, None),
        (Some(fine.clone()), None),
        (Some(fine.replace("TOKEN", "OTHER")), Some("put together by a merge")),
        (Some(format!("<<<<<<< HEAD\n{fine}")), Some("two people changed it")),
        (Some(head("shop/production").with(sealed)), Some("sealed for shop/production and not for shop/dev")),
    ] {
        let found = config::sealed_files(&config, &positions, "slipway.yml", |_| file.clone());
        assert_eq!(found.has_errors(), said.is_some(), "{file:?}");
        assert!(render(&found, text).contains(said.unwrap_or_default()), "{}", render(&found, text));
        assert!(said.is_none() || render(&found, text).starts_with("slipway.yml:5:13: "));
    }
}

#[test]
fn an_accepted_finding_that_was_not_found_is_doubtful_at_its_place() {
    let text = "version: 1\nproject: shop\naccepted_leaks:\n  - { finding: \"env:MAP_KEY\", reason: it is public }\n  - { finding: \"file:app/gone\", reason: it was there }\n";
    let reading = read(text);
    let (config, positions) = (reading.config.unwrap(), reading.positions.unwrap());
    let leak = slipway_domain::leak::Leak {
        finding: "env:MAP_KEY".into(),
        place: "Dockerfile, line 2".into(),
        why: "it is a key".into(),
        hint: "take it out".into(),
    };
    let found = config::unused_leaks(&config, &positions, "slipway.yml", &[leak]);
    let said = render(&found, text);
    assert!(!found.has_errors() && found.warnings().count() == 1, "{said}");
    assert!(said.starts_with("slipway.yml:5:") && said.contains("`file:app/gone` is accepted"), "{said}");
}
