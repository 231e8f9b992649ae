//! What the tests share: registries, real and made up, and logins.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

pub mod fake;
pub mod images;
pub mod real;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Login, Registries, Registry, Secrets};
use slipway_registry::{OciRegistries, Patience, Settings, TlsSettings};

pub const PASSWORD: &str = "s3cret $word";

/// The same login for every registry, and how often it was asked for.
#[derive(Default)]
pub struct Logins {
    pub login: Option<(String, String)>,
    pub asked: AtomicUsize,
}

impl Logins {
    pub fn anonymous() -> Arc<Self> {
        Arc::default()
    }

    pub fn user(user: &str, password: &str) -> Arc<Self> {
        Arc::new(Self { login: Some((user.to_owned(), password.to_owned())), ..Self::default() })
    }
}

#[async_trait]
impl Secrets for Logins {
    async fn secret(&self, _: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        Ok(None)
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let login = self.login.clone();
        Ok(login.map(|(user, password)| Login { user, password: Secret::new(password) }))
    }

    fn redact(&self, text: &str) -> String {
        let Some((user, password)) = &self.login else { return text.to_owned() };
        let pair = base64::prelude::BASE64_STANDARD.encode(format!("{user}:{password}"));
        text.replace(password, "…").replace(&pair, "…")
    }
}

/// Quick pauses, so that tests of patience are quick too.
pub fn settings() -> Settings {
    let patience = Patience {
        attempts: 4,
        first_pause: Duration::from_millis(5),
        longest_pause: Duration::from_secs(2),
        silence: Duration::from_secs(10),
        ..Patience::default()
    };
    Settings { tls: BTreeMap::new(), certificate_folders: Vec::<PathBuf>::new(), patience }
}

pub fn with_tls(host: &str, tls: TlsSettings) -> Settings {
    Settings { tls: BTreeMap::from([(host.to_owned(), tls)]), ..settings() }
}

pub async fn open(name: &str, logins: &Arc<Logins>, settings: Settings) -> Arc<dyn Registry> {
    OciRegistries::new(logins.clone(), settings).repository(name).await.unwrap()
}
