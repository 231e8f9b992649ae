//! A repository of real git for builds, and a builder on the test program's own engine.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

#[path = "../../../docker/tests/support/machine.rs"]
pub mod machine;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use slipway_build::{BuildKit, Dial};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Commit;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{
    Build, Builder, Built, Duplex, FileAt, FileKind, LogCommit, LogLine, Login, Objects, Secrets, Source,
    TreeFile,
};
use tokio::io::AsyncReadExt;

pub use machine::{Engine, PASSWORD, USER, engine};

/// A repository in a folder of its own.
pub struct Repository {
    pub folder: tempfile::TempDir,
}

impl Repository {
    pub fn new(files: &[(&str, &str)]) -> Arc<Self> {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        repository.git(&["init", "-q"]);
        repository.git(&["config", "core.compression", "0"]);
        files.iter().for_each(|(path, text)| repository.write(path, text));
        Arc::new(repository)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn git(&self, args: &[&str]) -> String {
        machine::run("git", &[&["-C", self.folder.path().to_str().unwrap()], args].concat()).unwrap()
    }

    /// The tree of everything that is there now.
    pub fn tree(&self) -> String {
        self.git(&["add", "-A"]);
        self.git(&["write-tree"]).trim().to_owned()
    }
}

#[async_trait]
impl Source for Repository {
    fn root(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }
    async fn files(&self, tree: &str) -> Result<Vec<TreeFile>, Problem> {
        Ok(self.git(&["ls-tree", "-r", "-l", "-z", tree]).split_terminator('\0').map(tree_file).collect())
    }
    async fn open(&self) -> Result<Box<dyn Objects>, Problem> {
        Ok(Box::new(Reader(self.folder.path().to_owned())))
    }
    async fn commit(&self, _: &str) -> Result<Commit, Problem> {
        Err(unused())
    }
    async fn working_tree(&self) -> Result<Commit, Problem> {
        Err(unused())
    }
    async fn file(&self, tree: &str, path: &str) -> Result<Option<FileAt>, Problem> {
        let files = self.files(tree).await?;
        let Some(file) = files.iter().find(|file| file.path == path) else { return Ok(None) };
        let text = self.git(&["cat-file", "blob", &file.object]);
        match file.kind {
            FileKind::Symlink => self.file(tree, &text).await,
            kind => Ok(Some(FileAt { bytes: text.into(), executable: kind == FileKind::Executable })),
        }
    }
    async fn between(&self, _: &str, _: &str, _: u32) -> Result<Vec<LogCommit>, Problem> {
        Err(unused())
    }
    async fn ahead_behind(&self, _: &str, _: &str) -> Result<(u64, u64), Problem> {
        Err(unused())
    }
    async fn describe(&self, _: &[String]) -> Result<BTreeMap<String, LogCommit>, Problem> {
        Err(unused())
    }
    async fn person(&self) -> Result<String, Problem> {
        Err(unused())
    }
    async fn remote(&self) -> Result<Option<String>, Problem> {
        Err(unused())
    }
}

fn unused() -> Problem {
    Problem::new(Code::Internal, "a build does not need this")
}

fn tree_file(line: &str) -> TreeFile {
    let (head, path) = line.split_once('\t').unwrap();
    let mut head = head.split_whitespace();
    let kind = match head.next().unwrap() {
        "100755" => FileKind::Executable,
        "120000" => FileKind::Symlink,
        "160000" => FileKind::Submodule,
        _ => FileKind::File,
    };
    let object = head.nth(1).unwrap().to_owned();
    TreeFile { path: path.to_owned(), object, kind, size: head.next().unwrap().parse().unwrap_or(0) }
}

struct Reader(PathBuf);

#[async_trait]
impl Objects for Reader {
    async fn read(&mut self, object: &str, chunk: &mut (dyn FnMut(Bytes) + Send)) -> Result<(), Problem> {
        let mut git = tokio::process::Command::new("git");
        git.arg("-C")
            .arg(&self.0)
            .args(["cat-file", "blob", object])
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child = git.spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match output.read(&mut buffer).await.unwrap() {
                0 => break,
                length => chunk(Bytes::copy_from_slice(&buffer[..length])),
            }
        }
        assert!(child.wait().await.unwrap().success());
        Ok(())
    }
}

/// The login for the test's registry, if it is to be known.
pub struct Known(pub Option<String>);

#[async_trait]
impl Secrets for Known {
    async fn secret(&self, _: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok(None)
    }
    async fn login(&self, registry: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        let known = self.0.as_deref() == Some(registry);
        Ok(known.then(|| Login { user: USER.into(), password: Secret::new(PASSWORD) }))
    }
    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

pub fn builder(engine: &'static Engine, repository: &Arc<Repository>, login: bool) -> BuildKit {
    let dial: Dial = Arc::new(move || Box::pin(dial(engine)));
    let secrets = Known(login.then(|| engine.registry.clone()));
    BuildKit::new(dial, repository.clone(), Arc::new(secrets), BTreeMap::new())
}

async fn dial(engine: &'static Engine) -> Result<Box<dyn Duplex>, Problem> {
    Ok(Box::new(tokio::net::UnixStream::connect(&engine.socket).await.unwrap()))
}

/// A build of everything that is in the repository now.
pub fn build_of(repository: &Repository, name: &str) -> Build {
    Build {
        tree: repository.tree(),
        context: ".".into(),
        dockerfile: "Dockerfile".into(),
        target: None,
        args: BTreeMap::new(),
        secrets: BTreeMap::new(),
        platform: None,
        labels: BTreeMap::new(),
        name: format!("{name}:1"),
        cache_key: name.to_owned(),
    }
}

/// What came of a build, and what was logged and told.
pub struct Came {
    pub built: Result<Built, Problem>,
    pub log: Vec<String>,
    pub told: Vec<String>,
}

impl Came {
    pub fn built(&self) -> &Built {
        self.built.as_ref().unwrap_or_else(|problem| panic!("{}\n{}", problem.message, self.log.join("\n")))
    }

    pub fn problem(&self) -> &Problem {
        self.built.as_ref().unwrap_err()
    }
}

pub async fn run_build(builder: &BuildKit, build: Build) -> Came {
    let (log, told) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let add = |line: LogLine| log.lock().unwrap().push(line.text);
    let built = builder.build(build, &add, &|far| told.lock().unwrap().push(far.to_string())).await;
    Came { built, log: log.into_inner().unwrap(), told: told.into_inner().unwrap() }
}

/// What a command in an image prints.
pub fn in_image(engine: &Engine, image: &str, script: &str) -> String {
    engine.docker(&["run", "--rm", image, "sh", "-c", script]).unwrap()
}

/// Whether any process has this in its command line.
pub fn runs(text: &str) -> bool {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    processes.map(|process| process.path().join("cmdline")).any(|path| holds(&path, text))
}

fn holds(path: &Path, text: &str) -> bool {
    std::fs::read(path).is_ok_and(|line| String::from_utf8_lossy(&line).replace('\0', " ").trim() == text)
}
