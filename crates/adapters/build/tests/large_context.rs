//! A large context goes through a small memory. Alone in its program, so that the memory is its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod support;

use support::{Repository, build_of, builder, engine, run_build};

const SIZE: usize = 300 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_megabytes_take_little_memory() {
    let Some(own) = engine() else { return };
    let repository =
        Repository::new(&[("Dockerfile", "FROM base:1\nCOPY large /\nRUN stat -c %s /large > /size\n")]);
    support::machine::run("truncate", &["-s", &SIZE.to_string(), repository.path("large").to_str().unwrap()])
        .unwrap();
    let build = build_of(&repository, "large");
    let before = peak_kilobytes();
    let came = run_build(&builder(own, &repository, false), build).await;
    let grown = peak_kilobytes() - before;
    assert!(came.built().sent_bytes >= SIZE as u64);
    assert_eq!(support::in_image(own, "large:1", "cat /size"), format!("{SIZE}\n"));
    assert!(grown < 48 * 1024, "{grown} kB");
    assert!(came.told.iter().any(|text| text.starts_with("sending the context, ")), "{:?}", came.told);
}

fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
