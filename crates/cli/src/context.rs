//! What every command works with.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use slipway_app::Options;
use slipway_domain::problem::{Code, Exit, Problem};
use slipway_engine::deploy::Request;
use slipway_engine::notify::Work;
use slipway_engine::project::Project;
use tokio_util::sync::CancellationToken;

use crate::args::Global;
use crate::confirmation::AtTerminal;
use crate::interruption;
use crate::narrate::narrator;
use crate::terminal;

/// The global options and what follows from them.
pub struct Context {
    /// The options.
    pub global: Global,
    /// Cancelled when the person presses Ctrl-C, closes the terminal, or has the program ended.
    pub interrupt: CancellationToken,
    /// What is left to tell of the project that was opened.
    untold: OnceLock<Work>,
}

/// How long the program waits at its end for channels that are being told. What has not arrived by then waits for the
/// next program.
const TELLING: Duration = Duration::from_secs(3);

impl Context {
    /// Listens for interruptions from now on. A second Ctrl-C ends the program at once.
    pub fn new(global: Global) -> Self {
        let interrupt = CancellationToken::new();
        let told = interrupt.clone();
        tokio::spawn(async move {
            interruption::asked().await;
            told.cancel();
            interruption::insisted().await;
            std::process::exit(Exit::Interrupted as i32);
        });
        Self { global, interrupt, untold: OnceLock::new() }
    }

    /// Opens the project.
    pub async fn project(&self) -> Result<Project, Problem> {
        let events = narrator();
        let confirmation = Arc::new(AtTerminal::new(events.clone(), self.interrupt.clone()));
        let project = slipway_app::open(Options {
            folder: self.global.folder.clone(),
            data_directory: self.global.data_dir.clone(),
            interactive: terminal::can_ask() && !self.global.json,
            events,
            confirmation,
        })
        .await?;
        if let Some(herald) = &project.herald {
            let _ = self.untold.set(herald.work.clone());
        }
        Ok(project)
    }

    /// Waits a moment for what the team is being told.
    pub async fn farewell(&self) {
        if let Some(work) = self.untold.get() {
            // Who is not told now is told later; that fails nothing.
            let _ = tokio::time::timeout(TELLING, work.done()).await;
        }
    }

    /// Does what only looks, until the person stops the program.
    pub async fn unless_stopped<T>(
        &self,
        look: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        tokio::select! {
            // Ctrl-C also ends programs that were started for it, so that it would end with what they did not say.
            biased;
            () = self.interrupt.cancelled() => {
                Err(Problem::new(Code::Interrupted, "it was stopped; nothing was changed"))
            }
            done = look => done,
        }
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
