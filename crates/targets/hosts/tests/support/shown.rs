//! An engine without images that shows one look at its containers after the other, the last one for ever.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

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
type Tar = BoxStream<'static, Result<Bytes>>;

/// A look; `None` is one at which the connection is lost.
pub type Seen = Option<Vec<FoundContainer>>;

#[derive(Clone)]
pub struct Shown {
    pub looks: Arc<Mutex<VecDeque<Seen>>>,
    /// How long a look takes at which the connection is lost.
    pub lost_after: Duration,
    /// Its connection is lost while a container is restarted.
    pub loses_restarts: bool,
    /// The containers that were hung up on, with the mark.
    pub hung_up: Arc<Mutex<Vec<(String, String)>>>,
}

impl Shown {
    pub fn new(looks: impl IntoIterator<Item = Seen>) -> Self {
        let looks = Arc::new(Mutex::new(looks.into_iter().collect()));
        Self { looks, lost_after: Duration::ZERO, loses_restarts: false, hung_up: Arc::default() }
    }

    fn next_look(&self) -> Seen {
        let mut looks = self.looks.lock().unwrap();
        if looks.len() > 1 { looks.pop_front().flatten() } else { looks.front().cloned().flatten() }
    }
}

fn lost<T>() -> Result<T> {
    Err(Problem::new(Code::EngineUnreachable, "the connection was lost"))
}

fn unasked<T>() -> Result<T> {
    Err(Problem::new(Code::Internal, "no test asks this"))
}

#[async_trait]
impl Engines for Shown {
    async fn engine(&self, _: &Where) -> Result<Arc<dyn ContainerEngine>> {
        Ok(Arc::new(self.clone()))
    }
}

#[async_trait]
impl ContainerEngine for Shown {
    async fn info(&self) -> Result<EngineInfo> {
        let [platform, version, api] = ["linux/amd64", "20.10.24", "1.41"].map(str::to_owned);
        Ok(EngineInfo { platform, version, api, root: String::new() })
    }
    async fn containers(&self, _: &[String]) -> Result<Vec<FoundContainer>> {
        match self.next_look() {
            Some(found) => Ok(found),
            None => {
                tokio::time::sleep(self.lost_after).await;
                lost()
            }
        }
    }
    async fn container(&self, _: &str) -> Result<Option<FoundContainer>> {
        unasked()
    }
    async fn create(&self, _: ContainerSpec) -> Result<String> {
        unasked()
    }
    async fn start(&self, _: &str) -> Result<()> {
        unasked()
    }
    async fn stop(&self, _: &str, _: u32) -> Result<()> {
        unasked()
    }
    async fn remove(&self, _: &str) -> Result<()> {
        unasked()
    }
    async fn remove_keeping_volumes(&self, _: &str) -> Result<()> {
        unasked()
    }
    async fn rename(&self, _: &str, _: &str) -> Result<()> {
        unasked()
    }
    async fn restart(&self, _: &str, _: u32) -> Result<()> {
        if self.loses_restarts { lost() } else { Ok(()) }
    }
    async fn wait(&self, _: &str) -> Result<i64> {
        unasked()
    }
    fn logs(&self, _: &str, _: Option<u32>, _: bool) -> LogStream {
        Box::pin(futures::stream::empty())
    }
    async fn terminal(&self, _: &str, _: &[String], _: TerminalSize) -> Result<Terminal> {
        unasked()
    }
    async fn hang_up(&self, name: &str, mark: &str) -> Result<()> {
        self.hung_up.lock().unwrap().push((name.to_owned(), mark.to_owned()));
        Ok(())
    }
    async fn put(&self, _: &str, _: &str, _: Tar) -> Result<()> {
        unasked()
    }
    async fn get(&self, _: &str, _: &str) -> Result<Option<Tar>> {
        unasked()
    }
    async fn create_volume(&self, _: &str, _: &BTreeMap<String, String>) -> Result<()> {
        unasked()
    }
    async fn volumes(&self, _: &str) -> Result<Vec<String>> {
        unasked()
    }
    async fn remove_volume(&self, _: &str) -> Result<()> {
        unasked()
    }
    async fn image(&self, _: &str) -> Result<Option<ImageInfo>> {
        Ok(None)
    }
    async fn image_texts(&self, _: &str) -> Result<Option<ImageTexts>> {
        Ok(None)
    }
    fn export(&self, _: &str) -> Tar {
        Box::pin(futures::stream::empty())
    }
    async fn pull(&self, _: &str, _: Option<&Login>, _: Tell<'_>) -> Result<()> {
        unasked()
    }
    async fn tag(&self, _: &str, _: &str) -> Result<()> {
        unasked()
    }
    async fn push(&self, _: &str, _: Option<&Login>, _: Tell<'_>) -> Result<Pushed> {
        unasked()
    }
    async fn remove_image(&self, _: &str) -> Result<()> {
        unasked()
    }
}
