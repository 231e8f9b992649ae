//! The order in which sources are asked.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use slipway_domain::credential::{Kind, Known, Parts};
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::SealedFile;
use slipway_domain::secret::Secret;
use slipway_engine::credentials::Wallet;
use slipway_engine::ports::{
    self, AGE_IDENTITY, Confirmation, Keys, Login, Need, Origin, SealedFiles, Secrets,
};

use crate::handed_out;
use crate::purse::{Purse, Reached};
use crate::variables::{Variables, holds_secret};
use crate::{docker_logins, variables_login};

/// Secrets and logins from everywhere they may be.
#[derive(Debug)]
pub struct Credentials {
    variables: Variables,
    purse: Option<Purse>,
    sealed: Option<Sealed>,
}

impl Credentials {
    /// With these variables; [`Variables::of_process`] for the process's own.
    pub fn new(variables: Variables) -> Self {
        Self { variables, purse: None, sealed: None }
    }

    /// The same with the credentials of the keychain that apply in a project, which go before everything else. `person`
    /// is asked about those that are used only after a yes.
    pub fn with_keychain(self, wallet: Wallet, project: Option<&str>, person: Arc<dyn Confirmation>) -> Self {
        Self { purse: Some(Purse::new(wallet, project, person)), ..self }
    }

    /// The same, where hosts of these environments are reached with the SSH keys among the credentials.
    pub fn reaching(self, environments: Reached) -> Self {
        Self { purse: self.purse.map(|purse| purse.reaching(environments)), ..self }
    }

    /// The same with what opens sealed files.
    pub fn with_sealed(self, files: Arc<dyn SealedFiles>) -> Self {
        Self { sealed: Some(Sealed(files)), ..self }
    }

    /// The tokens of git servers that apply in all of the project, by name; of two with one name the narrower. Nothing is
    /// opened, and where none was ever put into the keychain it is not asked either.
    ///
    /// # Errors
    /// Those of the memory.
    pub async fn git_tokens(&self) -> Result<Vec<Known>, Problem> {
        match &self.purse {
            Some(purse) => purse.all_applying(Kind::GitToken, None).await,
            None => Ok(Vec::new()),
        }
    }

    /// The credential of the keychain that gives what is needed. One that is known and cannot be opened is a problem:
    /// no other source may stand in for it, or another value than the one that was chosen would be used.
    async fn credential(&self, need: &Need, environment: Option<&str>) -> Result<Option<Parts>, Problem> {
        let Some((purse, known)) = self.applying(need, environment).await? else { return Ok(None) };
        let parts = purse.open(&known).await?;
        parts.secrets().for_each(|secret| self.remember(secret));
        Ok(Some(parts))
    }

    async fn applying(
        &self,
        need: &Need,
        environment: Option<&str>,
    ) -> Result<Option<(&Purse, Known)>, Problem> {
        let Some(purse) = &self.purse else { return Ok(None) };
        Ok(purse.applying(need, environment).await?.map(|known| (purse, known)))
    }

    /// The first source that has it: the keychain, then environment variables, which are the same for every
    /// environment.
    async fn find_secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem> {
        match self.credential(&Need::Secret(name.to_owned()), environment).await? {
            Some(parts) => Ok(parts.get("value").cloned()),
            None => Ok(variables_login::secret(&self.variables, name)),
        }
    }

    /// The first source that has it: the keychain, then environment variables, then docker.
    async fn find_login(&self, registry: &str, environment: Option<&str>) -> Result<Option<Login>, Problem> {
        if let Some(parts) = self.credential(&Need::Login(registry.to_owned()), environment).await? {
            return Ok(login_of(&parts));
        }
        if let Some(login) = variables_login::login(&self.variables, registry)? {
            return Ok(Some(login));
        }
        docker_logins::login(&self.variables, registry).await
    }
}

