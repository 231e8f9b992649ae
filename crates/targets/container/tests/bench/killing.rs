//! Engines that nothing gets through to any more after so many calls that change something, as for a program
//! that was killed there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use slipway_domain::how_far::HowFar;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{
    ContainerEngine, ContainerSpec, EngineInfo, Engines, FoundContainer, ImageInfo, ImageTexts, LogStream,
    Login, Pushed, Terminal, TerminalSize, Where,
};

type Result<T> = std::result::Result<T, Problem>;
type Tell<'a> = &'a (dyn Fn(HowFar) + Send + Sync);

/// How many changing calls still get through.
type Left = Arc<AtomicI64>;

pub struct KillingEngines {
    real: Arc<dyn Engines>,
    left: Left,
}

impl KillingEngines {
    pub fn new(real: Arc<dyn Engines>) -> Self {
        Self { real, left: Arc::new(AtomicI64::new(i64::MAX)) }
    }

    /// Lets so many changing calls through from now on, or all.
    pub fn allow(&self, calls: Option<usize>) {
        self.left.store(calls.map_or(i64::MAX, |calls| calls as i64), Ordering::SeqCst);
    }
}

#[async_trait]
impl Engines for KillingEngines {
    async fn engine(&self, place: &Where) -> Result<Arc<dyn ContainerEngine>> {
        Ok(Arc::new(Killing { real: self.real.engine(place).await?, left: self.left.clone() }))
    }
}

struct Killing {
    real: Arc<dyn ContainerEngine>,
    left: Left,
}

impl Killing {
    fn gate(&self) -> Result<()> {
        if self.left.fetch_sub(1, Ordering::SeqCst) > 0 {
            return Ok(());
        }
        Err(Problem::new(Code::EngineUnreachable, "the program was killed"))
    }
}

#[async_trait]
impl ContainerEngine for Killing {
    async fn info(&self) -> Result<EngineInfo> {
        self.real.info().await
    }
    async fn containers(&self, labels: &[String]) -> Result<Vec<FoundContainer>> {
        self.real.containers(labels).await
    }
    async fn container(&self, name: &str) -> Result<Option<FoundContainer>> {
        self.real.container(name).await
    }
    async fn create(&self, spec: ContainerSpec) -> Result<String> {
        self.gate()?;
        self.real.create(spec).await
    }
    async fn start(&self, name: &str) -> Result<()> {
        self.gate()?;
        self.real.start(name).await
    }
    async fn stop(&self, name: &str, grace: u32) -> Result<()> {
        self.gate()?;
        self.real.stop(name, grace).await
    }
    async fn remove(&self, name: &str) -> Result<()> {
        self.gate()?;
        self.real.remove(name).await
    }
    async fn remove_keeping_volumes(&self, name: &str) -> Result<()> {
        self.gate()?;
        self.real.remove_keeping_volumes(name).await
    }
    async fn rename(&self, name: &str, to: &str) -> Result<()> {
        self.gate()?;
        self.real.rename(name, to).await
    }
    async fn restart(&self, name: &str, grace: u32) -> Result<()> {
        self.gate()?;
        self.real.restart(name, grace).await
    }
    async fn wait(&self, name: &str) -> Result<i64> {
        self.real.wait(name).await
    }
    fn logs(&self, name: &str, tail: Option<u32>, follow: bool) -> LogStream {
        self.real.logs(name, tail, follow)
    }
    async fn terminal(&self, name: &str, command: &[String], size: TerminalSize) -> Result<Terminal> {
        self.real.terminal(name, command, size).await
    }
    async fn hang_up(&self, name: &str, mark: &str) -> Result<()> {
        self.real.hang_up(name, mark).await
    }
    async fn put(&self, name: &str, folder: &str, tar: BoxStream<'static, Result<Bytes>>) -> Result<()> {
        self.real.put(name, folder, tar).await
    }
    async fn get(&self, name: &str, path: &str) -> Result<Option<BoxStream<'static, Result<Bytes>>>> {
        self.real.get(name, path).await
    }
    async fn create_volume(&self, name: &str, labels: &BTreeMap<String, String>) -> Result<()> {
        self.real.create_volume(name, labels).await
    }
    async fn volumes(&self, begin: &str) -> Result<Vec<String>> {
        self.real.volumes(begin).await
    }
    async fn remove_volume(&self, name: &str) -> Result<()> {
        self.real.remove_volume(name).await
    }
    async fn image(&self, reference: &str) -> Result<Option<ImageInfo>> {
        self.real.image(reference).await
    }
    async fn image_texts(&self, reference: &str) -> Result<Option<ImageTexts>> {
        self.real.image_texts(reference).await
    }
    fn export(&self, reference: &str) -> BoxStream<'static, Result<Bytes>> {
        self.real.export(reference)
    }
    async fn pull(&self, reference: &str, login: Option<&Login>, tell: Tell<'_>) -> Result<()> {
        self.real.pull(reference, login, tell).await
    }
    async fn tag(&self, image: &str, name: &str) -> Result<()> {
        self.real.tag(image, name).await
    }
    async fn push(&self, name: &str, login: Option<&Login>, tell: Tell<'_>) -> Result<Pushed> {
        self.real.push(name, login, tell).await
    }
    async fn remove_image(&self, reference: &str) -> Result<()> {
        self.real.remove_image(reference).await
    }
}
