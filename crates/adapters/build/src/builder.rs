//! A build from beginning to end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::future::BoxFuture;
use slipway_domain::build_paths::{BuildPaths, ignore_rules};
use slipway_domain::dockerignore::Dockerignore;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Build, Builder, Built, Duplex, LogLine, Secrets, Source};
use tokio_util::sync::DropGuard;

use crate::answers::{Answers, News};
use crate::auth::Logins;
use crate::build_secrets::Declared;
use crate::context::Context;
use crate::failure::failure;
use crate::filesync::Files;
use crate::post::post;
use crate::progress::{Progress, Said};
use crate::request::build_path;
use crate::secret_mounts::secret_mounts;
use crate::session::{Services, open};
use crate::unsupported;

/// Makes a connection to the engine that builds.
pub type Dial = Arc<dyn Fn() -> BoxFuture<'static, Result<Box<dyn Duplex>, Problem>> + Send + Sync>;

type Log<'a> = &'a (dyn Fn(LogLine) + Send + Sync);
type Tell<'a> = &'a (dyn Fn(HowFar) + Send + Sync);

/// Builds with the BuildKit inside a Docker Engine.
pub struct BuildKit {
    dial: Dial,
    source: Arc<dyn Source>,
    secrets: Arc<dyn Secrets>,
    proxies: BTreeMap<String, String>,
}

impl BuildKit {
    /// A builder that reads commits from `source`, logins for base images from `secrets`, and passes `proxies`
    /// (see [`crate::proxies`]) to steps.
    pub fn new(
        dial: Dial,
        source: Arc<dyn Source>,
        secrets: Arc<dyn Secrets>,
        proxies: BTreeMap<String, String>,
    ) -> Self {
        Self { dial, source, secrets, proxies }
    }

    async fn prepare(&self, build: &Build, log: Log<'_>) -> Result<Prepared, Problem> {
        let paths = BuildPaths::of(&build.context, &build.dockerfile)?;
        let files = self.source.files(&build.tree).await?;
        let mut objects = self.source.open().await?;
        let ignore = self.dockerignore(&build.tree, &paths).await?;
        unsupported::refuse(&files, &paths.context, &ignore, &mut *objects).await?;
        let dockerfile = self.text_of(&build.tree, &paths.dockerfile).await?;
        check_secrets(build, &dockerfile.ok_or_else(|| no_dockerfile(build))?, log)?;
        let (folder, name) = paths.dockerfile.rsplit_once('/').unwrap_or(("", &paths.dockerfile));
        Ok(Prepared {
            context: Arc::new(Context::read(&files, &paths.context, &mut *objects).await?),
            dockerfile: Arc::new(Context::read(&files, folder, &mut *objects).await?),
            dockerfile_name: name.to_owned(),
        })
    }

    /// The rules that the engine will apply: those beside the Dockerfile, else those of the context.
    async fn dockerignore(&self, tree: &str, paths: &BuildPaths) -> Result<Dockerignore, Problem> {
        for path in paths.ignore_files() {
            if let Some(text) = self.text_of(tree, &path).await? {
                return ignore_rules(&path, &text);
            }
        }
        Ok(Dockerignore::default())
    }

    /// The text of a file. The engine follows a link to another file, and so does this.
    async fn text_of(&self, tree: &str, path: &str) -> Result<Option<String>, Problem> {
        let file = self.source.file(tree, path).await?;
        Ok(file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()))
    }

    async fn run(
        &self,
        build: &Build,
        prepared: Prepared,
        log: Log<'_>,
        tell: Tell<'_>,
    ) -> Result<Built, Problem> {
        let id = uuid::Uuid::now_v7().simple().to_string();
        let sent = Arc::new(AtomicU64::new(0));
        let trouble = Arc::new(Mutex::new(None));
        let path = build_path(build, &prepared.dockerfile_name, &id, &self.proxies);
        let _session = self.session(build, prepared, &id, &sent, &trouble).await?;
        let answer = post((self.dial)().await?, &path, &[]).await?;
        let outcome = follow(Answers::new(answer), build, log, tell).await;
        // What kept a login from being read says more than the registry's refusal that came of it.
        let trouble = trouble.lock().ok().and_then(|mut trouble| trouble.take());
        match (outcome, trouble) {
            (Ok(image_id), _) => Ok(Built { image_id, sent_bytes: sent.load(Ordering::Relaxed) }),
            (Err(_), Some(problem)) => Err(problem),
            (Err(problem), None) => Err(problem),
        }
    }

    async fn session(
        &self,
        build: &Build,
        prepared: Prepared,
        id: &str,
        sent: &Arc<AtomicU64>,
        trouble: &Arc<Mutex<Option<Problem>>>,
    ) -> Result<DropGuard, Problem> {
        let services = Services {
            files: Files {
                source: self.source.clone(),
                context: prepared.context,
                dockerfile: prepared.dockerfile,
                sent: sent.clone(),
            },
            logins: Logins { secrets: self.secrets.clone(), trouble: trouble.clone() },
            secrets: Declared(build.secrets.clone()),
        };
        open((self.dial)().await?, id, &build.cache_key, services).await
    }
}

#[async_trait]
impl Builder for BuildKit {
    async fn build(&self, build: Build, log: Log<'_>, tell: Tell<'_>) -> Result<Built, Problem> {
        let prepared = self.prepare(&build, log).await?;
        self.run(&build, prepared, log, tell).await
    }
}

struct Prepared {
    context: Arc<Context>,
    dockerfile: Arc<Context>,
    dockerfile_name: String,
}

async fn follow(
    mut answers: Answers,
    build: &Build,
    log: Log<'_>,
    tell: Tell<'_>,
) -> Result<String, Problem> {
    let mut progress = Progress::default();
    let mut image = None;
    while let Some(news) = answers.next().await? {
        match news {
            News::Report(report) => {
                progress.take(report).into_iter().for_each(|said| pass_on(said, log, tell))
            }
            News::Image(id) => image = Some(id),
            News::Failed(error) => return Err(failure(build, &error, progress.failed())),
        }
    }
    image.ok_or_else(|| {
        let message = "The Docker Engine ended the build without an image and without a reason.";
        Problem::new(Code::EngineUnreachable, message)
            .hint("check whether Docker was restarted, then run again")
    })
}

fn pass_on(said: Said, log: Log<'_>, tell: Tell<'_>) {
    match said {
        Said::Tell(far) => tell(far),
        Said::Line { text, error: false } => log(LogLine::out(text)),
        Said::Line { text, error: true } => log(LogLine::err(text)),
    }
}

fn no_dockerfile(build: &Build) -> Problem {
    let message = format!("The commit has no file `{}` in the folder `{}`.", build.dockerfile, build.context);
    Problem::new(Code::BuildFailed, message)
        .hint("commit the Dockerfile, or name another one under `build` in slipway.yml")
}

/// BuildKit runs a step without a secret that is missing, unless it is required, and says nothing.
fn check_secrets(build: &Build, dockerfile: &str, log: Log<'_>) -> Result<(), Problem> {
    for mount in secret_mounts(dockerfile) {
        if build.secrets.contains_key(&mount.id) {
            continue;
        }
        let said = format!(
            "{} mounts the secret `{}`, which is not among the build's secrets",
            build.dockerfile, mount.id
        );
        if mount.required {
            let hint = format!("add `{}` under `secrets` of the build in slipway.yml", mount.id);
            return Err(Problem::new(Code::SecretMissing, format!("{said}.")).hint(hint));
        }
        log(LogLine::err(format!("warning: {said}; the step runs without it")));
    }
    Ok(())
}
