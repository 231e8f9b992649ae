//! Memory: what was once learned of the world, so that it need not be asked again.

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use slipway_domain::problem::Problem;

/// What something is known of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What an image says of itself, by digest.
    Image,
    /// What a tag points to, by `REPOSITORY:TAG`.
    Tag,
    /// Whether an image is in its registry, by digest.
    ImageThere,
    /// The platform of a place.
    Platform,
    /// What a place ran.
    Running,
    /// What another laptop had deployed where a plan went out, by the plan's hash.
    OverAnotherLaptops,
    /// The name of this installation.
    Installation,
    /// What is known of a credential without its keychain, by what it is kept under there.
    Credential,
    /// Which secrets an image or a layer shows, by the version of the rules and its digest.
    Leaks,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Image,
        Self::Tag,
        Self::ImageThere,
        Self::Platform,
        Self::Running,
        Self::OverAnotherLaptops,
        Self::Installation,
        Self::Credential,
        Self::Leaks,
    ];

    /// The word that it is kept under, which never changes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Tag => "tag",
            Self::ImageThere => "image-there",
            Self::Platform => "platform",
            Self::Running => "running",
            Self::OverAnotherLaptops => "over-another-laptops",
            Self::Installation => "installation",
            Self::Credential => "credential",
            Self::Leaks => "leaks",
        }
    }
}

/// A value that was kept under a key. It stays the text that it is kept as until somebody reads it: thousands of
/// them are recalled at once.
#[derive(Debug, Clone, Deserialize)]
pub struct Recalled {
    /// The key.
    pub key: String,
    value: Box<RawValue>,
}

impl Recalled {
    /// The value; `None` where another version of Slipway wrote it otherwise.
    pub fn read<'r, T: Deserialize<'r>>(&'r self) -> Option<T> {
        serde_json::from_str(self.value.get()).ok()
    }
}

/// What is known on this device. Safe with several programs at once.
#[async_trait]
pub trait Memory: Send + Sync {
    /// Values kept by [`Memory::remember`] or [`Memory::note`].
    async fn recall(&self, topic: Topic, keys: &[String]) -> Result<Vec<Recalled>, Problem>;

    /// The same of all keys that begin so.
    async fn recall_beginning(&self, topic: Topic, beginning: &str) -> Result<Vec<Recalled>, Problem>;

    /// Keeps values for ever, such as what is known of a digest. Already known ones stay as they are.
    async fn remember(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem>;

    /// Keeps values as they were last seen, such as what a tag points to. They replace those before.
    async fn note(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem>;

    /// Reads one value anew and keeps what becomes of it, so that nobody keeps another in between. Where none is kept, or
    /// nothing becomes of it, all stays as it is.
    async fn change(&self, topic: Topic, key: &str, change: Change<'_>) -> Result<(), Problem>;
}

/// What becomes of a value.
pub type Change<'c> = &'c (dyn Fn(&Recalled) -> Option<Value> + Send + Sync);
