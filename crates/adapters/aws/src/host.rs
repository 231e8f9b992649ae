//! The port `ImageHost`: what registries of ECR know besides images.

use async_trait::async_trait;
use slipway_domain::aws_registry::AwsRegistry;
use slipway_domain::credential::Known;
use slipway_domain::iam::{For, Policy, policy, refusal};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Hosted, HostedImage, ImageHost, Login, NewRepository};

use crate::Aws;
use crate::access::Access;
use crate::choice::choose;
use crate::problems::not_allowed;
use crate::registry::{Ecr, public_login};
use crate::sessions::Opening;
use crate::settings::Place;

impl Aws {
    /// The credential that is used in an environment, or where it is built: the one of that name, else the narrowest one.
    pub(crate) async fn chosen(
        &self,
        named: Option<&str>,
        environment: Option<&str>,
    ) -> Result<Option<Known>, Problem> {
        choose(&self.wallet.known().await?, named, &self.policy.project, environment)
    }

    /// The same at a registry.
    async fn chosen_at(&self, place: &Place) -> Result<Option<Known>, Problem> {
        self.chosen(place.credential.as_deref(), place.environment.as_deref()).await
    }

    /// Who acts at a registry.
    pub(crate) async fn access_at(&self, place: &Place) -> Result<Access, Problem> {
        let chosen = self.chosen_at(place).await?;
        self.access(chosen.as_ref(), Some(place.registry.region())).await
    }

    pub(crate) async fn access(
        &self,
        chosen: Option<&Known>,
        region: Option<&str>,
    ) -> Result<Access, Problem> {
        let Self { settings, wallet, person, http, sessions, remember, .. } = self;
        let opening = Opening { wallet, person, settings, http, remember: *remember };
        sessions.access(chosen, region, &opening).await
    }

    /// The policy that the project needs, to say which part of it is missing.
    pub(crate) fn needed(&self) -> Option<Policy> {
        policy(&self.policy, For::Project)
    }

    async fn token(&self, place: &Place) -> Result<crate::tokens::Token, Problem> {
        let access = self.access_at(place).await?;
        let needed = self.needed();
        match &place.registry {
            AwsRegistry::Public => public_login(&access, needed.as_ref()).await,
            AwsRegistry::Private { account, .. } => {
                Ecr { access: &access, account, policy: needed.as_ref() }.login().await
            }
        }
    }

    /// The registry of a repository, as somebody asks it, and the repository's name there.
    async fn at(&self, name: &str) -> Result<(Access, String, String), Problem> {
        let found = Place::of(&self.policy, name);
        let private =
            found.and_then(|(place, path)| Some((place.registry.account()?.to_owned(), place, path)));
        let Some((account, place, path)) = private else {
            return Err(Problem::new(
                Code::Internal,
                format!("{name} is no repository in a registry of ECR"),
            ));
        };
        Ok((self.access_at(&place).await?, account, path))
    }
}

/// Whether anybody logs in there. Everybody may read from the public registry, and whoever has an account need not be allowed
/// to log in: a base image from there asks for no login that nobody named.
fn logs_in(place: &Place) -> bool {
    place.registry != AwsRegistry::Public || place.credential.is_some()
}

#[async_trait]
impl ImageHost for Aws {
    fn runs(&self, registry: &str) -> bool {
        // The public one tells nobody more than any registry does.
        Place::at(&self.policy, registry).is_some_and(|place| place.registry.account().is_some())
    }

    async fn login(
        &self,
        registry: &str,
        environment: Option<&str>,
        refused: Option<&Login>,
    ) -> Result<Option<Login>, Problem> {
        let place = Place::in_environment(&self.policy, registry, environment).filter(logs_in);
        let Some(place) = place else { return Ok(None) };
        if refused.is_some() {
            // What it was opened with may have been renewed meanwhile.
            self.sessions.forget().await;
        }
        let with = self.sessions.means(self.chosen_at(&place).await?.as_ref());
        let key = format!("{} {with:?}", place.address);
        self.tokens.get(&key, refused, self.token(&place)).await.map(Some)
    }

    async fn credential(&self, registry: &str, environment: Option<&str>) -> Result<Option<Known>, Problem> {
        match Place::in_environment(&self.policy, registry, environment).filter(logs_in) {
            Some(place) => self.chosen_at(&place).await,
            None => Ok(None),
        }
    }

    fn let_go(&self) {
        self.sessions.let_go();
    }

    fn creates(&self, registry: &str) -> bool {
        Place::at(&self.policy, registry).is_some_and(|place| place.creates)
    }

    async fn repository(&self, name: &str) -> Result<Option<Hosted>, Problem> {
        let (access, account, path) = self.at(name).await?;
        let needed = self.needed();
        Ecr { access: &access, account: &account, policy: needed.as_ref() }.repository(&path).await
    }

    async fn create(&self, name: &str, wanted: &NewRepository) -> Result<(), Problem> {
        let (access, account, path) = self.at(name).await?;
        let needed = self.needed();
        Ecr { access: &access, account: &account, policy: needed.as_ref() }.create(&path, wanted).await
    }

    async fn images(&self, name: &str) -> Result<Vec<HostedImage>, Problem> {
        let (access, account, path) = self.at(name).await?;
        let needed = self.needed();
        Ecr { access: &access, account: &account, policy: needed.as_ref() }.images(&path).await
    }

    /// The permission that is missing, where the registry's own sentence names it.
    fn explain(&self, problem: Problem) -> Problem {
        match refusal(&problem.message) {
            Some(found) => not_allowed(&found, self.needed().as_ref(), "the image was not pushed"),
            None => problem,
        }
    }
}
