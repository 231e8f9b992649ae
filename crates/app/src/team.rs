//! Telling the team of what is done in a project.

use std::sync::Arc;

use slipway_domain::config::Config;
use slipway_engine::credentials::Wallet;
use slipway_engine::notify::{Heard, Herald, Keys, Work, hear};
use slipway_engine::ports::{Events, Outbox, Silent};
use slipway_engine::project::Project;
use slipway_engine::runner::Runner;
use slipway_notify::Channels;

use crate::open::runner;
use crate::parts::Parts;

/// What tells the team; nothing where slipway.yml tells nobody of anything.
pub(crate) struct Team(Option<Telling>);

struct Telling {
    /// Tells nobody: what tells the team must not hear itself.
    silent: Arc<Runner>,
    outbox: Arc<dyn Outbox>,
    keys: Keys,
}

impl Team {
    pub fn of(config: &Config, parts: &Parts, wallet: Wallet) -> Self {
        Self(config.notifications.as_ref().map(|_| Telling {
            silent: Arc::new(runner(parts, Arc::new(Silent))),
            outbox: parts.store.outbox(),
            keys: Keys { secrets: parts.secrets.clone(), wallet: Some(wallet) },
        }))
    }

    /// The project's runner, and what is heard of it.
    pub fn runner(&self, parts: &Parts, events: Arc<dyn Events>) -> (Arc<Runner>, Option<(Heard, Work)>) {
        match &self.0 {
            None => (Arc::new(runner(parts, events)), None),
            Some(_) => {
                let (hearing, heard, work) = hear(events);
                (Arc::new(runner(parts, Arc::new(hearing))), Some((heard, work)))
            }
        }
    }

    /// The project, with what tells of it. That goes on until nobody has the project any more.
    pub fn told(self, project: Project, heard: Option<(Heard, Work)>) -> Project {
        let (Some(telling), Some((heard, work))) = (self.0, heard) else { return project };
        let Telling { silent, outbox, keys } = telling;
        let quiet = Project { runner: silent, ..project.clone() };
        let notifier = Arc::new(Channels::new());
        let herald = Arc::new(Herald { project: quiet, outbox, notifier, keys, work });
        tokio::spawn(herald.clone().run(heard));
        Project { herald: Some(herald), ..project }
    }
}
