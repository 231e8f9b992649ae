//! One registry: how it is reached, who we are there, and sending requests with patience.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use reqwest::{Client, Method, StatusCode, Url};
use slipway_domain::digest::Digest;
use slipway_domain::engine_failure::Signs;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{ImageMetadata, Login, Secrets};
use tokio::sync::{OnceCell, Semaphore};

use crate::authorization::{Action, Authorization, Scope};
use crate::challenge::{Bearer, Challenge};
use crate::exchange::{Answer, Ask, exchange};
use crate::login::KnownLogin;
use crate::patience::{self, Patience};
use crate::problems::{Asked, refused, senseless};
use crate::tls::Reach;
use crate::tokens::{Token, Tokens};
use crate::transport::Cause;

/// What a registry says of a login that has expired.
const EXPIRED: Signs = Signs::new(&["token has expired", "token is expired"]);

/// How many requests one registry is sent at a time.
const AT_ONCE: usize = 32;

/// One registry. Connections are kept as long as it lives, login and tokens until they are refused.
pub(crate) struct Endpoint {
    /// As people write it: `docker.io`, `registry.example.com:5000`.
    pub host: String,
    reach: Reach,
    client: Client,
    patience: Patience,
    secrets: Arc<dyn Secrets>,
    link: OnceCell<Link>,
    login: KnownLogin,
    tokens: Tokens,
    places: Semaphore,
    images: Mutex<HashMap<(String, Digest), KnownImage>>,
}

/// What was read of an image, which stays true. Who asks while it is being read waits for it.
type KnownImage = Arc<OnceCell<ImageMetadata>>;

/// What the first request told.
struct Link {
    /// `https` or `http`.
    scheme: &'static str,
    /// How the registry wants to be shown who asks, once it said so.
    challenge: RwLock<Option<Challenge>>,
}

impl Endpoint {
    /// A registry that was not spoken to yet.
    pub fn new(
        host: &str,
        reach: Reach,
        client: Client,
        patience: Patience,
        secrets: Arc<dyn Secrets>,
    ) -> Self {
        Self {
            host: host.to_owned(),
            reach,
            client,
            patience,
            secrets,
            link: OnceCell::new(),
            login: KnownLogin::default(),
            tokens: Tokens::default(),
            places: Semaphore::new(AT_ONCE),
            images: Mutex::default(),
        }
    }

    /// What was read of an image in a repository, if it was.
    pub fn known_image(&self, path: &str, digest: &Digest) -> KnownImage {
        let mut images = self.images.lock().unwrap_or_else(PoisonError::into_inner);
        images.entry((path.to_owned(), digest.clone())).or_default().clone()
    }

    /// The address of `rest` below `/v2/`.
    pub async fn url(&self, rest: &str) -> Result<Url, Problem> {
        let scheme = self.link().await?.scheme;
        self.address(scheme, rest)
    }

    /// Sends a request, logged in as far as the registry asks for it, and again when the registry is
    /// busy. Any answer is given back but that to a refused token or password, which is renewed once.
    pub async fn send(&self, ask: &Ask, scope: &Scope) -> Result<Answer, Problem> {
        let link = self.link().await?;
        let known = link.challenge.read().unwrap_or_else(PoisonError::into_inner).clone();
        let authorization = self.authorize(known.as_ref(), scope, None).await?;
        let answer = self.patiently(ask, &authorization).await.map_err(|cause| cause.problem(&self.host))?;
        let expired = says_expired(&answer) && matches!(authorization, Authorization::Basic(_));
        if (answer.status != StatusCode::UNAUTHORIZED && !expired) || answer.elsewhere.is_some() {
            return Ok(answer);
        }
        let asked = Challenge::from_headers(&answer.headers);
        let Some(challenge) = asked.or(known.filter(|_| expired)) else { return Ok(answer) };
        let again = self.authorize(Some(&challenge), scope, Some(&authorization)).await?;
        *link.challenge.write().unwrap_or_else(PoisonError::into_inner) = Some(challenge);
        if !again.shows_more_than(&authorization) {
            return Ok(answer);
        }
        self.patiently(ask, &again).await.map_err(|cause| cause.problem(&self.host))
    }

    /// The problem for an answer that is no success. `purpose` continues "… to …". A login that was refused is asked
    /// for anew the next time.
    pub async fn refused(&self, purpose: &str, answer: &Answer) -> Problem {
        let login = self.login().await.ok().flatten();
        let user = login.as_ref().map(|login| login.user.as_str());
        let redact = |text: &str| self.secrets.redact(text);
        let mut problem = refused(&Asked { host: &self.host, user, purpose, redact: &redact }, answer);
        problem.message = redact(&problem.message);
        let denied = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        if denied && answer.elsewhere.is_none() {
            self.login.forget(login.as_ref()).await;
            self.tokens.forget();
        }
        problem
    }

