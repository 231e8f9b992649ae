use slipway_domain::problem::Code;
use slipway_engine::ports::{FileKind, Source};

use crate::repository::Repository;

#[tokio::test]
async fn files_have_path_kind_and_size() {
    let repository = Repository::new();
    let odd = ["new\nline", "tab\there", "quo\"te'", "名前.txt", "ü/ö ä", "-dash", ":colon", "*.go", "a\\b"];
    for path in odd {
        repository.write(path, path);
    }
    repository.write("run.sh", "#!/bin/sh\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(repository.path().join("run.sh"), executable).unwrap();
        symlink("run.sh", repository.path().join("link")).unwrap();
    }
    repository.commit("Odd names");
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    let files = source.files(&tree).await.unwrap();
    assert!(files.is_sorted_by(|a, b| a.path < b.path));
    assert_eq!(files.len(), odd.len() + 2);
    let kind = |path: &str| files.iter().find(|file| file.path == path).unwrap();
    for path in odd {
        assert_eq!((kind(path).kind, kind(path).size), (FileKind::File, path.len() as u64), "{path:?}");
        assert_eq!(source.file(&tree, path).await.unwrap().unwrap().bytes, path, "{path:?}");
    }
    assert_eq!(kind("run.sh").kind, FileKind::Executable);
    assert_eq!((kind("link").kind, kind("link").size), (FileKind::Symlink, 6));
    assert!(source.file(&tree, "run.sh").await.unwrap().unwrap().executable);
}

#[tokio::test]
async fn what_is_no_file_is_none() {
    let repository = Repository::new();
    repository.write("folder/a.go", "1");
    repository.commit("First");
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    for none in [
        "",
        "missing",
        "folder",
        "folder/",
        "./folder/a.go",
        "../clone/folder/a.go",
        "/folder/a.go",
        "*",
        "folder/*.go",
    ] {
        let found = source.file(&tree, none).await;
        assert!(!matches!(found, Ok(Some(_))), "{none}: {found:?}");
    }
    assert_eq!(source.file(&tree, "missing").await.unwrap(), None);
    assert_eq!(source.file(&tree, "folder").await.unwrap(), None);
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_stands_for_the_file_that_it_leads_to() {
    use std::os::unix::fs::symlink;
    let repository = Repository::new();
    repository.write("deploy/compose.yml", "services: {}");
    let root = repository.path();
    symlink("deploy/compose.yml", root.join("docker-compose.yml")).unwrap();
    symlink("../docker-compose.yml", root.join("deploy/again")).unwrap();
    symlink("/etc/hostname", root.join("outside")).unwrap();
    symlink("circle", root.join("circle")).unwrap();
    repository.commit("Links");
    let source = repository.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    for path in ["docker-compose.yml", "deploy/again"] {
        assert_eq!(source.file(&tree, path).await.unwrap().unwrap().bytes, "services: {}");
    }
    assert_eq!(source.file(&tree, "outside").await.unwrap(), None);
    assert_eq!(source.file(&tree, "circle").await.unwrap_err().code, Code::SourceUnsupported);
}

#[tokio::test]
async fn a_submodule_is_listed_as_one() {
    let inner = Repository::new();
    let commit = inner.change("a", "1");
    let outer = Repository::new();
    outer.git(&["submodule", "add", "--quiet", inner.path().to_str().unwrap(), "vendor/inner"]);
    outer.commit("Add a submodule");
    let source = outer.open().await;
    let tree = source.commit("HEAD").await.unwrap().tree;
    let files = source.files(&tree).await.unwrap();
    let submodule = files.iter().find(|file| file.kind == FileKind::Submodule).unwrap();
    assert_eq!((submodule.path.as_str(), submodule.object.as_str()), ("vendor/inner", commit.as_str()));
    assert_eq!(source.file(&tree, "vendor/inner").await.unwrap(), None);
}

#[tokio::test]
async fn a_checkout_with_other_line_ends_reads_the_same_content() {
    let repository = Repository::new();
    repository.write("lf.txt", "one\ntwo\n");
    repository.commit("Line ends");
    repository.git(&["config", "core.autocrlf", "true"]);
    std::fs::remove_file(repository.path().join("lf.txt")).unwrap();
    repository.git(&["checkout", "--", "lf.txt"]);
    assert_eq!(std::fs::read(repository.path().join("lf.txt")).unwrap(), b"one\r\ntwo\r\n");
    let source = repository.open().await;
    let commit = source.working_tree().await.unwrap();
    assert!(!commit.dirty, "line ends of the checkout are no change");
    assert_eq!(source.file(&commit.tree, "lf.txt").await.unwrap().unwrap().bytes, "one\ntwo\n");
    repository.write("lf.txt", "one\r\ntwo\r\nthree\r\n");
    let commit = source.working_tree().await.unwrap();
    assert!(commit.dirty);
    assert_eq!(source.file(&commit.tree, "lf.txt").await.unwrap().unwrap().bytes, "one\ntwo\nthree\n");
}
