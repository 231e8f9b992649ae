//! What a partial clone left at its remote, which lets in only who has a login.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::problem::Problem;
use slipway_engine::ports::Source;
use slipway_git::{GitSource, RemoteLogin, RemoteLogins};
use slipway_testkit::{Authority, watch_secrets};

use crate::git_server::{GitServer, basic};
use crate::repository::{Repository, START, git_in};

/// A login for one host, in a file that a small program writes out.
struct OfHost {
    host: String,
    script: PathBuf,
}

#[async_trait]
impl RemoteLogins for OfHost {
    async fn login(&self, host: &str) -> Result<Option<RemoteLogin>, Problem> {
        let login = || RemoteLogin {
            credential: "work (every project)".to_owned(),
            command: format!("sh '{}'", self.script.display()),
            answering: Box::new(()),
        };
        Ok((host == self.host).then(login))
    }
}

/// A partial clone without any file, and the server that it gets them from.
struct Scene {
    repository: Repository,
    clone: PathBuf,
    server: GitServer,
}

impl Scene {
    /// The server lets in who comes with `login`.
    async fn start(login: &str) -> Self {
        let repository = Repository::new();
        repository.write("a", "first");
        repository.write("b", "second");
        repository.commit("Both");
        let origin = repository.publish();
        repository.git(&["-C", text(&origin), "config", "uploadpack.allowFilter", "true"]);
        let clone = repository.beside("partial");
        let from = format!("file://{}", origin.display());
        repository.git(&["clone", "--quiet", "--no-checkout", "--filter=blob:none", &from, text(&clone)]);
        let authority = Authority::create(&repository.beside("authority")).unwrap();
        let server = GitServer::start(origin.parent().unwrap(), &authority, login).await;
        let scene = Self { repository, clone, server };
        // Whom it trusts is git's own business, and a variable of the machine's would go before a file named here.
        scene.git(&["config", "http.sslVerify", "false"]);
        let own = format!("store --file={}", scene.own_logins().display());
        scene.git(&["config", "credential.helper", &own]);
        scene.remote_at("localhost");
        scene
    }

    fn git(&self, args: &[&str]) -> String {
        git_in(&self.clone, START, args)
    }

    fn remote_at(&self, host: &str) {
        let address = format!("https://{host}:{}/origin.git", self.server.port);
        self.git(&["remote", "set-url", "origin", &address]);
    }

    /// Where the person's own helper keeps logins.
    fn own_logins(&self) -> PathBuf {
        self.repository.beside("own-logins")
    }

    /// The clone, which knows a login for the server under the name `localhost`.
    async fn open(&self, user: &str, token: &str) -> GitSource {
        let script = self.repository.beside("helper");
        let says = format!("test \"$1\" = get && printf 'username={user}\\npassword={token}\\n'\n");
        std::fs::write(&script, says).unwrap();
        let source = GitSource::open(&self.clone).await.unwrap();
        let host = format!("localhost:{}", self.server.port);
        source.reach_remotes_with(Arc::new(OfHost { host, script }));
        source
    }

    fn tree(&self) -> String {
        self.git(&["rev-parse", "HEAD^{tree}"])
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_file_is_got_with_the_login_and_nobody_else_is_given_it() {
    let token = format!("quince-{}-lantern", std::process::id());
    let login = format!("ann:{token}");
    let scene = Scene::start(&login).await;
    let source = scene.open("ann", &token).await;
    let watch = watch_secrets(&token);
    let file = source.file(&scene.tree(), "a").await.unwrap().unwrap();
    assert_eq!(file.bytes, "first");
    let second = scene.git(&["rev-parse", "HEAD:b"]);
    let (mut objects, mut content) = (Source::open(&source).await.unwrap(), Vec::new());
    objects.read(&second, &mut |piece| content.extend_from_slice(&piece)).await.unwrap();
    assert_eq!(content, b"second");
    let (seen, rounds) = watch.end();
    assert!(seen.is_empty() && rounds > 0, "others could read it: {seen:?}");
    assert_eq!(scene.server.logins(), [basic(&login)]);
    assert!(!scene.own_logins().exists(), "the person's own helper was given it to keep");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_is_not_given_the_login() {
    let scene = Scene::start("ann:quince-47-lantern").await;
    scene.remote_at("127.0.0.1");
    let source = scene.open("ann", "quince-47-lantern").await;
    let problem = source.file(&scene.tree(), "a").await.unwrap_err();
    assert!(scene.server.requests() > 0 && scene.server.logins().is_empty(), "{problem}");
    assert!(!problem.message.contains("work"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_let_in_with_it_gets_in_by_gits_own_ways_or_is_told_what_was_tried() {
    let scene = Scene::start("ann:sorrel-12-gate").await;
    let source = scene.open("ann", "quince-47-lantern").await;
    let problem = source.file(&scene.tree(), "a").await.unwrap_err();
    assert!(problem.message.ends_with("with the credential work (every project) either"), "{problem}");
    let first = scene.git(&["rev-parse", "HEAD:a"]);
    let mut objects = Source::open(&source).await.unwrap();
    let problem = objects.read(&first, &mut |_| {}).await.unwrap_err();
    assert!(problem.message.contains("the credential work (every project)"), "{problem}");
    assert!(problem.hint.unwrap().contains("slipway credentials test"));

    let own = format!("https://ann:sorrel-12-gate@localhost%3a{}\n", scene.server.port);
    std::fs::write(scene.own_logins(), own).unwrap();
    let file = source.file(&scene.tree(), "a").await.unwrap().unwrap();
    assert_eq!(file.bytes, "first");
    let second = scene.git(&["rev-parse", "HEAD:b"]);
    let mut content = Vec::new();
    objects.read(&second, &mut |piece| content.extend_from_slice(&piece)).await.unwrap();
    assert_eq!(content, b"second");
}
