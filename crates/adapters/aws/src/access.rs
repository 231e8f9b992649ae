//! Opening what somebody acts with: a key, perhaps with a role that it assumes, a profile, or what the person has set up.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use aws_config::environment::{EnvironmentVariableCredentialsProvider, EnvironmentVariableRegionProvider};
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sdk_ecr::config::SharedHttpClient;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use slipway_domain::credential::{Kind, Parts};
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;

use crate::problems::{not_opened, silent};
use crate::settings::Settings;

/// What sessions of Slipway are called in AWS's own records.
const SESSION: &str = "slipway";

/// How long opening may take, with the requests that a role or a login at IAM Identity Center wants.
const LONGEST: Duration = Duration::from_secs(60);

/// Where everybody is known who is known anywhere, when nothing says a region.
const ANY_REGION: &str = "us-east-1";

/// The one client of HTTP, with the one TLS provider of the process.
#[derive(Default)]
pub(crate) struct Http {
    client: OnceLock<SharedHttpClient>,
}

impl Http {
    /// The client; connections are kept.
    pub fn client(&self) -> SharedHttpClient {
        let build = || {
            aws_smithy_http_client::Builder::new()
                .tls_provider(Provider::Rustls(CryptoMode::Ring))
                .build_https()
        };
        self.client.get_or_init(build).clone()
    }
}

/// What somebody acts with.
#[derive(Debug, Clone)]
pub(crate) enum Means {
    /// A credential of Slipway's.
    Credential {
        /// Its name.
        name: String,
        /// What it consists of.
        parts: Parts,
    },
    /// What the person has set up for AWS's own tools.
    Own,
}

impl Means {
    /// For a person, as it continues "is" or begins a sentence.
    pub fn told(&self) -> String {
        match self {
            Self::Credential { name, parts } => format!("the {} {name}", word(parts.kind())),
            Self::Own => "what is set up for AWS's own tools".to_owned(),
        }
    }

    /// The credential that it is.
    fn credential(&self) -> Option<(Kind, String)> {
        match self {
            Self::Credential { name, parts } => Some((parts.kind(), name.clone())),
            Self::Own => None,
        }
    }

    /// The profile that it is.
    pub fn profile(&self) -> Option<String> {
        match self {
            Self::Credential { parts, .. } => text(parts, "profile"),
            Self::Own => None,
        }
    }

    /// The region that belongs to it.
    fn region(&self) -> Option<String> {
        match self {
            Self::Credential { parts, .. } => text(parts, "region"),
            Self::Own => None,
        }
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::AwsProfile => "profile credential",
        _ => "key",
    }
}

/// A part of a credential.
fn text(parts: &Parts, name: &str) -> Option<String> {
    parts.get(name).map(|value| value.expose().to_owned())
}

/// Somebody who can act in a region.
#[derive(Clone)]
pub(crate) struct Access {
    /// What clients are made of.
    pub config: SdkConfig,
    /// The region.
    pub region: String,
    /// Where it comes from, for a person.
    pub told: String,
    /// The credential that it is; `None` for the person's own.
    pub credential: Option<(Kind, String)>,
    /// The profile that it is, to say how to log in again.
    pub profile: Option<String>,
    /// The id of the key that requests are signed with: another one may be somebody else, whatever it is called.
    pub key_id: String,
    /// What is secret of it, also what AWS gave for a time or the person's own tools keep: it is to be in no text.
    pub secrets: Vec<Secret>,
    /// When it ends, by AWS's clock.
    until: Option<SystemTime>,
}

impl Access {
    /// Whether it is not about to end.
    pub fn is_fresh(&self) -> bool {
        self.until.is_none_or(|until| until > SystemTime::now() + Duration::from_secs(300))
    }
}

/// Opens what somebody acts with. `region` goes before what belongs to that.
pub(crate) async fn open(
    means: &Means,
    region: Option<&str>,
    settings: &Settings,
    http: &Http,
) -> Result<Access, Problem> {
    let (told, profile) = (means.told(), means.profile());
    let region = match region.map(str::to_owned).or_else(|| means.region()) {
        Some(region) => region,
        None => usual_region(profile.as_deref(), http).await,
    };
    let loader =
        |credentials: Option<SharedCredentialsProvider>| loader(&region, credentials, settings, http);
    let provider = provider(means, &region, &loader, http).await;
    let opened = tokio::time::timeout(LONGEST, provider.provide_credentials()).await;
    let credentials = match opened {
        Ok(Ok(credentials)) => credentials,
        Ok(Err(error)) => return Err(not_opened(&told, profile.as_deref(), &error)),
        Err(_) => return Err(silent(&told)),
    };
    let until = credentials.expiry();
    let key_id = credentials.access_key_id().to_owned();
    let secret = [Some(credentials.secret_access_key()), credentials.session_token()];
    let secrets = secret.into_iter().flatten().map(Secret::new).collect();
    let config = loader(Some(SharedCredentialsProvider::new(credentials))).load().await;
    let credential = means.credential();
    Ok(Access { config, region, told, credential, profile, key_id, secrets, until })
}

