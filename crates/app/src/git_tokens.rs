//! Tokens of GitHub and GitLab, with which git gets in at remotes that it goes to by itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use async_trait::async_trait;
use slipway_credentials::Credentials;
use slipway_domain::credential::git_server::{is_for, is_of_gitlab, tokens_for};
use slipway_domain::credential::{Known, Parts};
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Keys, Prompts, Said, Wants};
use slipway_git::{RemoteLogin, RemoteLogins};
use slipway_ssh::PrivateLine;

/// The git tokens of a project.
pub(crate) struct GitTokens {
    /// Not held: what opens secrets reads the repository, which holds this.
    secrets: Weak<Credentials>,
    /// Where sockets lie.
    run: PathBuf,
}

impl GitTokens {
    /// Those among these credentials; git asks for them over a socket in `run`.
    pub fn new(secrets: &Arc<Credentials>, run: &Path) -> Self {
        Self { secrets: Arc::downgrade(secrets), run: run.to_owned() }
    }
}

#[async_trait]
impl RemoteLogins for GitTokens {
    async fn login(&self, host: &str) -> Result<Option<RemoteLogin>, Problem> {
        let Some(secrets) = self.secrets.upgrade() else { return Ok(None) };
        let tokens = tokens_for(secrets.git_tokens().await?, host);
        let Some(first) = tokens.first() else { return Ok(None) };
        let asked = Asked { secrets: self.secrets.clone(), host: host.to_owned() };
        let line = PrivateLine::open(&self.run, Arc::new(asked))?;
        let Some(command) = line.command(None) else { return Ok(None) };
        let credential = format!("{} ({})", first.id.name(), first.id.scope);
        Ok(Some(RemoteLogin { credential, command, answering: Box::new(line) }))
    }
}

/// What git asks of one host.
struct Asked {
    secrets: Weak<Credentials>,
    host: String,
}

#[async_trait]
impl Prompts for Asked {
    /// git says `get` where it wants a login, else `store` or `erase`: nothing here is kept or forgotten for it.
    async fn prompt(&self, asked: &str, _: Wants) -> Result<Said, Problem> {
        let Some(secrets) = self.secrets.upgrade().filter(|_| asked == "get") else { return Ok(Said::No) };
        for known in tokens_for(secrets.git_tokens().await?, &self.host) {
            let parts = secrets.open_key(&known).await?;
            if let Some(login) = login(&known, &parts, &self.host) {
                return Ok(Said::Text(login));
            }
        }
        Ok(Said::No)
    }
}

/// The login in git's words, where the token is for that host. What would begin another line says nothing to git.
fn login(known: &Known, parts: &Parts, host: &str) -> Option<Secret> {
    let token = parts.get("token").filter(|token| is_for(known, token, host))?;
    // Both take any name beside a token of a person; these also do beside those of apps.
    let of_all = if is_of_gitlab(token) { "oauth2" } else { "x-access-token" };
    let user = parts.get("user").map_or(of_all, Secret::expose);
    let is_one_line = |text: &str| !text.chars().any(char::is_control);
    let lines = || Secret::new(format!("username={user}\npassword={}", token.expose()));
    (is_one_line(user) && is_one_line(token.expose())).then(lines)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use slipway_credentials::Variables;
    use slipway_domain::credential::{CredentialId, Kind};
    use slipway_engine::credentials::Wallet;
    use slipway_engine::ports::{Keychain, KeychainState, NobodyToAsk};
    use slipway_store::Store;

    use super::*;
    use crate::clock::SystemClock;

    #[derive(Default)]
    struct Drawer(Mutex<BTreeMap<CredentialId, Parts>>);

    #[async_trait]
    impl Keychain for Drawer {
        fn name(&self) -> String {
            "the drawer".to_owned()
        }

        async fn state(&self) -> KeychainState {
            KeychainState::Unlocked
        }

        async fn read(&self, id: &CredentialId) -> Result<Option<Parts>, Problem> {
            Ok(self.0.lock().unwrap().get(id).cloned())
        }

        async fn write(&self, id: &CredentialId, parts: &Parts) -> Result<(), Problem> {
            self.0.lock().unwrap().insert(id.clone(), parts.clone());
            Ok(())
        }

        async fn remove(&self, id: &CredentialId) -> Result<bool, Problem> {
            Ok(self.0.lock().unwrap().remove(id).is_some())
        }

        async fn entries(&self) -> Result<Vec<CredentialId>, Problem> {
            Ok(self.0.lock().unwrap().keys().cloned().collect())
        }
    }

    async fn with(folder: &Path, tokens: &[(&str, &[(&str, &str)])]) -> Arc<Credentials> {
        let store = Store::open(folder).await.unwrap();
        let keychain: Arc<dyn Keychain> = Arc::new(Drawer::default());
        let wallet = Wallet { keychain, memory: store.memory(), clock: Arc::new(SystemClock) };
        for (id, values) in tokens {
            let given = values.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value)));
            let parts = Parts::new(Kind::GitToken, given).unwrap();
            wallet.add(id.parse().unwrap(), &parts, None, false).await.unwrap();
        }
        let variables: Variables = std::iter::empty::<(&str, &str)>().collect();
        let credentials = Credentials::new(variables);
        Arc::new(credentials.with_keychain(wallet, Some("recipes"), Arc::new(NobodyToAsk)))
    }

    async fn said(secrets: &Arc<Credentials>, host: &str, asked: &str) -> Option<String> {
        let of_host = Asked { secrets: Arc::downgrade(secrets), host: host.to_owned() };
        match of_host.prompt(asked, Wants::Secret).await.unwrap() {
            Said::Text(login) => Some(login.expose().to_owned()),
            Said::Yes | Said::No => None,
        }
    }

    #[tokio::test]
    async fn git_gets_the_narrowest_token_of_the_host_and_no_other_host_gets_it() {
        let folder = tempfile::tempdir().unwrap();
        let tokens: [(&str, &[(&str, &str)]); 3] = [
            ("global/git-token/github.com", &[("token", "ghp_of-all")]),
            ("project/recipes/git-token/ours", &[("token", "glpat-ours"), ("server", "git.example.com")]),
            ("global/git-token/git.example.com", &[("token", "wide"), ("user", "ann")]),
        ];
        let secrets = with(folder.path(), &tokens).await;
        let github = said(&secrets, "github.com", "get").await;
        assert_eq!(github.as_deref(), Some("username=x-access-token\npassword=ghp_of-all"));
        let ours = said(&secrets, "git.example.com", "get").await;
        assert_eq!(ours.as_deref(), Some("username=oauth2\npassword=glpat-ours"));
        for (host, asked) in [("gitlab.com", "get"), ("evil.example.net", "get"), ("github.com", "store")] {
            assert_eq!(said(&secrets, host, asked).await, None, "{host} {asked}");
        }
        let logins = GitTokens::new(&secrets, &folder.path().join("run"));
        assert!(logins.login("evil.example.net").await.unwrap().is_none());
        let login = logins.login("git.example.com").await.unwrap().unwrap();
        assert_eq!(login.credential, "ours (project recipes)");
        assert!(!login.command.contains("glpat-ours"));
    }

    #[tokio::test]
    async fn what_would_say_more_to_git_than_a_login_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let values: &[(&str, &str)] = &[("token", "ghp_x\nhost=evil.example.net")];
        let secrets = with(folder.path(), &[("global/git-token/github.com", values)]).await;
        assert_eq!(said(&secrets, "github.com", "get").await, None);
    }
}
