use std::io::Read;

use futures::TryStreamExt;
use slipway_domain::artifact::{Listed, What};
use uuid::Uuid;

use super::*;

/// An archive as an engine hands out `dist/linux/`: its names are relative to `dist`.
fn archive(app: &str) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let header = |kind: tar::EntryType, mode: u32, size: usize| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_size(size as u64);
        header.set_mtime(1_700_000_000);
        header
    };
    let mut folder = header(tar::EntryType::Directory, 0o755, 0);
    tar.append_data(&mut folder, "linux/", io::empty()).unwrap();
    let mut file = header(tar::EntryType::Regular, 0o100_755, app.len());
    tar.append_data(&mut file, "linux/app", app.as_bytes()).unwrap();
    let long = format!("linux/{}", "long/".repeat(40));
    let mut file = header(tar::EntryType::Regular, 0o644, 3);
    tar.append_data(&mut file, format!("{long}name"), &b"odd"[..]).unwrap();
    let mut hard = header(tar::EntryType::Link, 0o755, 0);
    tar.append_link(&mut hard, "linux/same", "linux/app").unwrap();
    let mut soft = header(tar::EntryType::Symlink, 0o777, 0);
    tar.append_link(&mut soft, "linux/soft", "app").unwrap();
    tar.into_inner().unwrap()
}

/// The same in pieces that end anywhere.
fn pieces(bytes: &[u8]) -> TarStream {
    let pieces: Vec<_> = bytes.chunks(700).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    futures::stream::iter(pieces).boxed()
}

fn new() -> (tempfile::TempDir, FileArtifacts) {
    let dir = tempfile::tempdir().unwrap();
    let artifacts = FileArtifacts::new(&dir.path().join("artifacts"));
    (dir, artifacts)
}

fn operation() -> OperationId {
    OperationId(Uuid::now_v7())
}

async fn keep(artifacts: &FileArtifacts, operation: OperationId, app: &str) -> Artifact {
    artifacts.keep(operation, "build", "dist/linux/", pieces(&archive(app))).await.unwrap()
}

#[tokio::test]
async fn what_a_job_left_is_there_by_its_content() {
    let (_dir, artifacts) = new();
    let run = operation();
    let kept = keep(&artifacts, run, "binary").await;
    assert_eq!((kept.job.as_str(), kept.path.as_str()), ("build", "dist/linux/"));
    assert_eq!(artifacts.left(run, "build").await.unwrap(), std::slice::from_ref(&kept));
    assert_eq!(artifacts.left(run, "other").await.unwrap(), []);

    let listing = artifacts.listing(&kept.digest).await.unwrap().expect("it is here");
    assert_eq!(listing.digest(), kept.digest);
    let file = |path: &str, content: &str, mode: u32| Listed {
        path: path.to_owned(),
        mode,
        what: What::File { sha256: Digest::of(content.as_bytes()), size: content.len() as u64 },
    };
    let long = format!("dist/linux/{}name", "long/".repeat(40));
    let folder = Listed { path: "dist/linux".to_owned(), mode: 0o755, what: What::Folder };
    let target = "app".to_owned();
    let soft = Listed { path: "dist/linux/soft".to_owned(), mode: 0o777, what: What::Link { target } };
    let app = file("dist/linux/app", "binary", 0o755);
    let same = file("dist/linux/same", "binary", 0o755);
    assert_eq!(listing.0, [folder, app, file(&long, "odd", 0o644), same, soft]);

    for (path, content) in [("dist/linux/app", "binary"), (&long, "odd"), ("dist/linux/same", "binary")] {
        let found = artifacts.file(&kept.digest, path).await.unwrap();
        assert_eq!(found.as_deref(), Some(content.as_bytes()), "{path}");
    }
    for path in ["app", "dist/linux", "dist/linux/soft", "dist/linux/none"] {
        assert_eq!(artifacts.file(&kept.digest, path).await.unwrap(), None, "{path} is no file of it");
    }
}

