//! The login at one registry: looked up once, and anew after it was refused, since people log in again and some
//! logins live for hours only.

use slipway_domain::problem::Problem;
use slipway_engine::ports::{Login, Secrets};
use tokio::sync::Mutex;

/// What is known of the login.
#[derive(Default)]
pub(crate) struct KnownLogin {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Nothing yet, that there is none, or which it is.
    known: Option<Option<Login>>,
    /// What was refused and is not known any more.
    refused: Option<Login>,
}

impl KnownLogin {
    /// The login, `None` for anonymous. Whoever asks meanwhile waits for the one look-up.
    pub async fn get(&self, secrets: &dyn Secrets, host: &str) -> Result<Option<Login>, Problem> {
        let mut state = self.state.lock().await;
        if let Some(known) = &state.known {
            return Ok(known.clone());
        }
        let login = match &state.refused {
            Some(refused) => secrets.login_after(host, None, refused).await?,
            None => secrets.login(host, None).await?,
        };
        *state = State { known: Some(login.clone()), refused: None };
        Ok(login)
    }

    /// Forgets what was refused, unless another login has taken its place already.
    pub async fn forget(&self, refused: Option<&Login>) {
        let mut state = self.state.lock().await;
        let same = match (state.known.as_ref(), refused) {
            (Some(Some(known)), Some(refused)) => known.is(refused),
            (Some(None), None) => true,
            _ => false,
        };
        if same {
            *state = State { known: None, refused: refused.cloned() };
        }
    }
}