    /// Whether the registry accepts the login; `None` where it wants none. No repository is asked for.
    pub async fn accepts_login(&self) -> Result<Option<bool>, Problem> {
        let link = self.link().await?;
        let challenge = link.challenge.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(challenge) = challenge else { return Ok(None) };
        let login = self.login().await?;
        let (ask, authorization) = match &challenge {
            Challenge::Basic => {
                let shown = login.map_or(Authorization::Anonymous, Authorization::Basic);
                (Ask::new(Method::GET, self.address(link.scheme, "")?), shown)
            }
            Challenge::Bearer(bearer) => self.token_request(bearer, "", login.as_ref())?,
        };
        let answer = self.patiently(&ask, &authorization).await.map_err(|cause| cause.problem(&self.host))?;
        match answer.status {
            status if status.is_success() => Ok(Some(true)),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Ok(Some(false)),
            _ => Err(self.refused("say whether it accepts the login", &answer).await),
        }
    }

    /// What the registry is and how it is reached; asked once.
    async fn link(&self) -> Result<&Link, Problem> {
        self.link.get_or_try_init(|| self.find_link()).await
    }

    async fn find_link(&self) -> Result<Link, Problem> {
        let (scheme, answer) = match self.ping("https").await {
            Ok(answer) => ("https", answer),
            Err(cause) => ("http", self.ping_plain(cause).await?),
        };
        if answer.status.is_server_error() || answer.status == StatusCode::TOO_MANY_REQUESTS {
            return Err(self.refused("say which login it wants", &answer).await);
        }
        let challenge = RwLock::new(Challenge::from_headers(&answer.headers));
        Ok(Link { scheme, challenge })
    }

    /// Tries plain HTTP where it is allowed and HTTPS failed for another reason than its certificate.
    async fn ping_plain(&self, secure: Cause) -> Result<Answer, Problem> {
        if !self.reach.allows_plain() || matches!(secure, Cause::Certificate { .. }) {
            return Err(secure.problem(&self.host));
        }
        match self.ping("http").await {
            // A server that speaks TLS only answers 400 to plain HTTP: then HTTPS had the true trouble.
            Ok(answer) if answer.status != StatusCode::BAD_REQUEST => Ok(answer),
            Ok(_) => Err(secure.problem(&self.host)),
            Err(cause) => Err(cause.problem(&self.host)),
        }
    }

    async fn ping(&self, scheme: &str) -> Result<Answer, Cause> {
        let url = self.address(scheme, "").map_err(|problem| Cause::Other(problem.message))?;
        let ask = Ask::new(Method::GET, url);
        let hopeless = self.reach.allows_plain() && scheme == "https";
        match hopeless {
            true => exchange(&self.client, &ask, &Authorization::Anonymous).await,
            false => self.patiently(&ask, &Authorization::Anonymous).await,
        }
    }

    fn address(&self, scheme: &str, rest: &str) -> Result<Url, Problem> {
        let text = format!("{scheme}://{}/v2/{rest}", server(&self.host));
        Url::parse(&text).map_err(|error| {
            Problem::new(
                Code::ConfigurationInvalid,
                format!("{} is no registry's address: {error}", self.host),
            )
        })
    }

    async fn login(&self) -> Result<Option<Login>, Problem> {
        self.login.get(&*self.secrets, &self.host).await
    }

    /// What answers the challenge. `refused` is what did not.
    async fn authorize(
        &self,
        challenge: Option<&Challenge>,
        scope: &Scope,
        refused: Option<&Authorization>,
    ) -> Result<Authorization, Problem> {
        match challenge {
            None => Ok(Authorization::Anonymous),
            Some(Challenge::Basic) => {
                if let Some(Authorization::Basic(login)) = refused {
                    self.login.forget(Some(login)).await;
                }
                Ok(self.login().await?.map_or(Authorization::Anonymous, Authorization::Basic))
            }
            Some(Challenge::Bearer(bearer)) => {
                // Only a refusal of this very request tells what it needs.
                let wanted = bearer.scope.clone().filter(|_| refused.is_some());
                let wanted = wanted.unwrap_or_else(|| scope.to_string());
                let refused = match refused {
                    Some(Authorization::Bearer(token)) => Some(token),
                    _ => None,
                };
                let fetch = self.fetch_token(bearer, &wanted, scope.action);
                self.tokens.get(scope, refused, fetch).await.map(Authorization::Bearer)
            }
        }
    }

