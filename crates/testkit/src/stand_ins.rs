//! Stand-ins for the services that teams are told through. They enforce what the services document: logins, signatures,
//! forms, sizes, rates; they keep what they took, and fail on demand.

mod block_kit;
mod git;
mod hmac;
mod robots;
mod slack;
mod webhook;

use std::collections::BTreeMap;
use std::io::Read;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::error::Result;
use crate::http_server::{Head, Server, respond};

/// What opens the way to the stand-ins: each takes this and nothing else.
pub const STAND_IN_TOKEN: &str = "xoxb-stand-in-0123456789";
/// What DingTalk's and Feishu's robots and the webhook want messages to be signed with.
pub const STAND_IN_SECRET: &str = "SEC0123456789abcdef";
/// What a git server of one's own takes.
const STAND_IN_GIT_TOKEN: &str = "stand-in-of-git-0123456789";
/// The word that DingTalk's robot wants in every message.
pub const STAND_IN_KEYWORD: &str = "Release";

/// The longest request that is read.
const LONGEST: usize = 1 << 20;

/// What opens the way to the stand-ins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandInKeys {
    /// What each takes, and nothing else: Slack's token, and what stands in the addresses of webhooks and robots.
    pub token: String,
    /// What messages are signed with.
    pub secret: String,
    /// What the git server takes.
    pub git: String,
}

impl Default for StandInKeys {
    /// Those that every test may know.
    fn default() -> Self {
        Self {
            token: STAND_IN_TOKEN.to_owned(),
            secret: STAND_IN_SECRET.to_owned(),
            git: STAND_IN_GIT_TOKEN.to_owned(),
        }
    }
}

/// The services, on one port. They end when this is dropped.
#[derive(Debug)]
pub struct StandIns {
    server: Server,
    state: Arc<Mutex<State>>,
}

/// A message that a stand-in took.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// `slack`, `slack_webhook`, `dingtalk`, `feishu`, `wecom`, `webhook` or `git`.
    pub service: String,
    /// What was asked for: a method of Slack's API, else `message`.
    pub what: String,
    /// The body.
    pub body: Value,
}

/// What a stand-in does instead of its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// It answers with this status.
    Status(u16),
    /// It takes no more for so many seconds, and says so.
    Busy(u64),
    /// It says nothing for a long time.
    Silent,
}

/// What an answer consists of.
pub(crate) struct Reply {
    status: u16,
    headers: String,
    body: String,
}

impl Reply {
    fn json(status: u16, body: &Value) -> Self {
        Self { status, headers: String::new(), body: body.to_string() }
    }

    fn text(status: u16, body: &str) -> Self {
        Self { status, headers: String::new(), body: body.to_owned() }
    }

    /// Too many: come back in so many seconds.
    fn busy(seconds: u64, body: &Value) -> Self {
        Self { headers: format!("Retry-After: {seconds}\r\n"), ..Self::json(429, body) }
    }
}

/// A request, read to its end.
pub(crate) struct Asked {
    /// Without its query.
    path: String,
    query: BTreeMap<String, String>,
    head: Head,
    text: String,
}

impl Asked {
    fn body(&self) -> Option<Value> {
        serde_json::from_str(&self.text).ok()
    }
}

#[derive(Debug, Default)]
pub(crate) struct State {
    keys: StandInKeys,
    taken: Vec<Taken>,
    outages: BTreeMap<String, (Outage, u32)>,
    /// When something was taken last, by service and channel.
    last: BTreeMap<String, Vec<Instant>>,
    /// How many messages Slack has.
    messages: BTreeMap<String, Value>,
}

impl State {
    fn take(&mut self, service: &str, what: &str, body: &Value) {
        self.taken.push(Taken { service: service.to_owned(), what: what.to_owned(), body: body.clone() });
    }

    /// Whether one more fits: at most so many within a time. One that fits is counted.
    fn fits(&mut self, place: &str, most: usize, within: Duration) -> bool {
        let times = self.last.entry(place.to_owned()).or_default();
        times.retain(|time| time.elapsed() < within);
        let fits = times.len() < most;
        if fits {
            times.push(Instant::now());
        }
        fits
    }

    /// What happens instead of the service's work, where something does.
    fn outage(&mut self, service: &str) -> Option<Outage> {
        let (outage, times) = self.outages.get_mut(service)?;
        if *times == 0 {
            return None;
        }
        *times = times.saturating_sub(1);
        Some(*outage)
    }
}

impl StandIns {
    /// Listens on a free port of this machine.
    pub fn start() -> Result<Self> {
        Self::start_with(StandInKeys::default())
    }

    /// The same with other keys.
    pub fn start_with(keys: StandInKeys) -> Result<Self> {
        let state = Arc::new(Mutex::new(State { keys, ..State::default() }));
        let shared = Arc::clone(&state);
        let server = Server::start("127.0.0.1", move |stream| serve(stream, &shared))?;
        Ok(Self { server, state })
    }

