use std::future::poll_fn;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::Poll;

use slipway_domain::problem::Code;
use slipway_engine::ports::{Objects, Source};

use crate::repository::Repository;

async fn content(objects: &mut dyn Objects, name: &str) -> Vec<u8> {
    let mut all = Vec::new();
    objects.read(name, &mut |piece| all.extend_from_slice(&piece)).await.unwrap();
    all
}

#[tokio::test]
async fn every_object_comes_whole_in_the_order_asked_for() {
    let repository = Repository::new();
    let large: Vec<u8> = (0..20_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    repository.write("empty", "");
    repository.write("large", &large);
    repository.write("lines", "a\nb\n\n");
    repository.commit("Three files");
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    let files = source.files(&tree).await.unwrap();
    let mut objects = Source::open(&source).await.unwrap();
    assert_eq!(content(&mut *objects, &files[0].object).await, b"");
    let (mut got, mut largest) = (Vec::new(), 0);
    let mut take = |piece: bytes::Bytes| {
        largest = largest.max(piece.len());
        got.extend_from_slice(&piece);
    };
    objects.read(&files[1].object, &mut take).await.unwrap();
    assert!(got == large, "the large file differs");
    assert!(largest <= 64 * 1024, "a piece of {largest} bytes");
    assert_eq!(content(&mut *objects, &files[2].object).await, b"a\nb\n\n");
    assert_eq!(content(&mut *objects, &files[0].object).await, b"");
}

/// The most memory that the `git cat-file` of a repository has taken, in kB.
#[cfg(target_os = "linux")]
fn most_memory_of_git(repository: &Repository) -> Option<u64> {
    let own = |process: &std::path::Path| {
        let words = std::fs::read_to_string(process.join("cmdline")).unwrap_or_default();
        words.contains("cat-file") && words.contains(&*repository.path().to_string_lossy())
    };
    let mut all = std::fs::read_dir("/proc").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let status = std::fs::read_to_string(all.find(|process| own(process))?.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn git_hands_a_large_file_on_without_taking_it_into_its_memory() {
    const SIZE: usize = 64 * 1024 * 1024;
    let repository = Repository::new();
    repository.write("large", vec![0; SIZE]);
    repository.commit("A large file");
    repository.git(&["repack", "-a", "-d", "-q"]);
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    let files = source.files(&tree).await.unwrap();
    let mut objects = Source::open(&source).await.unwrap();
    let mut count = 0;
    objects.read(&files[0].object, &mut |piece| count += piece.len()).await.unwrap();
    assert_eq!(count, SIZE);
    let memory = most_memory_of_git(&repository).expect("git waits for the next question");
    assert!(memory < 32 * 1024, "git took {memory} kB");
}

#[tokio::test]
async fn an_unknown_object_is_a_problem_and_the_next_one_is_read() {
    let repository = Repository::new();
    repository.change("a", "1");
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    let known = source.files(&tree).await.unwrap()[0].object.clone();
    let mut objects = Source::open(&source).await.unwrap();
    let problem = objects.read(&"0".repeat(40), &mut |_| {}).await.unwrap_err();
    assert_eq!(problem.code, Code::SourceFailed);
    assert!(problem.message.contains("has no object"), "{problem}");
    assert_eq!(content(&mut *objects, &known).await, b"1");
}

#[tokio::test]
async fn a_read_that_was_given_up_does_not_spoil_the_next() {
    let repository = Repository::new();
    repository.write("large", vec![7; 30_000_000]);
    repository.change("small", "small");
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    let files = source.files(&tree).await.unwrap();
    let mut objects = Source::open(&source).await.unwrap();
    let pieces = AtomicU32::new(0);
    let mut count = |_| {
        pieces.fetch_add(1, Relaxed);
    };
    let mut read = objects.read(&files[0].object, &mut count);
    let given_up = poll_fn(|cx| match read.as_mut().poll(cx) {
        Poll::Ready(_) => Poll::Ready(false),
        Poll::Pending if pieces.load(Relaxed) > 0 => Poll::Ready(true),
        Poll::Pending => Poll::Pending,
    });
    assert!(given_up.await, "the read ended before it could be given up");
    drop(read);
    assert_eq!(content(&mut *objects, &files[1].object).await, b"small");
}
