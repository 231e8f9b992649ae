//! What every command works with.

use slipway_app::Options;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::deploy::Request;
use slipway_engine::project::Project;
use tokio_util::sync::CancellationToken;

use crate::args::Global;
use crate::narrate::narrator;
use crate::terminal;

/// The global options and what follows from them.
pub struct Context {
    /// The options.
    pub global: Global,
    /// Cancelled when the person presses Ctrl-C.
    pub interrupt: CancellationToken,
}

impl Context {
    /// Listens for Ctrl-C and SIGTERM from now on. A second one ends the program at once.
    pub fn new(global: Global) -> Self {
        let interrupt = CancellationToken::new();
        let told = interrupt.clone();
        tokio::spawn(async move {
            stop_asked().await;
            told.cancel();
            stop_asked().await;
            std::process::exit(130);
        });
        Self { global, interrupt }
    }

    /// Opens the project.
    pub async fn project(&self) -> Result<Project, Problem> {
        slipway_app::open(Options {
            folder: self.global.folder.clone(),
            data_directory: self.global.data_dir.clone(),
            interactive: terminal::can_ask() && !self.global.json,
            events: narrator(),
        })
        .await
    }

    /// The reason, for commands that need one.
    pub fn needed_reason(&self) -> Result<String, Problem> {
        self.global.reason.clone().ok_or_else(|| {
            Problem::new(Code::Usage, "this needs a reason")
                .hint("say why with --reason TEXT; others will read it")
        })
    }

    /// A request to execute a plan.
    pub fn request(&self) -> Request {
        Request {
            reason: self.global.reason.clone(),
            interrupt: self.interrupt.clone(),
            ..Request::default()
        }
    }
}

/// Comes back when someone asks the program to stop. Where signals cannot be heard, never.
async fn stop_asked() {
    #[cfg(unix)]
    {
        let kind = tokio::signal::unix::SignalKind::terminate();
        if let Ok(mut terminate) = tokio::signal::unix::signal(kind) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
