//! `config.json` of docker: which logins it holds, and who keeps the others.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use slipway_domain::repository::{DOCKER_HUB, registry_at};
use slipway_domain::secret::Secret;
use slipway_engine::ports::Login;

/// The part of the file that speaks of logins. Not printable: it may hold passwords.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DockerConfig {
    auths: Option<BTreeMap<String, Option<Auth>>>,
    cred_helpers: Option<BTreeMap<String, String>>,
    creds_store: Option<String>,
}

#[derive(Deserialize)]
struct Auth {
    auth: Option<String>,
    username: Option<String>,
    password: Option<String>,
    identitytoken: Option<String>,
}

/// A credential helper to ask.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asking {
    /// The helper's name: the program is `docker-credential-NAME`.
    pub helper: String,
    /// What the helper knows the registry by.
    pub server: String,
}

/// An entry whose `auth` is not what docker writes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

impl DockerConfig {
    /// The helper that keeps the login for a registry, by its canonical name: its own, else the general one.
    pub(crate) fn helper(&self, registry: &str) -> Option<Asking> {
        let own = self.cred_helpers.iter().flatten().find(|(key, _)| names(key, registry));
        // An empty name switches the general helper off for this registry.
        let helper = own.map(|(_, helper)| helper).or(self.creds_store.as_ref())?;
        let key = self.entries(registry).next().map(|(key, _)| key);
        let server = key.unwrap_or_else(|| server(registry)).to_owned();
        (!helper.is_empty()).then(|| Asking { helper: helper.clone(), server })
    }

    /// The registries that it names, each by its one name.
    pub(crate) fn registries(&self) -> BTreeSet<String> {
        let logged_in = self.auths.iter().flatten().map(|(key, _)| key);
        let helped = self.cred_helpers.iter().flatten().filter(|(_, helper)| !helper.is_empty());
        logged_in.chain(helped.map(|(key, _)| key)).filter_map(|key| registry_at(key)).collect()
    }

    /// The login that the file itself holds for a registry.
    pub(crate) fn login(&self, registry: &str) -> Result<Option<Login>, Unreadable> {
        for (_, auth) in self.entries(registry) {
            if let Some(login) = auth.map(Auth::login).transpose()?.flatten() {
                return Ok(Some(login));
            }
        }
        Ok(None)
    }

    /// The entries for a registry; where it is written in more than one way, the plainest first.
    fn entries(&self, registry: &str) -> impl Iterator<Item = (&str, Option<&Auth>)> {
        let mut entries: Vec<_> =
            self.auths.iter().flatten().filter(|(key, _)| names(key, registry)).collect();
        entries.sort_by_key(|(key, _)| (key.as_str() != server(registry), key.len()));
        entries.into_iter().map(|(key, auth)| (key.as_str(), auth.as_ref()))
    }
}

/// The key under which docker keeps the login for a registry, given its one name.
fn server(registry: &str) -> &str {
    if registry == DOCKER_HUB { "https://index.docker.io/v1/" } else { registry }
}

fn names(key: &str, registry: &str) -> bool {
    registry_at(key).is_some_and(|key| key == registry)
}

impl Auth {
    fn login(&self) -> Result<Option<Login>, Unreadable> {
        let set = |field: &Option<String>| field.clone().filter(|text| !text.is_empty());
        if let Some(token) = set(&self.identitytoken) {
            return Ok(Some(Login { user: Login::IDENTITY_TOKEN.to_owned(), password: Secret::new(token) }));
        }
        if let Some(auth) = set(&self.auth) {
            return decode(auth.trim()).map(Some).ok_or(Unreadable);
        }
        let pair = set(&self.username).zip(set(&self.password));
        Ok(pair.map(|(user, password)| Login { user, password: Secret::new(password) }))
    }
}

