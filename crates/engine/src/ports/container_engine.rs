//! Container engines: the laptop's own and those of hosts.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use slipway_domain::digest::Digest;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::Problem;

use super::{ContainerSpec, FoundContainer, Host, LogStream, Login, TarStream, Terminal, TerminalSize};

/// Where an engine is.
#[derive(Clone)]
pub enum Where {
    /// The laptop's.
    Here,
    /// A host's, through a connection that a command on it makes (`docker system dial-stdio`).
    /// The prefix is put before that command: it may take a lock and check a fence first.
    Host {
        /// The host.
        host: Arc<dyn Host>,
        /// Shell text that comes first, `""` for none. When it ends with a code other than 0 there is no connection.
        prefix: String,
    },
}

/// What an engine says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineInfo {
    /// Such as `linux/amd64`.
    pub platform: String,
    /// Its version, such as `20.10.24`.
    pub version: String,
    /// The newest version of its API that it speaks, such as `1.41`.
    pub api: String,
    /// Where it keeps images.
    pub root: String,
}

/// An image as an engine has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageInfo {
    /// The digest that the engine knows it by: its configuration's, or where containerd keeps images its manifest's or
    /// index's. Which image of a registry that is, [`KnownBy`](super::KnownBy) tells.
    pub id: String,
    /// `REPOSITORY@DIGEST` under which it was pulled or pushed.
    pub repo_digests: Vec<String>,
    /// Such as `linux/amd64`.
    pub platform: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Its size on disk in bytes.
    pub size: u64,
    /// The digests of what its layers unpack to.
    pub layers: Vec<String>,
}

/// What an image says of itself in words. A secret may be among them, so they are not shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ImageTexts {
    /// Environment variables, `NAME=VALUE`.
    pub env: Vec<String>,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Entry point, command and health check.
    pub commands: Vec<String>,
    /// By what each of its steps was made, the oldest first.
    pub history: Vec<String>,
}

impl fmt::Debug for ImageTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImageTexts").field("steps", &self.history.len()).finish_non_exhaustive()
    }
}

/// What a push came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// What the tag points to now.
    pub digest: Digest,
}

/// One container engine. What is asked of it and not waited for any more is carried through all the same, and
/// whoever looks, stops or removes afterwards finds what came of it.
#[async_trait]
pub trait ContainerEngine: Send + Sync {
    /// Who answers.
    async fn info(&self) -> Result<EngineInfo, Problem>;

    /// The containers with all of these labels (`name=value` or `name`), also those that do not run, with details.
    async fn containers(&self, labels: &[String]) -> Result<Vec<FoundContainer>, Problem>;

    /// A container by name or id.
    async fn container(&self, name: &str) -> Result<Option<FoundContainer>, Problem>;

    /// Creates a container. `EngineFailed` with `details.conflict = true` when the name is taken.
    async fn create(&self, spec: ContainerSpec) -> Result<String, Problem>;

    /// Starts a container; one that runs stays as it is.
    async fn start(&self, name: &str) -> Result<(), Problem>;

    /// Stops a container, with a signal first and by force after `grace` seconds; a stopped or missing one is fine.
    async fn stop(&self, name: &str, grace: u32) -> Result<(), Problem>;

    /// Removes a container by force, and its anonymous volumes; a missing one is fine.
    async fn remove(&self, name: &str) -> Result<(), Problem>;

    /// The same, but its anonymous volumes stay: what a service wrote there may be all there is of it.
    async fn remove_keeping_volumes(&self, name: &str) -> Result<(), Problem>;

    /// Gives a container another name.
    async fn rename(&self, name: &str, to: &str) -> Result<(), Problem>;

    /// Stops and starts a container.
    async fn restart(&self, name: &str, grace: u32) -> Result<(), Problem>;

    /// Waits until a container has ended and returns its exit code.
    async fn wait(&self, name: &str) -> Result<i64, Problem>;

    /// A container's lines, the last `tail` of them if given, and those to come with `follow`.
    fn logs(&self, name: &str, tail: Option<u32>, follow: bool) -> LogStream;

    /// Runs a command in a running container, on a terminal of its own. The terminal goes on without this.
    async fn terminal(&self, name: &str, command: &[String], size: TerminalSize)
    -> Result<Terminal, Problem>;

    /// Hangs up on everything in a running container that carries a terminal's mark; nothing may be left of it.
    async fn hang_up(&self, name: &str, mark: &str) -> Result<(), Problem>;

    /// Unpacks a tar archive into a container's folder.
    async fn put(
        &self,
        name: &str,
        directory: &str,
        tar: futures::stream::BoxStream<'static, Result<Bytes, Problem>>,
    ) -> Result<(), Problem>;

    /// A path of a container as a tar archive; `None` when it is not there.
    async fn get(
        &self,
        name: &str,
        path: &str,
    ) -> Result<Option<futures::stream::BoxStream<'static, Result<Bytes, Problem>>>, Problem>;

    /// Creates a volume; one that exists stays as it is.
    async fn create_volume(&self, name: &str, labels: &BTreeMap<String, String>) -> Result<(), Problem>;

    /// Volumes whose names begin so. An engine that ends while it makes one forgets its labels, not its name.
    async fn volumes(&self, begin: &str) -> Result<Vec<String>, Problem>;

    /// Removes a volume; a missing one is fine.
    async fn remove_volume(&self, name: &str) -> Result<(), Problem>;

    /// An image by name, id or `REPOSITORY@DIGEST`.
    async fn image(&self, reference: &str) -> Result<Option<ImageInfo>, Problem>;

    /// What an image says of itself in words; `None` when it is not there.
    async fn image_texts(&self, reference: &str) -> Result<Option<ImageTexts>, Problem>;

    /// An image with all of its layers, as `docker save` writes it.
    fn export(&self, reference: &str) -> TarStream;

    /// Pulls `REPOSITORY@DIGEST` or `REPOSITORY:TAG`. `PlatformMissing`, `DiskShort` and the registry's codes tell apart why not.
    async fn pull(
        &self,
        reference: &str,
        login: Option<&Login>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<(), Problem>;

    /// Gives a local image one more name.
    async fn tag(&self, image: &str, name: &str) -> Result<(), Problem>;

    /// Pushes a name with its tag.
    async fn push(
        &self,
        name: &str,
        login: Option<&Login>,
        tell: &(dyn Fn(HowFar) + Send + Sync),
    ) -> Result<Pushed, Problem>;

    /// Removes an image or one of its names; a missing one is fine, one in use stays.
    async fn remove_image(&self, reference: &str) -> Result<(), Problem>;
}

/// Finds engines.
#[async_trait]
pub trait Engines: Send + Sync {
    /// An engine; the connection is kept as long as what is returned. As long as anybody holds the laptop's, it is the
    /// one that everybody gets, whichever a person chooses meanwhile.
    async fn engine(&self, place: &Where) -> Result<Arc<dyn ContainerEngine>, Problem>;
}
