//! AWS as far as image registries and identities go: keeps repositories, hands out tokens, and fails on demand with the
//! documents that AWS publishes for that.

use std::collections::BTreeMap;
use std::io::Read;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::error::Result;
use crate::http_server::{Head, Server, respond};

/// How many images are told in one answer at most, and how many where nobody says.
const MOST: usize = 1000;
const USUAL: usize = 100;

/// The services of AWS behind one address.
#[derive(Debug)]
pub struct FakeAws {
    server: Server,
    state: Arc<Mutex<State>>,
}

/// What AWS answers instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsError {
    /// The status.
    pub status: u16,
    /// AWS's own code, such as `ThrottlingException`.
    pub code: String,
    /// AWS's own sentence.
    pub message: String,
}

impl AwsError {
    /// With a status.
    pub fn new(status: u16, code: &str, message: &str) -> Self {
        Self { status, code: code.to_owned(), message: message.to_owned() }
    }

    /// As the API that speaks JSON tells it.
    pub(crate) fn document(&self) -> String {
        json!({ "__type": self.code, "message": self.message }).to_string()
    }
}

#[derive(Debug)]
struct State {
    account: String,
    repositories: BTreeMap<String, Repository>,
    faults: Vec<Fault>,
    asked: Vec<String>,
    tokens: u32,
    password: Option<String>,
}

#[derive(Debug, Default)]
struct Repository {
    made: Value,
    images: Vec<Value>,
}

#[derive(Debug)]
struct Fault {
    action: String,
    error: AwsError,
    times: u32,
}

impl FakeAws {
    /// Listens on `ip`. Whoever asks belongs to the account 123456789012.
    pub fn start(ip: &str) -> Result<Self> {
        let state = Arc::new(Mutex::new(State {
            account: "123456789012".to_owned(),
            repositories: BTreeMap::new(),
            faults: Vec::new(),
            asked: Vec::new(),
            tokens: 0,
            password: None,
        }));
        let shared = Arc::clone(&state);
        let server = Server::start(ip, move |stream| serve(stream, &shared))?;
        Ok(Self { server, state })
    }

    /// Where it answers, for `AWS_ENDPOINT_URL`.
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// Lets whoever asks belong to another account.
    pub fn account(&self, account: &str) {
        self.state().account = account.to_owned();
    }

    /// Gives this password with every token from now on, which a registry may want.
    pub fn give(&self, password: &str) {
        self.state().password = Some(password.to_owned());
    }

    /// Lets the next `times` requests for an action fail, such as `GetAuthorizationToken`.
    pub fn fail(&self, action: &str, error: &AwsError, times: u32) {
        self.state().faults.push(Fault { action: action.to_owned(), error: error.clone(), times });
    }

    /// How often an action was asked for.
    pub fn asked(&self, action: &str) -> usize {
        self.state().asked.iter().filter(|one| *one == action).count()
    }

    /// Makes a repository as `CreateRepository` does: with `IMMUTABLE`, `MUTABLE` and the like.
    pub fn repository(&self, name: &str, mutability: &str) {
        let mut state = self.state();
        let made = json!({ "repositoryName": name, "imageTagMutability": mutability });
        state.repositories.entry(name.to_owned()).or_default().made = made;
    }

    /// How a repository was made, if it was.
    pub fn made(&self, name: &str) -> Option<Value> {
        self.state().repositories.get(name).map(|repository| repository.made.clone())
    }

    /// Puts an image into a repository, as `DescribeImages` tells it.
    pub fn image(&self, repository: &str, image: Value) {
        self.state().repositories.entry(repository.to_owned()).or_default().images.push(image);
    }

