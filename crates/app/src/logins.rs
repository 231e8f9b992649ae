//! Logins at registries, those that whoever runs a registry gives for a time included.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use slipway_credentials::Credentials;
use slipway_domain::credential::Known;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::Problem;
use slipway_domain::sealed::SealedFile;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{ImageHost, Login, Need, Origin, Secrets};

/// Secrets and logins of a project.
pub(crate) struct Logins {
    secrets: Arc<Credentials>,
    host: Arc<dyn ImageHost>,
    /// What the host may act for without another question.
    admitted: Mutex<BTreeSet<OperationId>>,
}

impl Logins {
    /// Those of the person, and those that `host` gives.
    pub fn new(secrets: Arc<Credentials>, host: Arc<dyn ImageHost>) -> Self {
        Self { secrets, host, admitted: Mutex::default() }
    }

    fn admitted(&self) -> MutexGuard<'_, BTreeSet<OperationId>> {
        self.admitted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens those logins of the host that ask before they are used: the person is asked before anything begins.
    async fn ask_for(&self, needs: &[Need], environment: Option<&str>) -> Result<(), Problem> {
        for need in needs {
            let Need::Login(registry) = need else { continue };
            if !self.is_given(registry, environment).await? {
                continue;
            }
            let known = self.host.credential(registry, environment).await?;
            if known.is_some_and(|known| known.ask) {
                self.given(registry, environment, None).await?;
            }
        }
        Ok(())
    }

    /// The login that the host gives; nothing repeats it from now on.
    async fn given(
        &self,
        registry: &str,
        environment: Option<&str>,
        refused: Option<&Login>,
    ) -> Result<Option<Login>, Problem> {
        let login = self.host.login(registry, environment, refused).await?;
        login.iter().for_each(|login| self.secrets.remember(&login.password));
        Ok(login)
    }

    /// Whether the host's logins go before what the person is logged in with otherwise: a credential was set for that, and
    /// none for the registry itself.
    async fn is_given(&self, registry: &str, environment: Option<&str>) -> Result<bool, Problem> {
        let own = self.secrets.origin(&Need::Login(registry.to_owned()), environment).await?;
        if matches!(own, Origin::Credential(_)) {
            return Ok(false);
        }
        Ok(self.host.credential(registry, environment).await?.is_some())
    }
}

#[async_trait]
impl Secrets for Logins {
    async fn secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem> {
        self.secrets.secret(name, environment).await
    }

    /// A credential for the registry, then one for its host, then what the person is logged in with there, then what they
    /// have set up for the host's own tools.
    async fn login(&self, registry: &str, environment: Option<&str>) -> Result<Option<Login>, Problem> {
        if self.is_given(registry, environment).await? {
            return self.given(registry, environment, None).await;
        }
        match self.secrets.login(registry, environment).await? {
            Some(login) => Ok(Some(login)),
            None => self.given(registry, environment, None).await,
        }
    }

    async fn sealed(&self, file: &SealedFile) -> Result<BTreeMap<String, Secret>, Problem> {
        self.secrets.sealed(file).await
    }

    async fn origin(&self, need: &Need, environment: Option<&str>) -> Result<Origin, Problem> {
        let own = self.secrets.origin(need, environment).await?;
        let (Need::Login(registry), Origin::Elsewhere | Origin::Nowhere) = (need, &own) else {
            return Ok(own);
        };
        let known = self.host.credential(registry, environment).await?;
        Ok(known.map_or(own, |known| Origin::Credential(Box::new(known))))
    }

    async fn offered_keys(&self, environment: &str) -> Result<Vec<Known>, Problem> {
        self.secrets.offered_keys(environment).await
    }

    async fn admit(
        &self,
        operation: OperationId,
        needs: &[Need],
        environment: Option<&str>,
    ) -> Result<(), Problem> {
        self.secrets.admit(operation, needs, environment).await?;
        // Before the host is asked: another operation that ends meanwhile must not take back what this one is allowed.
        self.admitted().insert(operation);
        let asked = self.ask_for(needs, environment).await;
        if asked.is_err() {
            self.let_go(operation);
        }
        asked
    }