/// `USER:PASSWORD` in base64; docker allows zero bytes behind the password.
fn decode(auth: &str) -> Option<Login> {
    let text = String::from_utf8(STANDARD.decode(auth).ok()?).ok()?;
    let (user, password) = text.trim_end_matches('\0').split_once(':')?;
    Some(Login { user: user.to_owned(), password: Secret::new(password) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> DockerConfig {
        serde_json::from_str(text).unwrap()
    }

    fn login(text: &str, registry: &str) -> Option<(String, String)> {
        let login = config(text).login(registry).unwrap()?;
        Some((login.user, login.password.expose().to_owned()))
    }

    fn pair(user: &str, password: &str) -> Option<(String, String)> {
        Some((user.to_owned(), password.to_owned()))
    }

    #[test]
    fn a_login_is_read_however_the_registry_is_written() {
        // ann:p:ss, then bob:hunter22 and a zero byte.
        let text = r#"{"auths":{"https://registry.example.com/v2/":{"auth":"YW5uOnA6c3M="},"quay.io/team":{"auth":"x"},
            "https://index.docker.io/v1/":{"auth":"Ym9iOmh1bnRlcjIyAA=="},"plain":{"username":"u","password":"p"}}}"#;
        assert_eq!(login(text, "registry.example.com"), pair("ann", "p:ss"));
        assert_eq!(login(text, "docker.io"), pair("bob", "hunter22"));
        assert_eq!(login(text, "plain"), pair("u", "p"));
        assert_eq!(login(text, "quay.io"), None, "a login for one namespace is none for the registry");
        assert_eq!(login(text, "registry.example.com:5000"), None);
    }

    #[test]
    fn an_identity_token_goes_before_the_password() {
        let text = r#"{"auths":{"azure.example":{"auth":"MDAwMDo=","identitytoken":"refresh-me"}}}"#;
        assert_eq!(login(text, "azure.example"), pair(Login::IDENTITY_TOKEN, "refresh-me"));
    }

    #[test]
    fn an_entry_that_only_marks_a_helpers_login_is_none() {
        for text in [
            r#"{"auths":{"quay.io":{}}}"#,
            r#"{"auths":{"quay.io":null}}"#,
            r#"{"auths":{"quay.io":{"auth":""}}}"#,
            r#"{"auths":null,"credsStore":null}"#,
            "{}",
        ] {
            assert_eq!(login(text, "quay.io"), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_login_is_unreadable() {
        for auth in ["%%%", "bm9jb2xvbg==", "/////w=="] {
            let text = format!(r#"{{"auths":{{"quay.io":{{"auth":"{auth}"}}}}}}"#);
            assert_eq!(config(&text).login("quay.io").unwrap_err(), Unreadable, "{auth}");
        }
    }

    #[test]
    fn every_registry_is_named_once() {
        let text = r#"{"auths":{"https://index.docker.io/v1/":{},"docker.io":{},"quay.io/team":{},"old.example":null},
            "credHelpers":{"gcr.io":"gcloud","bare.example":"","old.example":"x"}}"#;
        let registries: Vec<String> = config(text).registries().into_iter().collect();
        assert_eq!(registries, ["docker.io", "gcr.io", "old.example"]);
        assert!(config("{}").registries().is_empty());
    }

    #[test]
    fn the_registrys_own_helper_goes_before_the_general_one() {
        let text = r#"{"auths":{"https://old.example":{}},"credsStore":"desktop",
            "credHelpers":{"gcr.io":"gcloud","bare.example":""}}"#;
        let asking = |registry: &str| config(text).helper(registry).map(|a| (a.helper, a.server));
        assert_eq!(asking("gcr.io"), pair("gcloud", "gcr.io"));
        assert_eq!(asking("docker.io"), pair("desktop", "https://index.docker.io/v1/"));
        assert_eq!(asking("old.example"), pair("desktop", "https://old.example"));
        assert_eq!(asking("bare.example"), None);
        assert_eq!(config("{}").helper("gcr.io"), None);
    }
}