    /// The password of the token with that number, from 1, where none was given.
    pub fn password(number: u32) -> String {
        format!("token-{number}-of-registry")
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let Some(head) = Head::read(&mut stream) else { return };
    let body = body(&mut stream, &head);
    let target = head.header("x-amz-target").and_then(|target| target.rsplit_once('.'));
    let form = body.split('&').find_map(|part| part.strip_prefix("Action="));
    let (action, is_form) = match (target, form) {
        (Some((_, action)), _) => (action.to_owned(), false),
        (None, Some(action)) => (action.to_owned(), true),
        (None, None) => return respond(&mut stream, 404, "", "{}"),
    };
    let arguments = serde_json::from_str(&body).unwrap_or_default();
    let answer = lock(state).answer(&action, &arguments);
    match (answer, is_form) {
        (Ok(answer), false) => respond(&mut stream, 200, "", &answer.to_string()),
        (Err(error), false) => respond(&mut stream, error.status, "", &error.document()),
        (Ok(answer), true) => respond(&mut stream, 200, "", &identity(&answer)),
        (Err(error), true) => respond(&mut stream, error.status, "", &error_in_xml(&error)),
    }
}

/// The whole body, of which a part came with the head.
fn body(stream: &mut TcpStream, head: &Head) -> String {
    let length: usize =
        head.header("content-length").and_then(|length| length.parse().ok()).unwrap_or_default();
    let mut bytes = head.beginning_of_body.clone();
    let mut chunk = [0; 4096];
    while bytes.len() < length {
        match stream.read(&mut chunk) {
            Ok(count) if count > 0 => bytes.extend_from_slice(chunk.get(..count).unwrap_or_default()),
            _ => break,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl State {
    fn answer(&mut self, action: &str, arguments: &Value) -> std::result::Result<Value, AwsError> {
        self.asked.push(action.to_owned());
        let due = |fault: &&mut Fault| fault.times > 0 && fault.action == action;
        if let Some(fault) = self.faults.iter_mut().find(due) {
            fault.times -= 1;
            return Err(fault.error.clone());
        }
        match action {
            "GetCallerIdentity" => Ok(Value::from(self.account.clone())),
            "GetAuthorizationToken" => Ok(self.token()),
            "DescribeRepositories" => {
                let name = arguments["repositoryNames"][0].as_str().unwrap_or_default();
                Ok(json!({ "repositories": [self.known(name)?.made] }))
            }
            "CreateRepository" => self.create(arguments),
            "DescribeImages" => self.images(arguments),
            other => Err(AwsError::new(400, "UnknownOperationException", other)),
        }
    }

    fn token(&mut self) -> Value {
        self.tokens += 1;
        let password = self.password.clone().unwrap_or_else(|| FakeAws::password(self.tokens));
        let token = BASE64_STANDARD.encode(format!("AWS:{password}"));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        json!({ "authorizationData": [{ "authorizationToken": token, "expiresAt": now + 12 * 3600 }] })
    }

    fn known(&self, name: &str) -> std::result::Result<&Repository, AwsError> {
        self.repositories.get(name).ok_or_else(|| {
            let account = &self.account;
            let message = format!(
                "The repository with name '{name}' does not exist in the registry with id '{account}'"
            );
            AwsError::new(400, "RepositoryNotFoundException", &message)
        })
    }

    fn create(&mut self, arguments: &Value) -> std::result::Result<Value, AwsError> {
        let name = arguments["repositoryName"].as_str().unwrap_or_default().to_owned();
        if self.repositories.contains_key(&name) {
            let message = format!("The repository with name '{name}' already exists in the registry");
            return Err(AwsError::new(400, "RepositoryAlreadyExistsException", &message));
        }
        let repository = Repository { made: arguments.clone(), images: Vec::new() };
        self.repositories.insert(name, repository);
        Ok(json!({ "repository": arguments }))
    }

    fn images(&self, arguments: &Value) -> std::result::Result<Value, AwsError> {
        let name = arguments["repositoryName"].as_str().unwrap_or_default();
        let images = &self.known(name)?.images;
        let wanted = arguments["maxResults"].as_u64().and_then(|count| usize::try_from(count).ok());
        let from = arguments["nextToken"].as_str().and_then(|token| token.parse().ok()).unwrap_or_default();
        let until = images.len().min(from + wanted.unwrap_or(USUAL).min(MOST));
        let mut page = json!({ "imageDetails": images.get(from..until).unwrap_or_default() });
        if until < images.len() {
            page["nextToken"] = until.to_string().into();
        }
        Ok(page)
    }
}

fn identity(account: &Value) -> String {
    let account = account.as_str().unwrap_or_default();
    format!(
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <Arn>arn:aws:iam::{account}:user/ann</Arn><UserId>AIDAEXAMPLE</UserId><Account>{account}</Account>\
         </GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>\
         </GetCallerIdentityResponse>"
    )
}

fn error_in_xml(error: &AwsError) -> String {
    let AwsError { code, message, .. } = error;
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>"
    )
}
