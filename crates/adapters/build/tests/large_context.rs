//! A large context goes through a small memory. Alone in its program, so that the memory is its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod support;

use support::{Repository, build_of, builder, engine, run_build};

const SIZE: usize = 1024 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn a_gigabyte_takes_little_memory() {
    let Some(own) = engine() else { return };
    let repository = Repository::new(&[(
        "Dockerfile",
        "FROM base:1\nRUN --mount=target=/context stat -c %s /context/large > /size\n",
    )]);
    // A file of nothing but holes: packed small, and streamed by git, which is what it does from 512 MB on.
    repository.git(&["config", "core.compression", "1"]);
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
