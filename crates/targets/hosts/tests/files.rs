//! Which files a release ships, and what is said when one is not there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/origins.rs"]
mod origins;

use std::sync::Arc;

use origins::{Files as Commit, Left, release};
use slipway_domain::artifact::Artifact;
use slipway_domain::config::{Config, Job};
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Origins;
use slipway_hosts::{Files, Shipped, left_by_jobs, shipped};

/// A commit, what jobs left, and who needs whom.
struct Stage {
    commit: Commit,
    left: Arc<Left>,
    config: Config,
    artifacts: Vec<Artifact>,
}

impl Stage {
    fn new() -> Self {
        let files = [("dist/app", "committed"), ("dist/notes", "only here"), ("web.conf", "text")];
        let mut config = Config::default();
        for (job, needs) in [("build", ""), ("pack", "build"), ("other", "")] {
            let needs = [needs].into_iter().filter(|need| !need.is_empty()).map(str::to_owned).collect();
            let job_of = Job { needs, artifacts: vec!["dist/".to_owned()], ..Job::default() };
            config.jobs.insert(job.to_owned(), job_of);
        }
        let mut stage =
            Self { commit: Commit::of(files), left: Arc::default(), config, artifacts: Vec::new() };
        stage.leave("build", "dist/", &[("dist/app", "built \u{0}"), ("dist/more", "made")]);
        stage
    }

    fn leave(&mut self, job: &str, path: &str, files: &[(&str, &str)]) {
        self.artifacts.push(self.left.leave(job, path, Commit::of(files.iter().copied())));
    }

    async fn ship(&self, paths: &[&str]) -> Result<Vec<Shipped>, Problem> {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let release = release(7, self.artifacts.clone());
        let (source, config) = (&self.commit, &self.config);
        shipped(&paths, &Origins { source, artifacts: &*self.left, config, release: &release }).await
    }

    async fn contents(&self, files: &[Shipped]) -> Result<Vec<String>, Problem> {
        let files_of = Files { source: Arc::new(self.commit.clone()), artifacts: self.left.clone() };
        let contents = files_of.contents(files, "tree", 7).await?;
        Ok(contents.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect())
    }
}

/// Path, who left it, and whether its content stands in the plan.
fn told(files: &[Shipped]) -> Vec<(&str, Option<&str>, bool)> {
    let one = |file: &'_ Shipped| file.text.is_some();
    files
        .iter()
        .map(|file| (file.path.as_str(), file.left.as_ref().map(|left| left.job.as_str()), one(file)))
        .collect()
}

#[tokio::test]
async fn a_file_that_a_job_left_goes_before_the_commits() {
    let stage = Stage::new();
    let files = stage.ship(&["./dist/", "web.conf"]).await.unwrap();
    let expected = [
        ("dist/app", Some("build"), false),
        ("dist/more", Some("build"), false),
        ("dist/notes", None, true),
        ("web.conf", None, true),
    ];
    assert_eq!(told(&files), expected, "a folder is everything in it, wherever it comes from");
    assert_eq!(files[0].sha256, Digest::of("built \u{0}".as_bytes()), "the plan names the content");
    assert!(files[0].executable && !files[1].executable);
    assert_eq!(stage.contents(&files).await.unwrap(), ["built \u{0}", "made", "only here", "text"]);
    for whole in [".", "./", "dist/..", "./web.conf/../dist/../"] {
        assert_eq!(stage.ship(&[whole]).await.unwrap(), files, "{whole} is everything");
    }
    let one = stage.ship(&["dist/./more"]).await.unwrap();
    assert_eq!(told(&one), [("dist/more", Some("build"), false)]);
    assert_eq!(stage.ship(&[]).await.unwrap(), []);
    assert_eq!(left_by_jobs(&files).len(), 2);
}

