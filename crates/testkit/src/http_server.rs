//! A very small HTTP/1.1 server: one thread per connection, one request per connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::error::{Doing, Result};

const TLS_HANDSHAKE: u8 = 0x16;

/// The head of a request, and what came with it in the same packets.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) method: String,
    /// With its query.
    pub(crate) path: String,
    /// In the order they came in.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) beginning_of_body: Vec<u8>,
}

impl Head {
    /// Reads up to the empty line; nothing when the client says nothing sensible.
    pub(crate) fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        let end = loop {
            // Engines try TLS first and wait long for a server that is silent.
            if bytes.first() == Some(&TLS_HANDSHAKE) {
                return None;
            }
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break end;
            }
            match stream.read(&mut chunk) {
                Ok(count) if count > 0 && bytes.len() < 1 << 20 => {
                    bytes.extend_from_slice(chunk.get(..count)?)
                }
                _ => return None,
            }
        };
        Self::parse(std::str::from_utf8(bytes.get(..end)?).ok()?, bytes.get(end + 4..)?)
    }

    /// The value of a header, whatever the case of its name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn parse(text: &str, rest: &[u8]) -> Option<Self> {
        let mut lines = text.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        Some(Self { method, path, headers, beginning_of_body: rest.to_vec() })
    }
}

/// Answers with a JSON body and closes.
pub(crate) fn respond(stream: &mut TcpStream, status: u16, extra: &str, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n{extra}\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
    // What the client still sends is read, else the kernel resets the connection under its answer.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let _ = std::io::copy(stream, &mut std::io::sink());
}

/// A server that stops listening when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Listens on a free port of `ip` and hands every connection to `serve`.
    pub(crate) fn start(ip: &str, serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Result<Self> {
        let listener = TcpListener::bind((ip, 0)).doing(|| format!("listening on {ip}"))?;
        let address = listener.local_addr().doing(|| format!("listening on {ip}"))?;
        let stop = Arc::new(AtomicBool::new(false));
        let (told, serve) = (Arc::clone(&stop), Arc::new(serve));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if told.load(Ordering::Relaxed) {
                    return;
                }
                let serve = Arc::clone(&serve);
                std::thread::spawn(move || serve(stream));
            }
        });
        Ok(Self { address, stop })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_millis(200));
    }
}
