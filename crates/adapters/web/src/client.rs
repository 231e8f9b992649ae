//! One question at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::body::Incoming;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::{CertificateDer, ServerName};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Answer, Duplex, Question, Web};
use slipway_tls::Accepts;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;

use crate::address::Address;
use crate::failures::{no_answer, no_tls, silent, unaskable};

/// How much of a body is read, in bytes.
const LONGEST: usize = 1024 * 1024;

/// Asks over connections of this machine or of a host.
#[derive(Default)]
pub struct WebClient {
    authorities: BTreeMap<String, Vec<CertificateDer<'static>>>,
    /// What was set up for questions with that `ca`, since reading what the system trusts takes long.
    ready: Mutex<BTreeMap<Option<String>, Arc<ClientConfig>>>,
}

impl WebClient {
    /// `authorities` are the PEM files that `ca` of a question names, by that name.
    ///
    /// # Errors
    /// `ConfigurationInvalid` when one holds no certificate.
    pub fn new(authorities: BTreeMap<String, Bytes>) -> Result<Self, Problem> {
        let read = |(name, pem): (String, Bytes)| match slipway_tls::certificates(&pem) {
            found if found.is_empty() => {
                let message = format!("{name}, which `ca` in `verify` names, holds no PEM certificate");
                Err(Problem::new(Code::ConfigurationInvalid, message)
                    .hint("name a file with `-----BEGIN CERTIFICATE-----` in it"))
            }
            found => Ok((name, found)),
        };
        let authorities = authorities.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { authorities, ready: Mutex::default() })
    }

    fn tls(&self, question: &Question<'_>) -> Result<Arc<ClientConfig>, Problem> {
        let wanted = question.ca.map(str::to_owned);
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = ready.get(&wanted) {
            return Ok(known.clone());
        }
        let given = match &wanted {
            None => Vec::new(),
            Some(name) => self.authorities.get(name).cloned().ok_or_else(|| forgotten(question, name))?,
        };
        let set_up = client_config(given).map_err(|error| no_answer(question, &error))?;
        ready.insert(wanted, set_up.clone());
        Ok(set_up)
    }

    async fn connect(&self, question: &Question<'_>, address: &Address) -> Result<Box<dyn Duplex>, Problem> {
        let stream: Box<dyn Duplex> = match question.through {
            Some(host) => match host.connect(&address.host, address.port).await {
                Err(problem) if problem.code == Code::HostCommandFailed => {
                    return Err(no_answer(question, &problem.message));
                }
                connected => connected?,
            },
            None => match TcpStream::connect((address.host.as_str(), address.port)).await {
                Ok(stream) => Box::new(stream),
                Err(error) => return Err(no_answer(question, &error)),
            },
        };
        match &address.secure {
            Some(name) => self.secure(question, stream, name.clone()).await,
            None => Ok(stream),
        }
    }

    async fn secure(
        &self,
        question: &Question<'_>,
        stream: Box<dyn Duplex>,
        name: ServerName<'static>,
    ) -> Result<Box<dyn Duplex>, Problem> {
        let connector = TlsConnector::from(self.tls(question)?);
        match connector.connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(no_tls(question, &error)),
        }
    }
}

fn client_config(given: Vec<CertificateDer<'static>>) -> Result<Arc<ClientConfig>, rustls::Error> {
    let provider = slipway_tls::provider();
    let accepts = Accepts::chosen(given, provider.clone());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(accepts))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A plan from another state of `slipway.yml` than the one that was opened.
fn forgotten(question: &Question<'_>, name: &str) -> Problem {
    let message = format!("{} wants {name}, which slipway.yml no longer names", question.url);
    Problem::new(Code::ConfigurationInvalid, message)
        .hint("bring the slipway.yml back that this plan was made with, or make a new plan")
}

#[async_trait]
impl Web for WebClient {
    async fn get(&self, question: Question<'_>) -> Result<Answer, Problem> {
        let address = Address::read(question.url)?;
        let request = request(&address).map_err(|error| unaskable(question.url, &error))?;
        let until = Instant::now() + question.limit;
        let begun = async {
            let stream = self.connect(&question, &address).await?;
            ask(stream, request).await.map_err(|error| no_answer(&question, &error))
        };
        let Ok(begun) = tokio::time::timeout_at(until, begun).await else {
            let seconds = question.limit.as_secs_f32();
            return Err(silent(&question, &format!("did not answer within {seconds} s")));
        };
        let response = begun?;
        let status = response.status().as_u16();
        let location = response.headers().get(header::LOCATION);
        let location = location.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let (body, cut) = read(response.into_body(), until).await;
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Answer { status, location, body, cut })
    }
}

fn request(address: &Address) -> Result<Request<Empty<Bytes>>, hyper::http::Error> {
    Request::get(&address.path)
        .header(header::HOST, &address.authority)
        .header(header::USER_AGENT, "slipway")
        .header(header::ACCEPT, "*/*")
        .header(header::CONNECTION, "close")
        .body(Empty::new())
}

/// Sends the question and waits for the head of the answer.
async fn ask(
    stream: Box<dyn Duplex>,
    request: Request<Empty<Bytes>>,
) -> Result<Response<Incoming>, hyper::Error> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    // Ends by itself when the answer is read or dropped.
    tokio::spawn(connection);
    sender.send_request(request).await
}

/// Reads a body to its end, or as much as there is room and time for, and says what kept it from the end.
async fn read(mut body: Incoming, until: Instant) -> (Vec<u8>, Option<String>) {
    let mut read = Vec::new();
    loop {
        match tokio::time::timeout_at(until, body.frame()).await {
            Err(_) => return (read, Some("did not end in time".to_owned())),
            Ok(None) => return (read, None),
            Ok(Some(Err(error))) => return (read, Some(format!("broke off: {error}"))),
            Ok(Some(Ok(frame))) => read.extend_from_slice(frame.data_ref().map_or(&[], |data| data)),
        }
        if read.len() > LONGEST {
            read.truncate(LONGEST);
            return (read, Some("is longer than 1 MiB".to_owned()));
        }
    }
}
