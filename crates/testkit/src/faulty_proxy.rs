//! A proxy in front of a registry or of AWS's own API that fails on demand, and keeps count.

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::{Result, TestkitError};
use crate::fake_aws::AwsError;
use crate::http_server::{Head, Server, respond};
use crate::registry::Registry;

/// What happens instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This status, with an error document as registries send it.
    Status(u16),
    /// What AWS's API answers instead.
    Aws(AwsError),
    /// The connection is closed without an answer.
    Drop,
    /// The answer comes after this time.
    Delay(Duration),
    /// The request is passed on once the faults are forgotten.
    Hold,
}

/// Forwards without TLS, except where told to fail.
#[derive(Debug)]
pub struct FaultyProxy {
    server: Server,
    script: Arc<Mutex<Script>>,
}

#[derive(Debug, Default)]
struct Script {
    rules: Vec<Rule>,
    requests: Vec<String>,
    /// How many times the faults were forgotten.
    healed: u64,
}

#[derive(Debug)]
struct Rule {
    matching: String,
    fault: Fault,
    times: u32,
}

impl FaultyProxy {
    /// Listens on `ip`: `127.0.0.1`, or a network's own address so that hosts reach it too.
    pub fn start(ip: &str, registry: &Registry) -> Result<Self> {
        if registry.url().starts_with("https") {
            return Err(TestkitError::new(
                "a faulty proxy reads what it forwards, so its registry must not speak TLS",
            ));
        }
        Self::in_front_of(ip, registry.address())
    }

    /// The same in front of whatever answers at `address:port`.
    pub fn in_front_of(ip: &str, address: &str) -> Result<Self> {
        let script = Arc::new(Mutex::new(Script::default()));
        let (shared, upstream) = (Arc::clone(&script), address.to_owned());
        let server = Server::start(ip, move |stream| serve(stream, &shared, &upstream))?;
        Ok(Self { server, script })
    }

    /// `address:port`, to be used in place of what it stands before.
    pub fn address(&self) -> String {
        self.server.address().to_string()
    }

    /// Lets the next `times` requests fail whose `METHOD /path?query`, with what they ask AWS for behind a blank, holds
    /// `matching`.
    pub fn fail(&self, matching: &str, fault: Fault, times: u32) {
        lock(&self.script).rules.push(Rule { matching: matching.to_owned(), fault, times });
    }

    /// Forgets every fault.
    pub fn heal(&self) {
        let mut script = lock(&self.script);
        script.rules.clear();
        script.healed += 1;
    }

    /// Every request so far as `METHOD /path?query`, and what it asks AWS for, in the order of their arrival.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.script).requests.clone()
    }
}

impl Drop for FaultyProxy {
    /// Lets go of what it holds.
    fn drop(&mut self) {
        self.heal();
    }
}

fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Script {
    /// Notes the request and says how it is to fail.
    fn next(&mut self, head: &Head) -> Option<Fault> {
        let mut request = format!("{} {}", head.method, head.path);
        if let Some(action) = head.header("x-amz-target") {
            request += &format!(" {action}");
        }
        let rule = self.rules.iter_mut().find(|rule| rule.times > 0 && request.contains(&rule.matching));
        let fault = rule.map(|rule| {
            rule.times -= 1;
            rule.fault.clone()
        });
        self.requests.push(request);
        fault
    }
}

fn serve(mut stream: TcpStream, script: &Mutex<Script>, upstream: &str) {
    let Some(head) = Head::read(&mut stream) else {
        return;
    };
    let fault = lock(script).next(&head);
    match fault {
        Some(Fault::Drop) => {}
        Some(Fault::Status(status)) => {
            respond(&mut stream, status, challenge(status), &error_document(status))
        }
        Some(Fault::Aws(error)) => respond(&mut stream, error.status, "", &error.document()),
        Some(Fault::Delay(time)) => {
            std::thread::sleep(time);
            forward(stream, &head, upstream);
        }
        Some(Fault::Hold) => {
            let at = lock(script).healed;
            while lock(script).healed == at {
                std::thread::sleep(Duration::from_millis(10));
            }
            forward(stream, &head, upstream);
        }
        None => forward(stream, &head, upstream),
    }
}

fn challenge(status: u16) -> &'static str {
    if status == 401 { "WWW-Authenticate: Basic realm=\"slipway-test\"\r\n" } else { "" }
}

fn error_document(status: u16) -> String {
    let code = match status {
        401 => "UNAUTHORIZED",
        403 => "DENIED",
        404 => "MANIFEST_UNKNOWN",
        429 => "TOOMANYREQUESTS",
        _ => "UNKNOWN",
    };
    serde_json::json!({"errors": [{"code": code, "message": "a fault of the test"}]}).to_string()
}

/// One request, then both sides close: `Connection: close` is put in for that.
fn forward(mut client: TcpStream, head: &Head, upstream: &str) {
    let Ok(mut server) = TcpStream::connect(upstream) else {
        return;
    };
    let mut text = format!("{} {} HTTP/1.1\r\nConnection: close\r\n", head.method, head.path);
    for (name, value) in head.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("connection")) {
        text += &format!("{name}: {value}\r\n");
    }
    text += "\r\n";
    if server.write_all(text.as_bytes()).and_then(|()| server.write_all(&head.beginning_of_body)).is_err() {
        return;
    }
    let (Ok(mut from_client), Ok(mut to_server)) = (client.try_clone(), server.try_clone()) else {
        return;
    };
    let body = std::thread::spawn(move || std::io::copy(&mut from_client, &mut to_server));
    let _ = std::io::copy(&mut server, &mut client);
    let _ = client.shutdown(Shutdown::Both);
    let _ = body.join();
}
