//! Tokens in place of passwords, as Docker Hub does it: a server that exchanges a login for a
//! signed token, which a registry accepts.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::command::run;
use crate::error::{Doing, Result};
use crate::http_server::{Head, Server, respond};

/// The name that tokens are issued by and for.
pub(crate) const SERVICE: &str = "slipway-test";

/// Hands out tokens at `/token` until dropped.
#[derive(Debug)]
pub(crate) struct TokenServer {
    server: Server,
    mint: Arc<Mint>,
}

/// Signs tokens with a key of its own.
#[derive(Debug)]
struct Mint {
    folder: PathBuf,
    /// The certificate's body, as a token's `x5c` carries it.
    certificate: String,
    login: (String, String),
    minted: AtomicU64,
}

impl TokenServer {
    /// Listens on `ip` and exchanges `login` for tokens. Its key lies in `folder`.
    pub(crate) fn start(ip: &str, folder: &Path, login: &(String, String)) -> Result<Self> {
        let mint = Arc::new(Mint::create(folder, login)?);
        let shared = Arc::clone(&mint);
        let server = Server::start(ip, move |stream| shared.serve(stream))?;
        Ok(Self { server, mint })
    }

    /// Where clients are sent for a token.
    pub(crate) fn realm(&self) -> String {
        format!("http://{}/token", self.server.address())
    }

    /// What the registry has to trust.
    pub(crate) fn root_certificate(&self) -> PathBuf {
        self.mint.folder.join("token.pem")
    }

    /// A token that allows everything in `repository`.
    pub(crate) fn token_for(&self, repository: &str) -> Result<String> {
        let everything = json!(["pull", "push", "delete"]);
        self.mint.sign(&json!([{"type": "repository", "name": repository, "actions": everything}]))
    }

    /// How many tokens were handed out over HTTP.
    pub(crate) fn handed_out(&self) -> u64 {
        self.mint.minted.load(Ordering::Relaxed)
    }
}

impl Mint {
    fn create(folder: &Path, login: &(String, String)) -> Result<Self> {
        fs::create_dir_all(folder).doing(|| format!("creating {}", folder.display()))?;
        let (key, certificate) = (folder.join("token.key"), folder.join("token.pem"));
        let (key_path, certificate_path) = (key.to_string_lossy(), certificate.to_string_lossy());
        run(&[
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-noenc",
            "-days",
            "3650",
            "-subj",
            "/CN=slipway-test tokens",
            "-keyout",
            &key_path,
            "-out",
            &certificate_path,
        ])?;
        let pem = fs::read_to_string(&certificate).doing(|| "reading the tokens' certificate".into())?;
        let certificate = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        Ok(Self { folder: folder.to_owned(), certificate, login: login.clone(), minted: AtomicU64::new(0) })
    }

    fn serve(&self, mut stream: TcpStream) {
        let Some(head) = Head::read(&mut stream) else {
            return;
        };
        if head.method != "GET" || !head.path.starts_with("/token") {
            return respond(&mut stream, 404, "", "{}");
        }
        let Some(known) = self.knows(head.header("authorization")) else {
            return respond(&mut stream, 401, "", r#"{"details":"incorrect username or password"}"#);
        };
        // Without a login there is a token too, but it opens nothing.
        let access = if known { access(&head.path) } else { json!([]) };
        match self.sign(&access) {
            Ok(token) => {
                self.minted.fetch_add(1, Ordering::Relaxed);
                let body = json!({"token": token, "access_token": token, "expires_in": LIFETIME});
                respond(&mut stream, 200, "", &body.to_string());
            }
            Err(error) => respond(&mut stream, 500, "", &json!({"details": error.to_string()}).to_string()),
        }
    }

    /// Whether the login is the right one: nothing when it is wrong, false when there is none.
    fn knows(&self, authorization: Option<&str>) -> Option<bool> {
        let Some(authorization) = authorization else {
            return Some(false);
        };
        let (user, password) = &self.login;
        let expected = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
        (authorization == expected).then_some(true)
    }

    fn sign(&self, access: &Value) -> Result<String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).doing(|| "asking the clock".into())?.as_secs();
        let header = json!({"typ": "JWT", "alg": "RS256", "x5c": [self.certificate]});
        let claims = json!({
            "iss": SERVICE, "aud": SERVICE, "sub": self.login.0, "jti": format!("{now}"),
            "iat": now, "nbf": now.saturating_sub(10), "exp": now + LIFETIME, "access": access,
        });
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(claims.to_string())
        );
        let signature = self.signature(&signed)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn signature(&self, text: &str) -> Result<Vec<u8>> {
        let mut file = tempfile::NamedTempFile::new().doing(|| "making a scratch file".into())?;
        file.write_all(text.as_bytes()).doing(|| "writing a scratch file".into())?;
        let signature = tempfile::NamedTempFile::new().doing(|| "making a scratch file".into())?;
        let key = self.folder.join("token.key");
        run(&[
            "openssl",
            "dgst",
            "-sha256",
            "-sign",
            &key.to_string_lossy(),
            "-out",
            &signature.path().to_string_lossy(),
            &file.path().to_string_lossy(),
        ])?;
        fs::read(signature.path()).doing(|| "reading a signature".into())
    }
}

/// Seconds that a token is good for; Docker Hub's five minutes.
const LIFETIME: u64 = 300;

/// What the query asks for: `scope=repository:NAME:pull,push`, possibly several times.
fn access(path: &str) -> Value {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let scopes = query.split('&').filter_map(|part| part.strip_prefix("scope="));
    scopes.flat_map(|scope| decoded(scope).split(' ').filter_map(one_access).collect::<Vec<_>>()).collect()
}

fn one_access(scope: &str) -> Option<Value> {
    let (kind, rest) = scope.split_once(':')?;
    // From the right: a repository's name may hold a registry's port.
    let (name, actions) = rest.rsplit_once(':')?;
    let actions: Vec<&str> = actions.split(',').collect();
    Some(json!({"type": kind, "name": name, "actions": actions}))
}

/// Undoes the escapes of a query.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok()),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_come_out_of_a_query() {
        let asked = access(
            "/token?account=a&scope=repository%3Ateam%2Fapi%3Apull%2Cpush&service=s&scope=repository:x:pull",
        );
        assert_eq!(
            asked,
            json!([
                {"type": "repository", "name": "team/api", "actions": ["pull", "push"]},
                {"type": "repository", "name": "x", "actions": ["pull"]},
            ])
        );
        assert_eq!(decoded("100%25+50%"), "100% 50%");
    }
}