#[tokio::test]
async fn another_job_gets_all_of_it_at_the_same_place() {
    let (_dir, artifacts) = new();
    let kept = keep(&artifacts, operation(), "binary").await;
    let stream = artifacts.archive(&kept.digest).await.unwrap().expect("it is here");
    let bytes: Vec<Bytes> = stream.try_collect().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    tar::Archive::new(&bytes.concat()[..]).unpack(folder.path()).unwrap();
    let mut content = String::new();
    let soft = folder.path().join("dist/linux/soft");
    std::fs::File::open(&soft).unwrap().read_to_string(&mut content).unwrap();
    assert_eq!(content, "binary");
    assert!(soft.is_symlink(), "a link stays a link");
    let same = std::fs::read_to_string(folder.path().join("dist/linux/same")).unwrap();
    assert_eq!(same, "binary");
}

#[tokio::test]
async fn what_is_kept_again_replaces_what_was_there_and_what_breaks_off_does_not() {
    let (_dir, artifacts) = new();
    let run = operation();
    let first = keep(&artifacts, run, "one").await;
    let broken = Problem::new(Code::EngineUnreachable, "the engine is gone");
    let half = archive("two")[..700].to_vec();
    let stream = futures::stream::iter([Ok(Bytes::from(half)), Err(broken.clone())]).boxed();
    let refused = artifacts.keep(run, "build", "dist/linux/", stream).await;
    assert_eq!(refused.unwrap_err(), broken, "the reason is told, not what follows from it");
    assert_eq!(artifacts.left(run, "build").await.unwrap(), [first]);
    let second = keep(&artifacts, run, "two").await;
    assert_eq!(artifacts.left(run, "build").await.unwrap(), [second]);
}

#[tokio::test]
async fn what_another_run_left_as_well_stays_when_a_run_is_forgotten() {
    let (dir, artifacts) = new();
    let (released, failed) = (operation(), operation());
    let shared = keep(&artifacts, released, "same").await;
    assert_eq!(keep(&artifacts, failed, "same").await.digest, shared.digest);
    let own = artifacts.keep(failed, "build", "bin", pieces(&archive("other"))).await.unwrap();

    artifacts.discard(failed).await.unwrap();
    assert_eq!(artifacts.listing(&own.digest).await.unwrap(), None, "nobody needs it");
    assert_eq!(artifacts.file(&own.digest, "linux/app").await.unwrap(), None);
    let app = artifacts.file(&shared.digest, "dist/linux/app").await.unwrap();
    assert_eq!(app.as_deref(), Some(&b"same"[..]), "a release needs it");
    let kept = std::fs::read_dir(dir.path().join("artifacts/kept")).unwrap().count();
    assert_eq!(kept, 2, "one listing and its archive");
    artifacts.discard(operation()).await.unwrap();
}

#[tokio::test]
async fn what_is_strange_among_the_runs_keeps_none_from_being_forgotten() {
    let (dir, artifacts) = new();
    let (released, failed, next) = (operation(), operation(), operation());
    let shared = keep(&artifacts, released, "released").await;
    let own = keep(&artifacts, failed, "failed").await;
    let runs = dir.path().join("artifacts/runs");
    std::fs::write(runs.join(".DS_Store"), b"").unwrap();
    let unreadable = runs.join(released.to_string()).join("0.json");
    std::fs::write(&unreadable, b"{").unwrap();

    artifacts.discard(failed).await.unwrap();
    assert!(!runs.join(failed.to_string()).exists());
    assert!(artifacts.listing(&own.digest).await.unwrap().is_some(), "nobody knows what else is named");
    std::fs::remove_file(unreadable).unwrap();
    keep(&artifacts, next, "next").await;
    artifacts.discard(next).await.unwrap();
    assert_eq!(artifacts.listing(&own.digest).await.unwrap(), None);
    assert!(artifacts.listing(&shared.digest).await.unwrap().is_some(), "a release needs it");
}

#[tokio::test]
async fn what_was_changed_on_the_disk_is_not_passed_on() {
    let (dir, artifacts) = new();
    let kept = keep(&artifacts, operation(), "binary").await;
    let listing = dir.path().join(format!("artifacts/kept/{}.json", kept.digest.hex()));
    std::fs::write(&listing, b"[]").unwrap();
    let problem = artifacts.listing(&kept.digest).await.unwrap_err();
    assert!(problem.message.contains("is not what was written"), "{problem}");
    std::fs::remove_file(listing.with_extension("tar")).unwrap();
    assert!(artifacts.archive(&kept.digest).await.unwrap().is_none());
}
