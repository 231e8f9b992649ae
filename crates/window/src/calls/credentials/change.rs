//! Putting credentials into the keychain, replacing them there and taking them out.

use std::collections::BTreeMap;

use slipway_api::done::DoneDocument;
use slipway_api::window::credential_values::{AddCredentialArgs, RotateCredentialArgs};
use slipway_api::window::credentials::{CredentialArgs, CredentialName};
use slipway_api::window::secret_text::SecretText;
use slipway_api::window::topic::Topic;
use slipway_domain::credential::{CredentialId, Kind, Known, Parts, shown};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use super::look::{file_part, key_in};
use super::wish::id_of;
use super::{known, look};
use crate::answer::{Answered, done};
use crate::session::Session;

/// Puts a credential into the keychain.
pub(crate) async fn add(session: &Session, args: AddCredentialArgs) -> Answered<CredentialName> {
    let AddCredentialArgs { credential, values, file, ask } = args;
    let id = id_of(&credential)?;
    let wallet = session.inner.kept.wallet();
    if wallet.known().await?.iter().any(|one| one.id == id) {
        let message = format!("{} ({}) is there already", id.name(), id.scope);
        return Err(Problem::new(Code::Usage, message).hint("rotate it to replace its value"));
    }
    let parts = parts(id.kind, BTreeMap::new(), values, file.as_deref()).await?;
    let added = wallet.add(id, &parts, shown(&parts), ask).await?;
    session.changed(vec![Topic::Credentials]);
    done(CredentialName::from(&added.id))
}

/// Replaces the value of a credential. Its parts that are not secret stay unless they are given.
pub(crate) async fn rotate(session: &Session, args: RotateCredentialArgs) -> Answered<CredentialName> {
    let RotateCredentialArgs { id, values, file, ask } = args;
    let before = known(session, &id).await?;
    let parts = parts(before.id.kind, before.fields.clone(), values, file.as_deref()).await?;
    let ask = ask.unwrap_or(before.ask);
    let rotated = session.inner.kept.wallet().rotate(Known { ask, ..before }, &parts, shown(&parts)).await?;
    session.changed(vec![Topic::Credentials]);
    done(CredentialName::from(&rotated.id))
}

/// Takes a credential out of the keychain.
pub(crate) async fn remove(session: &Session, args: CredentialArgs) -> Answered<DoneDocument> {
    let known = known(session, &args.id).await?;
    let wallet = session.inner.kept.wallet();
    let said = format!("{} is gone from {}", told(&known.id), wallet.keychain.name());
    wallet.remove(known).await?;
    session.changed(vec![Topic::Credentials]);
    done(DoneDocument { done: said })
}

fn told(id: &CredentialId) -> String {
    format!("{} ({})", id.name(), id.scope)
}

/// The parts that were typed, over those that are there already, with what is read from a file.
pub(super) async fn parts(
    kind: Kind,
    open: BTreeMap<String, String>,
    typed: BTreeMap<String, SecretText>,
    file: Option<&str>,
) -> Result<Parts, Problem> {
    let mut values: BTreeMap<String, Secret> =
        open.into_iter().map(|(name, value)| (name, Secret::new(value))).collect();
    values.extend(typed.into_iter().map(|(name, value)| (name, value.into_secret())));
    if let Some(file) = file {
        let part = file_part(kind).ok_or_else(|| {
            Problem::new(Code::Usage, format!("nothing of a credential of kind {kind} is read from a file"))
        })?;
        values.insert(part.to_owned(), key_in(file).await?);
    }
    if kind == Kind::SshKey {
        look::is_usable(&values)?;
    }
    let parts = Parts::new(kind, values).map_err(|why| Problem::new(Code::Usage, why.to_string()))?;
    parts.secrets().for_each(slipway_app::remember);
    Ok(parts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn typed(values: &[(&str, &str)]) -> BTreeMap<String, SecretText> {
        let one = |(name, value): &(&str, &str)| {
            ((*name).to_owned(), serde_json::from_value((*value).into()).unwrap())
        };
        values.iter().map(one).collect()
    }

    #[tokio::test]
    async fn open_parts_stay_unless_they_are_typed_anew() {
        let open = || BTreeMap::from([("user".to_owned(), "ann".to_owned())]);
        let kept = parts(Kind::Registry, open(), typed(&[("password", "p")]), None).await.unwrap();
        assert_eq!(kept.get("user").unwrap().expose(), "ann");
        let anew = typed(&[("password", "p"), ("user", "bob")]);
        let replaced = parts(Kind::Registry, open(), anew, None).await.unwrap();
        assert_eq!(replaced.get("user").unwrap().expose(), "bob");
    }

    #[tokio::test]
    async fn what_is_wrong_is_told_without_any_value() {
        let none = BTreeMap::new;
        let value = || typed(&[("value", "hunter22")]);
        for refused in [
            parts(Kind::Registry, none(), value(), None).await,
            parts(Kind::Plain, none(), value(), Some("/etc/passwd")).await,
            parts(Kind::SshKey, none(), typed(&[("private_key", "hunter22")]), None).await,
        ] {
            let refused = refused.unwrap_err();
            assert_eq!(refused.code, Code::Usage);
            assert!(!format!("{refused:?}").contains("hunter22"), "{refused:?}");
        }
    }
}