    /// The address of a service, as a channel's credential or `url` holds it.
    pub fn url(&self, service: &str) -> String {
        format!("http://{}{}", self.server.address(), path_of(service, &lock(&self.state).keys.token))
    }

    /// Where they listen.
    pub fn port(&self) -> u16 {
        self.server.address().port()
    }

    /// What was taken so far, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        lock(&self.state).taken.clone()
    }

    /// What a service took so far.
    pub fn taken_by(&self, service: &str) -> Vec<Taken> {
        self.taken().into_iter().filter(|one| one.service == service).collect()
    }

    /// The next so many requests to a service are not answered as usual.
    pub fn fail(&self, service: &str, outage: Outage, times: u32) {
        lock(&self.state).outages.insert(service.to_owned(), (outage, times));
    }
}

/// The path that a service answers at which takes that token.
pub fn path_of(service: &str, token: &str) -> String {
    match service {
        "slack" => "/slack/api".to_owned(),
        "slack_webhook" => format!("/slack/hooks/T0/B0/{token}"),
        "dingtalk" => format!("/dingtalk/robot/send?access_token={token}"),
        "feishu" => format!("/feishu/hook/{token}"),
        "wecom" => format!("/wecom/send?key={token}"),
        other => format!("/{other}"),
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let Some(asked) = read(&mut stream) else { return };
    let Some(service) = service(&asked.path) else {
        let reply = control(&asked, &mut lock(state));
        return respond(&mut stream, reply.status, &reply.headers, &reply.body);
    };
    let outage = lock(state).outage(service);
    let reply = match outage {
        Some(Outage::Silent) => return std::thread::sleep(Duration::from_secs(60)),
        Some(Outage::Status(status)) => Reply::text(status, "out of order"),
        Some(Outage::Busy(seconds)) => Reply::busy(seconds, &json!({ "ok": false, "error": "ratelimited" })),
        None => answer(service, &asked, &mut lock(state)),
    };
    respond(&mut stream, reply.status, &reply.headers, &reply.body);
}

fn service(path: &str) -> Option<&'static str> {
    let known = [
        ("/slack/api/", "slack"),
        ("/slack/hooks/", "slack_webhook"),
        ("/dingtalk/", "dingtalk"),
        ("/feishu/", "feishu"),
        ("/wecom/", "wecom"),
        ("/webhook", "webhook"),
        ("/api/v3/user", "git"),
    ];
    known.into_iter().find(|(beginning, _)| path.starts_with(beginning)).map(|(_, service)| service)
}

fn answer(service: &str, asked: &Asked, state: &mut State) -> Reply {
    let method = if service == "git" { "GET" } else { "POST" };
    if asked.head.method != method {
        return Reply::text(405, &format!("only {method} is taken"));
    }
    match service {
        "slack" => slack::method(asked, state),
        "slack_webhook" => slack::webhook(asked, state),
        "dingtalk" => robots::dingtalk(asked, state),
        "feishu" => robots::feishu(asked, state),
        "wecom" => robots::wecom(asked, state),
        "git" => git::whose(asked, state),
        _ => webhook::answer(asked, state),
    }
}

/// For tests that cannot call: `GET /taken` lists what was taken, `POST /fail/SERVICE/KIND/NUMBER/TIMES` begins an outage.
fn control(asked: &Asked, state: &mut State) -> Reply {
    let parts: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["taken"] => {
            let one = |one: &Taken| json!({ "service": one.service, "what": one.what, "body": one.body });
            Reply::json(200, &state.taken.iter().map(one).collect())
        }
        ["fail", service, kind, number, times] => {
            let number: u64 = number.parse().unwrap_or_default();
            let outage = match *kind {
                "busy" => Outage::Busy(number),
                "silent" => Outage::Silent,
                _ => Outage::Status(u16::try_from(number).unwrap_or(503)),
            };
            state.outages.insert((*service).to_owned(), (outage, times.parse().unwrap_or_default()));
            Reply::json(200, &json!({}))
        }
        _ => Reply::text(404, "nobody is here"),
    }
}

fn read(stream: &mut TcpStream) -> Option<Asked> {
    let head = Head::read(stream)?;
    let length: usize = head.header("content-length").and_then(|text| text.parse().ok()).unwrap_or_default();
    if length > LONGEST {
        return None;
    }
    let mut body = head.beginning_of_body.clone();
    let mut rest = vec![0; length.saturating_sub(body.len())];
    stream.read_exact(&mut rest).ok()?;
    body.extend_from_slice(&rest);
    let (path, query) = head.path.split_once('?').unwrap_or((&head.path, ""));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        Some((name.to_owned(), decoded(value)))
    };
    let (path, query) = (path.to_owned(), query.split('&').filter_map(pair).collect());
    Some(Asked { path, query, head, text: String::from_utf8_lossy(&body).into_owned() })
}

/// Undoes the escapes of a query, in which `+` is a blank.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Now, in seconds since 1970.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
