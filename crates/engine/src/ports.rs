//! What the engine needs from the world. One file per port; adapters and targets implement them.

mod accounts;
mod artifacts;
mod builder;
mod clock;
mod confirmation;
mod container_engine;
mod events;
mod executor;
mod host;
mod image_host;
mod keychain;
mod keys;
mod leaks;
mod ledger;
mod locks;
mod logs;
mod memory;
mod notifier;
mod outbox;
mod prompts;
mod registry;
mod sealed_files;
mod secrets;
mod source;
mod target;
mod terminal;
mod trial;
mod variables;
mod web;

pub use accounts::{Accounts, Identity, NoAccounts};
pub use artifacts::{Artifacts, TarStream};
pub use builder::{Build, Builder, Built};
pub use clock::Clock;
pub use confirmation::{Confirmation, NobodyToAsk, Use};
pub use container_engine::{
    ContainerEngine, ContainerSpec, ContainerState, EngineInfo, Engines, FoundContainer, ImageInfo,
    ImageTexts, Mount, PortBinding, Pushed, Where,
};
pub use events::{Ending, Event, Events, Silent};
pub use executor::{Cx, Executor, Facts, Fence};
pub use host::{Command, Duplex, Host, Hosts, Ran};
pub use image_host::{FixedTags, Hosted, HostedImage, ImageHost, NewRepository, NoImageHost, Scan};
pub use keychain::{Keychain, KeychainState};
pub use keys::{AGE_IDENTITY, Keys};
pub use leaks::{LayerLeaks, Leaks};
pub use ledger::{Changed, Changes, Deployed, Filter, Ingredients, Ledger, MOST_CHANGES, OperationRow};
pub use locks::{LockGuard, Locks};
pub use logs::{
    Found, Heading, LogLine, LogPage, LogStore, LogStream, MOST_FOUND, PageOf, Search, StepLines,
};
pub use memory::{Memory, Recalled, Topic};
pub use notifier::{Delivery, Notifier, Undelivered};
pub use outbox::{Claimed, Letter, Outbox, Outstanding};
pub use prompts::{Prompts, Said, Wants};
pub use registry::{ImageMetadata, Layer, ManifestInfo, Registries, Registry};
pub use sealed_files::SealedFiles;
pub use secrets::{Login, Need, Origin, Secrets};
pub use source::{FileAt, FileKind, LogCommit, Objects, Source, TreeFile};
pub use target::{Ended, Finding, Journaled, Origins, Past, Restore, Steps, Target, Targets, Want};
pub use terminal::{Terminal, TerminalProcess, TerminalSize};
pub use trial::{Trial, Trials, Tried};
pub use variables::Variables;
pub use web::{Answer, Question, Web};
