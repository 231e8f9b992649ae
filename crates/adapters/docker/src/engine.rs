//! One engine: the port, each method handed to the file that knows how.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use bollard::errors::Error;
use bollard::{API_DEFAULT_VERSION, Docker};
use bytes::Bytes;
use futures::stream::BoxStream;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{
    ContainerEngine, ContainerSpec, EngineInfo, FoundContainer, ImageInfo, ImageTexts, LogStream, Login,
    Pushed, TarStream, Terminal, TerminalSize,
};
use tokio::sync::OnceCell;

use crate::carry::GivenUp;
use crate::dial::Endpoint;
use crate::failure;
use crate::terminal::{HANGS_UP, hang_up};
use crate::transport::transport;

/// How long the beginning of the answer to a request may take, in seconds. The time for sending the request counts,
/// too.
const LONGEST_REQUEST: u64 = 3600;

/// How long the answer to a question may take. An engine that is stuck takes questions and never answers them.
pub(crate) const LONGEST_QUESTION: Duration = Duration::from_secs(60);

/// How long it may take to remove a container or a volume, with all that it holds.
pub(crate) const LONGEST_REMOVAL: Duration = Duration::from_secs(600);

/// How long an engine may take to say who it is.
const LONGEST_GREETING: Duration = Duration::from_secs(60);

/// An engine and the connections to it.
pub(crate) struct DockerEngine {
    pub(crate) docker: Docker,
    pub(crate) endpoint: Endpoint,
    pub(crate) info: EngineInfo,
    /// What it may still be making for nobody.
    pub(crate) given_up: GivenUp,
    /// Where its data lies, once it was asked.
    root: OnceCell<String>,
}

impl DockerEngine {
    /// Connects and asks who answers.
    pub(crate) async fn connect(endpoint: Endpoint) -> Result<Self, Problem> {
        let silent = || failure::unreachable(&endpoint, "it did not answer in time");
        let greeting = greet(&endpoint);
        let (docker, info) =
            tokio::time::timeout(LONGEST_GREETING, greeting).await.map_err(|_| silent())??;
        Ok(Self { docker, endpoint, info, given_up: GivenUp::default(), root: OnceCell::new() })
    }

    /// The problem behind an error while doing `what`.
    pub(crate) fn problem(&self, what: impl AsRef<str>, error: &Error) -> Problem {
        failure::problem(&self.endpoint, what.as_ref(), error)
    }

    /// Asks something that changes nothing.
    pub(crate) async fn ask<T>(&self, question: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        self.within(LONGEST_QUESTION, question).await
    }

    /// Waits for an answer for no longer than that.
    pub(crate) async fn within<T>(
        &self,
        longest: Duration,
        request: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        tokio::time::timeout(longest, request).await.unwrap_or(Err(Error::RequestTimeoutError))
    }

    /// Waits until the requests are over that were given up, see [`GivenUp`]: before that nobody knows what there is.
    pub(crate) async fn settled(&self) -> Result<(), Problem> {
        let stuck = |_| failure::unreachable(&self.endpoint, "it is still at work on an earlier request");
        tokio::time::timeout(LONGEST_QUESTION, self.given_up.over()).await.map_err(stuck)
    }

    /// Carries a request through that makes or starts something, see [`GivenUp`].
    pub(crate) async fn carry<T, R>(&self, request: impl FnOnce(Docker) -> R) -> Result<T, Problem>
    where
        T: Send + 'static,
        R: Future<Output = T> + Send + 'static,
    {
        self.given_up.carry(request(self.docker.clone())).await
    }
}

async fn greet(endpoint: &Endpoint) -> Result<(Docker, EngineInfo), Problem> {
    let failed = |error| failure::problem(endpoint, "say who it is", &error);
    let docker = Docker::connect_with_custom_transport(
        transport(endpoint.clone()),
        Some("http://docker"),
        LONGEST_REQUEST,
        API_DEFAULT_VERSION,
    )
    .map_err(failed)?;
    // Nothing is negotiated: requests name no version, and an engine then takes them as its own.
    let version = docker.version().await.map_err(failed)?;
    let os = version.os.unwrap_or_else(|| "linux".to_owned());
    let arch = version.arch.unwrap_or_default();
    let info = EngineInfo {
        platform: format!("{os}/{arch}"),
        version: version.version.unwrap_or_default(),
        api: version.api_version.unwrap_or_default(),
        root: String::new(),
    };
    Ok((docker, info))
}