    async fn fetch_token(&self, bearer: &Bearer, wanted: &str, action: Action) -> Result<Token, Problem> {
        let login = self.login().await?;
        let (ask, authorization) = self.token_request(bearer, wanted, login.as_ref())?;
        let realm = ask.url.host_str().unwrap_or_default().to_owned();
        let sent = self.patiently(&ask, &authorization).await;
        let answer =
            sent.map_err(|cause| cause.problem(&format!("{realm}, which gives tokens for {},", self.host)))?;
        if !answer.status.is_success() {
            let does = match action {
                Action::Pull => "read there",
                Action::Push => "write there",
                Action::Delete => "remove anything there",
            };
            return Err(self.refused(&format!("have a token and {does}"), &answer).await);
        }
        let token = serde_json::from_slice(&answer.body).ok().and_then(Token::received);
        token.ok_or_else(|| senseless(&realm, &format!("gave no token for {}", self.host)))
    }

    /// The request for a token: a GET with the login, or a POST for the holder of a refresh token. Nothing is `wanted`
    /// where only the login is tried.
    fn token_request(
        &self,
        bearer: &Bearer,
        wanted: &str,
        login: Option<&Login>,
    ) -> Result<(Ask, Authorization), Problem> {
        let mut url = self.realm(&bearer.realm)?;
        let service = bearer.service.as_deref().map(|service| ("service", service));
        let scope = Some(("scope", wanted)).filter(|_| !wanted.is_empty());
        let Some(login) = login else {
            url.query_pairs_mut().extend_pairs(service.into_iter().chain(scope));
            return Ok((Ask::new(Method::GET, url), Authorization::Anonymous));
        };
        if login.is_identity_token() {
            let mut form = url.clone();
            form.query_pairs_mut()
                .clear()
                .extend_pairs([("grant_type", "refresh_token"), ("client_id", "slipway")])
                .append_pair("refresh_token", login.password.expose())
                .extend_pairs(service.into_iter().chain(scope));
            let body = form.query().unwrap_or_default().to_owned();
            let mut ask = Ask::new(Method::POST, url);
            ask.body = Some(("application/x-www-form-urlencoded".to_owned(), body.into()));
            return Ok((ask, Authorization::Anonymous));
        }
        let account = Some(("account", login.user.as_str()));
        url.query_pairs_mut().extend_pairs(account.into_iter().chain(service).chain(scope));
        Ok((Ask::new(Method::GET, url), Authorization::Basic(login.clone())))
    }

    /// The address that gives tokens. A registry with TLS must not lead the password out of it.
    fn realm(&self, text: &str) -> Result<Url, Problem> {
        let encrypted = self.link.get().is_none_or(|link| link.scheme == "https");
        let fits = |url: &Url| url.scheme() == "https" || (url.scheme() == "http" && !encrypted);
        let allowed = |url: &Url| fits(url) || (url.scheme() == "http" && self.reach == Reach::Insecure);
        Url::parse(text).ok().filter(allowed).ok_or_else(|| {
            senseless(&self.host, "wants the login sent to an address without HTTPS, which is not done")
        })
    }

    /// Sends a request until it is answered by more than "busy" or the patience ends. Only requests that may be
    /// repeated come here, and those that are looked after when the answer to the first of them was lost.
    async fn patiently(&self, ask: &Ask, authorization: &Authorization) -> Result<Answer, Cause> {
        let mut attempt = 1;
        loop {
            let sent = {
                let _place = self.places.acquire().await;
                exchange(&self.client, ask, authorization).await
            };
            let asked = match &sent {
                Ok(answer) if patience::passes(answer.status) => {
                    patience::asked(&answer.headers, Timestamp::now())
                }
                Err(cause) if cause.passes() => None,
                _ => return sent,
            };
            match self.patience.pause(attempt, asked) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return sent,
            }
            attempt += 1;
        }
    }
}

/// Whether the registry forbids only what the same user may do with a fresh login: some say so with this status instead
/// of asking for the login again.
fn says_expired(answer: &Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN && EXPIRED.are_in(&String::from_utf8_lossy(&answer.body))
}

/// Docker Hub answers elsewhere than its name says.
fn server(host: &str) -> &str {
    if host == "docker.io" { "registry-1.docker.io" } else { host }
}

#[cfg(test)]
mod tests {
    use slipway_domain::repository::{DOCKER_HUB, Repository as Name};

    use super::*;

    #[test]
    fn images_of_docker_hub_are_asked_for_where_it_answers() {
        let hosts =
            ["nginx", "index.docker.io/team/api", "docker.example.com/team/api", "127.0.0.1:5000/api"]
                .map(|name| name.parse::<Name>().map(|name| server(name.host()).to_owned()));
        let hub = "registry-1.docker.io";
        assert_eq!(server(DOCKER_HUB), hub);
        assert_eq!(hosts, [hub, hub, "docker.example.com", "127.0.0.1:5000"].map(|host| Ok(host.to_owned())));
    }
}