#[async_trait]
impl Secrets for Credentials {
    async fn secret(&self, name: &str, environment: Option<&str>) -> Result<Option<Secret>, Problem> {
        let secret = self.find_secret(name, environment).await?;
        secret.iter().for_each(|secret| self.remember(secret));
        Ok(secret)
    }

    async fn login(&self, registry: &str, environment: Option<&str>) -> Result<Option<Login>, Problem> {
        let login = self.find_login(registry, environment).await?;
        login.iter().for_each(|login| self.remember(&login.password));
        Ok(login)
    }

    /// Once opened, they are in no text any more that is redacted.
    async fn sealed(&self, file: &SealedFile) -> Result<BTreeMap<String, Secret>, Problem> {
        let Some(Sealed(files)) = &self.sealed else {
            return Err(Problem::new(Code::SealedClosed, format!("nothing here opens {}", file.path)));
        };
        let secrets = files.open(file, self).await?;
        secrets.values().for_each(|secret| self.remember(secret));
        Ok(secrets)
    }

    async fn origin(&self, need: &Need, environment: Option<&str>) -> Result<Origin, Problem> {
        if let Some((_, known)) = self.applying(need, environment).await? {
            return Ok(Origin::Credential(Box::new(known)));
        }
        Ok(match need {
            Need::Secret(name) if variables_login::secret(&self.variables, name).is_none() => Origin::Nowhere,
            Need::Secret(_) | Need::Login(_) => Origin::Elsewhere,
        })
    }

    async fn offered_keys(&self, environment: &str) -> Result<Vec<Known>, Problem> {
        match &self.purse {
            Some(purse) => purse.offered_keys(environment).await,
            None => Ok(Vec::new()),
        }
    }

    async fn admit(
        &self,
        operation: OperationId,
        needs: &[Need],
        environment: Option<&str>,
    ) -> Result<(), Problem> {
        match &self.purse {
            Some(purse) => purse.admit(operation, needs, environment).await,
            None => Ok(()),
        }
    }

    fn let_go(&self, operation: OperationId) {
        self.purse.iter().for_each(|purse| purse.let_go(operation));
    }

    fn remember(&self, secret: &Secret) {
        handed_out::remember(secret);
    }

    /// Of whatever this process has opened, also for another project: nobody has to know which way a value came.
    fn redact(&self, text: &str) -> String {
        handed_out::redacted(text).into_owned()
    }
}

#[async_trait]
impl Keys for Credentials {
    async fn ssh_keys(&self, environment: Option<&str>) -> Result<Vec<Known>, Problem> {
        match &self.purse {
            Some(purse) => purse.all_applying(Kind::SshKey, environment).await,
            None => Ok(Vec::new()),
        }
    }

    async fn age_identity(&self, environment: Option<&str>) -> Result<Option<Known>, Problem> {
        let need = Need::Secret(AGE_IDENTITY.to_owned());
        Ok(self.applying(&need, environment).await?.map(|(_, known)| known))
    }

    async fn open_key(&self, known: &Known) -> Result<Parts, Problem> {
        let Some(purse) = &self.purse else {
            return Err(Problem::new(Code::KeychainUnavailable, "there is no keychain to take a key from"));
        };
        let parts = purse.open_alone(known).await?;
        parts.secrets().for_each(|secret| self.remember(secret));
        Ok(parts)
    }
}

/// What opens sealed files.
struct Sealed(Arc<dyn SealedFiles>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

/// The login that a registry's credential holds.
fn login_of(parts: &Parts) -> Option<Login> {
    let (user, password) = (parts.get("user")?, parts.get("password")?);
    Some(Login { user: user.expose().to_owned(), password: password.clone() })
}

impl ports::Variables for Credentials {
    /// Not one that holds a secret for Slipway: a build argument stays readable in the image.
    fn variable(&self, name: &str) -> Option<String> {
        if holds_secret(name) { None } else { self.variables.get_even_empty(name).map(str::to_owned) }
    }
}