#[async_trait]
impl ContainerEngine for DockerEngine {
    async fn info(&self) -> Result<EngineInfo, Problem> {
        // It takes an engine long to describe itself, and nothing of this changes while it runs.
        let root = self.root.get_or_try_init(|| async {
            let info = self
                .ask(self.docker.info())
                .await
                .map_err(|error| self.problem("describe itself", &error))?;
            Ok::<_, Problem>(info.docker_root_dir.unwrap_or_default())
        });
        Ok(EngineInfo { root: root.await?.clone(), ..self.info.clone() })
    }

    async fn containers(&self, labels: &[String]) -> Result<Vec<FoundContainer>, Problem> {
        self.list_containers(labels).await
    }

    async fn container(&self, name: &str) -> Result<Option<FoundContainer>, Problem> {
        self.find_container(name).await
    }

    async fn create(&self, spec: ContainerSpec) -> Result<String, Problem> {
        self.create_container(spec).await
    }

    async fn start(&self, name: &str) -> Result<(), Problem> {
        self.start_container(name).await
    }

    async fn stop(&self, name: &str, grace: u32) -> Result<(), Problem> {
        self.stop_container(name, grace).await
    }

    async fn remove(&self, name: &str) -> Result<(), Problem> {
        self.remove_container(name, true).await
    }

    async fn remove_keeping_volumes(&self, name: &str) -> Result<(), Problem> {
        self.remove_container(name, false).await
    }

    async fn rename(&self, name: &str, to: &str) -> Result<(), Problem> {
        self.rename_container(name, to).await
    }

    async fn restart(&self, name: &str, grace: u32) -> Result<(), Problem> {
        self.restart_container(name, grace).await
    }

    async fn wait(&self, name: &str) -> Result<i64, Problem> {
        self.wait_for_end(name).await
    }

    fn logs(&self, name: &str, tail: Option<u32>, follow: bool) -> LogStream {
        self.container_logs(name, tail, follow)
    }

    async fn terminal(
        &self,
        name: &str,
        command: &[String],
        size: TerminalSize,
    ) -> Result<Terminal, Problem> {
        self.open_terminal(name, command, size).await
    }

    async fn hang_up(&self, name: &str, mark: &str) -> Result<(), Problem> {
        let failed = |error: Error| self.problem(format!("{HANGS_UP} in the container {name}"), &error);
        hang_up(&self.docker, name, mark).await.map_err(failed)
    }

    async fn put(
        &self,
        name: &str,
        directory: &str,
        tar: BoxStream<'static, Result<Bytes, Problem>>,
    ) -> Result<(), Problem> {
        self.put_archive(name, directory, tar).await
    }

    async fn get(
        &self,
        name: &str,
        path: &str,
    ) -> Result<Option<BoxStream<'static, Result<Bytes, Problem>>>, Problem> {
        self.get_archive(name, path).await
    }

    async fn create_volume(&self, name: &str, labels: &BTreeMap<String, String>) -> Result<(), Problem> {
        self.make_volume(name, labels).await
    }

    async fn volumes(&self, begin: &str) -> Result<Vec<String>, Problem> {
        self.list_volumes(begin).await
    }

    async fn remove_volume(&self, name: &str) -> Result<(), Problem> {
        self.delete_volume(name).await
    }

    async fn image(&self, reference: &str) -> Result<Option<ImageInfo>, Problem> {
        self.find_image(reference).await
    }

    async fn image_texts(&self, reference: &str) -> Result<Option<ImageTexts>, Problem> {
        self.texts_of_image(reference).await
    }

    fn export(&self, reference: &str) -> TarStream {
        self.export_image(reference)
    }

    async fn pull(
        &self,
        reference: &str,
        login: Option<&Login>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<(), Problem> {
        self.pull_image(reference, login, tell).await
    }

    async fn tag(&self, image: &str, name: &str) -> Result<(), Problem> {
        self.tag_image(image, name).await
    }

    async fn push(
        &self,
        name: &str,
        login: Option<&Login>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<Pushed, Problem> {
        self.push_image(name, login, tell).await
    }

    async fn remove_image(&self, reference: &str) -> Result<(), Problem> {
        self.delete_image(reference).await
    }
}

/// A mistake that only a wrong answer of the engine can cause.
pub(crate) fn odd_answer(endpoint: &Endpoint, what: &str) -> Problem {
    Problem::new(Code::EngineFailed, format!("The answer of {} makes no sense: {what}.", endpoint.describe()))
}
