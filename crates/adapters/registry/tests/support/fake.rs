//! A made-up registry: answers what a function says, and keeps what it was asked.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    /// Path and query.
    pub path: String,
    pub host: String,
    pub authorization: Option<String>,
    pub body: String,
}

/// What comes back.
pub enum Reply {
    Http {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// The connection is dropped without an answer.
    Drop,
}

impl Reply {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Http { status, headers: Vec::new(), body: body.into() }
    }

    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Http { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }
}

pub struct Fake {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    busiest: Arc<AtomicUsize>,
}

impl Fake {
    /// Answers every request with what `answer` says.
    pub async fn start(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::start_slow(Duration::ZERO, answer).await
    }

    /// The same, taking its time for each answer.
    pub async fn start_slow(
        pause: Duration,
        answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, busiest) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let (kept, most) = (seen.clone(), busiest.clone());
        let (answer, busy) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, kept, busy, most) = (answer.clone(), kept.clone(), busy.clone(), most.clone());
                tokio::spawn(async move {
                    let mut stream = stream;
                    while let Some(request) = read(&mut stream).await {
                        most.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        kept.lock().unwrap().push(request.clone());
                        tokio::time::sleep(pause).await;
                        let reply = answer(&request);
                        busy.fetch_sub(1, Ordering::SeqCst);
                        if write(&mut stream, &request.method, reply).await.is_none() {
                            break;
                        }
                    }
                });
            }
        });
        Self { address, seen, busiest }
    }

    pub fn repository(&self) -> String {
        format!("{}/team/api", self.address)
    }

    /// The requests so far whose path holds `part`.
    pub fn seen(&self, part: &str) -> Vec<Seen> {
        self.seen.lock().unwrap().iter().filter(|seen| seen.path.contains(part)).cloned().collect()
    }

    /// The most requests at one time.
    pub fn busiest(&self) -> usize {
        self.busiest.load(Ordering::SeqCst)
    }
}

/// The next request; `None` at the end and for TLS, which is answered as Go's server does.
async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut text = Vec::new();
    let mut piece = [0_u8; 4096];
    loop {
        let count = stream.read(&mut piece).await.ok().filter(|count| *count > 0)?;
        text.extend_from_slice(&piece[..count]);
        if text[0] == 0x16 {
            let _ = stream.write_all(b"HTTP/1.0 400 Bad Request\r\n\r\nnot TLS\n").await;
            return None;
        }
        if let Some(request) = parsed(&text) {
            return Some(request);
        }
    }
}

fn parsed(text: &[u8]) -> Option<Seen> {
    let text = String::from_utf8_lossy(text);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let mut lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut words = head.split_ascii_whitespace();
    (body.len() >= length).then(|| Seen {
        method: words.next().unwrap().to_owned(),
        path: words.next().unwrap().to_owned(),
        host: header("host").unwrap_or_default(),
        authorization: header("authorization"),
        body: body.to_owned(),
    })
}

async fn write(stream: &mut TcpStream, method: &str, reply: Reply) -> Option<()> {
    let Reply::Http { status, headers, body } = reply else { return None };
    let mut head = format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await.ok()?;
    if method != "HEAD" {
        stream.write_all(&body).await.ok()?;
    }
    Some(())
}
