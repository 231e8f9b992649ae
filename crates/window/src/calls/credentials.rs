//! Credentials: what is known of them and what is needed, the keychain that holds them, and putting them there. What a
//! person typed goes from the call straight into the keychain; no answer holds any of it.

mod change;
mod held;
mod import;
mod keychain;
mod laptop;
mod list;
mod look;
mod test;
mod told;
mod wish;

pub(crate) use self::change::{add, remove, rotate};
pub(crate) use self::held::held;
pub(crate) use self::import::{find, import};
pub(crate) use self::keychain::{keychain, unlock};
pub(crate) use self::laptop::laptop;
pub(crate) use self::list::credentials;
pub(crate) use self::look::look_at_key;
pub(crate) use self::test::{test, test_all, try_before};
pub(crate) use self::told::Told;
pub(crate) use self::wish::check;

use slipway_domain::credential::{CredentialId, IdError, Known};
use slipway_domain::problem::{Code, Problem};

use crate::session::Session;

/// The credential that is kept under a text.
async fn known(session: &Session, id: &str) -> Result<Known, Problem> {
    let id: CredentialId = id.parse().map_err(misnamed)?;
    let all = session.inner.kept.wallet().known().await?;
    all.into_iter().find(|one| one.id == id).ok_or_else(|| {
        let message = format!("no credential {} ({}) is known here", id.name(), id.scope);
        Problem::new(Code::CredentialUnknown, message)
    })
}

fn misnamed(why: IdError) -> Problem {
    Problem::new(Code::Usage, why.to_string())
}
