//! The login at one registry: looked up once, and anew after it was refused, since people log in again and some
//! logins live for hours only.

use slipway_domain::problem::Problem;
use slipway_engine::ports::{Login, Secrets};
use tokio::sync::Mutex;

/// What is known of the login: nothing yet, that there is none, or which it is.
#[derive(Default)]
pub(crate) struct KnownLogin {
    known: Mutex<Option<Option<Login>>>,
}

impl KnownLogin {
    /// The login, `None` for anonymous. Whoever asks meanwhile waits for the one look-up.
    pub async fn get(&self, secrets: &dyn Secrets, host: &str) -> Result<Option<Login>, Problem> {
        let mut known = self.known.lock().await;
        if known.is_none() {
            *known = Some(secrets.login(host, None).await?);
        }
        Ok(known.clone().flatten())
    }

    /// Forgets what was refused, unless another login has taken its place already.
    pub async fn forget(&self, refused: Option<&Login>) {
        let mut known = self.known.lock().await;
        let same = match (known.as_ref(), refused) {
            (Some(Some(known)), Some(refused)) => known.is(refused),
            (Some(None), None) => true,
            _ => false,
        };
        if same {
            *known = None;
        }
    }
}