#[tokio::test]
async fn of_several_jobs_the_one_that_needs_the_others_counts() {
    let mut stage = Stage::new();
    stage.leave("pack", "dist/app", &[("dist/app", "packed")]);
    let files = stage.ship(&["dist"]).await.unwrap();
    assert_eq!(told(&files)[0], ("dist/app", Some("pack"), false));
    stage.artifacts.reverse();
    let files = stage.ship(&["dist"]).await.unwrap();
    assert_eq!(told(&files)[0], ("dist/app", Some("pack"), false), "whichever is listed first");

    stage.leave("other", "dist/", &[("dist/more", "made")]);
    stage.ship(&["dist"]).await.expect("the same content is no question");
    stage.artifacts.pop();
    stage.leave("other", "dist/", &[("dist/more", "made otherwise")]);
    let problem = stage.ship(&["dist"]).await.unwrap_err();
    assert_eq!(problem.message, "the jobs build, other left dist/more, each another");
    stage.ship(&["dist/app"]).await.expect("that file is no question");
    stage.config.jobs["pack"].needs.push("other".to_owned());
    stage.leave("pack", "dist/more", &[("dist/more", "of both")]);
    let files = stage.ship(&["dist/more"]).await.unwrap();
    assert_eq!(told(&files), [("dist/more", Some("pack"), false)]);
}

#[tokio::test]
async fn what_is_nowhere_is_refused_with_what_is_there() {
    let mut stage = Stage::new();
    let problem = stage.ship(&["dist/ap"]).await.unwrap_err();
    assert_eq!(problem.code, Code::ConfigurationInvalid);
    assert_eq!(problem.message, "dist/ap is neither in the commit of release #7 nor left by one of its jobs");
    let hint = "its jobs left dist/app (build), dist/more (build); correct `files` of the target, or `artifacts` of the job";
    assert_eq!(problem.hint.as_deref(), Some(hint));
    let many: Vec<String> = (0..30).map(|number| format!("bin/{number:02}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|path| (path.as_str(), "x")).collect();
    stage.leave("build", "bin", &many);
    let hint = stage.ship(&["nothing"]).await.unwrap_err().hint.unwrap();
    assert!(hint.contains("bin/09 (build) and 22 more;"), "{hint}");

    stage.artifacts.clear();
    let hint = stage.ship(&["dist/ap"]).await.unwrap_err().hint.unwrap();
    assert!(hint.starts_with("the release was made without its jobs; `slipway run` makes one"), "{hint}");
    stage.config.jobs.clear();
    let hint = stage.ship(&["dist/ap"]).await.unwrap_err().hint.unwrap();
    assert!(hint.starts_with("commit the file, let a job leave it"), "{hint}");
}

#[tokio::test]
async fn what_cannot_be_shipped_is_refused_wherever_it_comes_from() {
    let mut stage = Stage::new();
    stage.commit.0.insert("conf/a.link".to_owned(), b"b".to_vec());
    stage.leave("build", "out", &[("out/b.link", "app")]);
    stage.leave("build", ".slipway/x", &[(".slipway/x", "mine")]);
    stage.leave("build", "odd", &[("odd/a\nb", "x")]);
    for (path, why) in [
        ("conf", "conf/a.link cannot be shipped: it is a symbolic link; name the file it points to"),
        ("out", "out/b.link cannot be shipped: it is a symbolic link; name the file it points to"),
        (".slipway", ".slipway/x cannot be shipped: `.slipway` in the project directory belongs to Slipway"),
        ("odd", "odd/a\nb cannot be shipped: its name holds a character that lists of checksums cannot hold"),
    ] {
        assert_eq!(stage.ship(&[path]).await.unwrap_err().message, why);
    }
}

#[tokio::test]
async fn what_is_not_here_any_more_is_said_and_never_replaced() {
    let stage = Stage::new();
    let files = stage.ship(&["dist"]).await.unwrap();
    stage.left.spoil("dist/app");
    let problem = stage.contents(&files).await.unwrap_err();
    assert_eq!(problem.code, Code::ArtifactsMissing);
    assert_eq!(problem.message, "dist/app is not what the plan names: its SHA-256 is another");
    stage.left.lose_all();
    let gone = "dist/app comes from job build of release #7, whose artifacts are not on this laptop";
    assert_eq!(stage.contents(&files).await.unwrap_err().message, gone);
    assert_eq!(stage.contents(&files[2..]).await.unwrap(), ["only here"], "the commit's go on");
    let problem = stage.ship(&["dist/app"]).await.unwrap_err();
    assert_eq!((problem.code, problem.message.as_str()), (Code::ArtifactsMissing, gone));
    stage.ship(&["web.conf"]).await.expect("what jobs left has nothing to do with it");
}