    /// The host asks anew once nothing is under way: another operation that still is was allowed as well, and nobody is
    /// asked in the middle of it.
    fn let_go(&self, operation: OperationId) {
        self.secrets.let_go(operation);
        let mut admitted = self.admitted();
        admitted.remove(&operation);
        if admitted.is_empty() {
            self.host.let_go();
        }
    }

    /// A login that the host gave, or that somebody wrote down when it did, has expired: it gives another. Where it
    /// cannot, it is as with any registry.
    async fn login_after(
        &self,
        registry: &str,
        environment: Option<&str>,
        refused: &Login,
    ) -> Result<Option<Login>, Problem> {
        let is_given = self.is_given(registry, environment).await?;
        match self.given(registry, environment, Some(refused)).await {
            Ok(Some(login)) => Ok(Some(login)),
            Err(problem) if is_given => Err(problem),
            Ok(None) | Err(_) => self.secrets.login_after(registry, environment, refused).await,
        }
    }

    fn remember(&self, secret: &Secret) {
        self.secrets.remember(secret);
    }

    fn redact(&self, text: &str) -> String {
        self.secrets.redact(text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use slipway_credentials::Variables;
    use slipway_domain::credential::{CredentialId, Kind, Known, Scope};
    use slipway_domain::problem::Code;
    use slipway_engine::ports::{Hosted, HostedImage, NewRepository};

    use super::*;

    /// Gives logins for one registry, and other ones after one was refused.
    #[derive(Default)]
    struct Host {
        is_set: bool,
        asks: bool,
        fails: AtomicBool,
        let_go: AtomicUsize,
    }

    const RUN: &str = "run.example.com";

    #[async_trait]
    impl ImageHost for Host {
        fn runs(&self, registry: &str) -> bool {
            registry == RUN
        }

        async fn login(
            &self,
            registry: &str,
            _: Option<&str>,
            refused: Option<&Login>,
        ) -> Result<Option<Login>, Problem> {
            // Others go on meanwhile.
            tokio::task::yield_now().await;
            if self.fails.load(Ordering::SeqCst) {
                return Err(Problem::new(Code::AccountUnusable, "nobody"));
            }
            let password = Secret::new(if refused.is_some() { "second-password" } else { "first-password" });
            Ok(self.runs(registry).then(|| Login { user: "host".into(), password }))
        }

        async fn credential(&self, registry: &str, _: Option<&str>) -> Result<Option<Known>, Problem> {
            let id = CredentialId::new(Scope::Global, Kind::AwsKey, "team").unwrap();
            let known = Known {
                id,
                fields: BTreeMap::new(),
                shown: None,
                ask: self.asks,
                added: jiff::Timestamp::UNIX_EPOCH,
                rotated: None,
                used: None,
                tested: None,
                removed: false,
            };
            Ok((self.is_set && self.runs(registry)).then_some(known))
        }

        fn let_go(&self) {
            self.let_go.fetch_add(1, Ordering::SeqCst);
        }

        fn creates(&self, _: &str) -> bool {
            false
        }

        async fn repository(&self, _: &str) -> Result<Option<Hosted>, Problem> {
            Ok(None)
        }

        async fn create(&self, _: &str, _: &NewRepository) -> Result<(), Problem> {
            Ok(())
        }

        async fn images(&self, _: &str) -> Result<Vec<HostedImage>, Problem> {
            Ok(Vec::new())
        }
    }

    fn logins(variables: &[(&str, &str)], host: Host) -> Logins {
        let variables: Variables = variables.iter().copied().collect();
        Logins::new(Arc::new(Credentials::new(variables)), Arc::new(host))
    }

    async fn password(logins: &Logins, registry: &str) -> Option<String> {
        let login = logins.login(registry, None).await.unwrap();
        login.map(|login| login.password.expose().to_owned())
    }

    const ANN: [(&str, &str); 2] =
        [("SLIPWAY_REGISTRY_USER", "ann"), ("SLIPWAY_REGISTRY_PASSWORD", "anns-password")];

    #[tokio::test]
    async fn a_credential_for_the_host_goes_first_and_what_is_set_up_for_its_tools_last() {
        let set = logins(&ANN, Host { is_set: true, ..Host::default() });
        assert_eq!(password(&set, RUN).await.as_deref(), Some("first-password"));
        assert_eq!(password(&set, "other.example.com").await.as_deref(), Some("anns-password"));
        let unset = logins(&ANN, Host::default());
        assert_eq!(password(&unset, RUN).await.as_deref(), Some("anns-password"));
        assert_eq!(password(&logins(&[], Host::default()), RUN).await.as_deref(), Some("first-password"));
        let need = Need::Login(RUN.to_owned());
        assert!(matches!(set.origin(&need, None).await.unwrap(), Origin::Credential(_)));
        assert_eq!(unset.origin(&need, None).await.unwrap(), Origin::Elsewhere);
        assert_eq!(set.redact("it is first-password."), "it is ***.", "nothing repeats what was given");
    }

    #[tokio::test]
    async fn after_a_refusal_the_host_gives_another_and_where_it_cannot_all_is_as_with_any_registry() {
        let refused = Login { user: "host".into(), password: Secret::new("first-password") };
        let set = logins(&[], Host { is_set: true, ..Host::default() });
        let after = set.login_after(RUN, None, &refused).await.unwrap().unwrap();
        assert_eq!(after.password.expose(), "second-password");
        let host = Host { fails: AtomicBool::new(true), ..Host::default() };
        let unset = logins(&ANN, host);
        let after = unset.login_after(RUN, None, &refused).await.unwrap().unwrap();
        assert_eq!(after.password.expose(), "anns-password");
        let host = Host { is_set: true, fails: AtomicBool::new(true), ..Host::default() };
        assert_eq!(
            logins(&ANN, host).login_after(RUN, None, &refused).await.unwrap_err().code,
            Code::AccountUnusable
        );
    }

    fn operation(number: u128) -> OperationId {
        OperationId(uuid::Uuid::from_u128(number))
    }

    #[tokio::test]
    async fn a_login_of_the_host_that_asks_is_opened_before_an_operation_begins() {
        let needs = [Need::Login(RUN.to_owned())];
        for (asks, admitted) in [(true, false), (false, true)] {
            let host = Host { is_set: true, asks, fails: AtomicBool::new(true), ..Host::default() };
            let done = logins(&[], host).admit(operation(1), &needs, None).await;
            assert_eq!(done.is_ok(), admitted, "{done:?}");
        }
    }

    #[tokio::test]
    async fn the_host_asks_anew_once_no_operation_is_under_way() {
        let host = Arc::new(Host::default());
        let logins =
            Logins::new(Arc::new(Credentials::new([("A", "b")].into_iter().collect())), host.clone());
        for number in [1, 2] {
            logins.admit(operation(number), &[], None).await.unwrap();
        }
        logins.let_go(operation(1));
        assert_eq!(host.let_go.load(Ordering::SeqCst), 0, "the other one is still at it");
        logins.let_go(operation(2));
        assert_eq!(host.let_go.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn what_an_operation_is_allowed_is_not_taken_back_by_one_that_ends_meanwhile() {
        let host = Arc::new(Host { is_set: true, asks: true, ..Host::default() });
        let none: [(&str, &str); 0] = [];
        let logins = Logins::new(Arc::new(Credentials::new(none.into_iter().collect())), host.clone());
        logins.admit(operation(1), &[], None).await.unwrap();
        let needs = [Need::Login(RUN.to_owned())];
        let ends = async { logins.let_go(operation(1)) };
        let (admitted, ()) = tokio::join!(logins.admit(operation(2), &needs, None), ends);
        admitted.unwrap();
        assert_eq!(host.let_go.load(Ordering::SeqCst), 0, "it would ask again in the middle of the second");
        logins.let_go(operation(2));
        assert_eq!(host.let_go.load(Ordering::SeqCst), 1);
    }
}