async fn provider(
    means: &Means,
    region: &str,
    loader: &impl Fn(Option<SharedCredentialsProvider>) -> ConfigLoader,
    http: &Http,
) -> SharedCredentialsProvider {
    let own = || provider_config(region, http);
    match means {
        Means::Own => SharedCredentialsProvider::new(chain(&own())),
        Means::Credential { parts, .. } if parts.kind() == Kind::AwsProfile => {
            let profile = ProfileFileCredentialsProvider::builder().configure(&own());
            let name = text(parts, "profile").unwrap_or_default();
            SharedCredentialsProvider::new(profile.profile_name(name).build())
        }
        Means::Credential { parts, .. } => {
            let key = SharedCredentialsProvider::new(key(parts));
            match text(parts, "role_arn") {
                None => key,
                Some(role) => {
                    let config = loader(Some(key.clone())).load().await;
                    let mut assumed =
                        AssumeRoleProvider::builder(role).session_name(SESSION).configure(&config);
                    if let Some(external) = text(parts, "external_id") {
                        assumed = assumed.external_id(external);
                    }
                    SharedCredentialsProvider::new(assumed.build_from_provider(key).await)
                }
            }
        }
    }
}

fn key(parts: &Parts) -> Credentials {
    let part = |name| text(parts, name).unwrap_or_default();
    let session = text(parts, "session_token");
    Credentials::new(part("access_key_id"), part("secret_access_key"), session, None, SESSION)
}

/// What the person has set up: variables, profiles (also those of IAM Identity Center, or with a role), a web identity. A
/// machine in AWS may have an identity of its own; a laptop has none, and asking for it would take seconds.
fn chain(config: &ProviderConfig) -> CredentialsProviderChain {
    let profile = ProfileFileCredentialsProvider::builder().configure(config).build();
    let web = WebIdentityTokenCredentialsProvider::builder().configure(config).build();
    CredentialsProviderChain::first_try("Environment", EnvironmentVariableCredentialsProvider::new())
        .or_else("Profile", profile)
        .or_else("WebIdentityToken", web)
}

/// The region that variables or the profile name.
async fn usual_region(profile: Option<&str>, http: &Http) -> String {
    let config = ProviderConfig::default().with_http_client(http.client());
    let mut of_profile = ProfileFileRegionProvider::builder().configure(&config);
    if let Some(name) = profile {
        of_profile = of_profile.profile_name(name);
    }
    let variables = EnvironmentVariableRegionProvider::new();
    // A profile that is named goes before what the variables say for whatever else is done on this laptop.
    let chain = match profile {
        Some(_) => RegionProviderChain::first_try(of_profile.build()).or_else(variables),
        None => RegionProviderChain::first_try(variables).or_else(of_profile.build()),
    };
    chain.region().await.map_or_else(|| ANY_REGION.to_owned(), |region| region.to_string())
}

fn provider_config(region: &str, http: &Http) -> ProviderConfig {
    ProviderConfig::default()
        .with_region(Some(Region::new(region.to_owned())))
        .with_http_client(http.client())
}

fn loader(
    region: &str,
    credentials: Option<SharedCredentialsProvider>,
    settings: &Settings,
    http: &Http,
) -> ConfigLoader {
    let patience = settings.patience;
    let retries = RetryConfig::standard()
        .with_max_attempts(patience.attempts)
        .with_initial_backoff(patience.first_pause);
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(patience.connect)
        .operation_attempt_timeout(patience.attempt)
        .build();
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http.client())
        .region(Region::new(region.to_owned()))
        .retry_config(retries)
        .timeout_config(timeouts);
    if let Some(credentials) = credentials {
        loader = loader.credentials_provider(credentials);
    }
    if let Some(endpoint) = &settings.endpoint {
        loader = loader.endpoint_url(endpoint);
    }
    loader
}
