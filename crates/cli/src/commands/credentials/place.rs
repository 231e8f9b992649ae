//! Where credentials are looked at: the keychain, and the project around the folder if there is one.

use std::path::PathBuf;

use clap::Args;
use slipway_app::Kept;
use slipway_domain::config::Config;
use slipway_domain::credential::{CredentialId, IdError, Known, Scope};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::credentials::Wallet;
use slipway_engine::project::environment_of;

use crate::context::Context;
use crate::terminal;

/// Where a credential applies.
#[derive(Debug, Clone, Args)]
pub struct ScopeArgs {
    /// In this environment of the project
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
    /// In every project on this laptop
    #[arg(long, conflicts_with = "env")]
    global: bool,
}

/// The keychain and the project.
pub struct Place {
    /// The credentials of this laptop.
    pub wallet: Wallet,
    /// The project's `slipway.yml`, if there is one around the folder, and its folder.
    pub policy: Option<(Config, PathBuf)>,
}

impl Place {
    /// Opens it. What is wrong in a `slipway.yml` is told; that there is none is fine.
    pub async fn open(context: &Context) -> Result<Self, Problem> {
        let folder = &context.global.folder;
        let policy = match slipway_app::checkout(folder).await {
            Ok(checkout) => {
                let root = checkout.file.parent().unwrap_or(folder).to_owned();
                Some((checkout.config, root))
            }
            Err(problem) if is_elsewhere(&problem) => None,
            Err(problem) => return Err(problem),
        };
        let kept = Kept::open(context.global.data_dir.clone()).await?;
        let kept = if terminal::can_ask() { kept.with_person() } else { kept };
        Ok(Self { wallet: kept.wallet(), policy })
    }

    /// The project's name.
    pub fn project(&self) -> Option<&str> {
        self.policy.as_ref().map(|(policy, _)| policy.project.as_str())
    }

    /// The scope that was asked for, `None` where nothing was said.
    pub fn asked(&self, args: &ScopeArgs) -> Result<Option<Scope>, Problem> {
        let Some(environment) = &args.env else { return Ok(args.global.then_some(Scope::Global)) };
        let Some((policy, _)) = &self.policy else {
            let message = "an environment belongs to a project, and there is no slipway.yml here";
            return Err(Problem::new(Code::ConfigurationMissing, message));
        };
        environment_of(policy, environment)?;
        let (project, environment) = (policy.project.clone(), environment.clone());
        Ok(Some(Scope::Environment { project, environment }))
    }

    /// The scope of what is put into the keychain: the project's where nothing was said and there is one.
    pub fn scope(&self, args: &ScopeArgs) -> Result<Scope, Problem> {
        let here = || self.project().map(|project| Scope::Project { project: project.to_owned() });
        Ok(self.asked(args)?.or_else(here).unwrap_or(Scope::Global))
    }

    /// Refuses a keychain that cannot be used before anybody is asked for a value.
    pub async fn ready(&self) -> Result<(), Problem> {
        self.wallet.keychain.takes_more().await
    }

    /// What is known of exactly that credential.
    pub async fn known(&self, id: &CredentialId) -> Result<Option<Known>, Problem> {
        Ok(self.wallet.known().await?.into_iter().find(|known| known.id == *id))
    }
}

/// That there is no project here.
fn is_elsewhere(problem: &Problem) -> bool {
    matches!(problem.code, Code::NotARepository | Code::ConfigurationMissing)
}

/// A name that no credential can have.
pub fn misnamed(error: &IdError) -> Problem {
    Problem::new(Code::Usage, error.to_string()).hint(
        "`slipway credentials add plain NAME`; a registry's login is called as the registry, HOST[:PORT]",
    )
}

/// A credential in words: `plain TOKEN (project recipes)`.
pub fn named(id: &CredentialId) -> String {
    format!("{} {} ({})", id.kind, id.name(), id.scope)
}
