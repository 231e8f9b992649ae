//! Why a registry could not be spoken to at all: from the library's errors to a sentence and a hint.

use std::error::Error;
use std::io;

use slipway_domain::problem::{Code, Problem};
use slipway_tls::{Refused, refused};

/// What went wrong below HTTP.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The certificate is not accepted; how it continues "The certificate of HOST …".
    Certificate { sentence: String, unknown: bool },
    /// The other side does not speak TLS.
    NotTls,
    /// TLS could not be agreed upon.
    Tls(String),
    /// The connection broke in the middle.
    Broken(String),
    /// No connection.
    Connect(String),
    /// It took too long.
    TimedOut,
    /// The answer is larger than any true one.
    TooLarge(usize),
    /// Anything else.
    Other(String),
}

impl Cause {
    /// Whether the same request may succeed a moment later.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Broken(_))
    }

    /// What people are told about `host`.
    pub fn problem(&self, host: &str) -> Problem {
        let (sentence, hint) = self.words(host);
        let problem = Problem::new(Code::RegistryUnreachable, sentence).hint(hint);
        problem.details(serde_json::json!({ "registry": host }))
    }

    fn words(&self, host: &str) -> (String, String) {
        let network = || "check the name, the port and the network (and HTTPS_PROXY and NO_PROXY)".to_owned();
        match self {
            Self::Certificate { sentence, unknown: true } => (
                format!("The certificate of {host} {sentence}"),
                format!(
                    "save the registry's CA certificate in the repository and name it in slipway.yml: \
                     `registries: {{ \"{host}\": {{ ca: FILE }} }}`, or put it where Docker looks: \
                     /etc/docker/certs.d/{host}/ca.crt"
                ),
            ),
            Self::Certificate { sentence, unknown: false } => (
                format!("The certificate of {host} {sentence}"),
                "ask whoever runs the registry for a valid certificate; check this machine's clock too"
                    .to_owned(),
            ),
            Self::NotTls => (
                format!("{host} answers in plain HTTP, where HTTPS is expected"),
                format!(
                    "check the port; where plain HTTP is meant, say so in slipway.yml: \
                     `registries: {{ \"{host}\": {{ insecure: true }} }}`"
                ),
            ),
            Self::Tls(why) => (format!("No secure connection to {host}: {why}"), network()),
            Self::Broken(why) => (
                format!("The connection to {host} broke, and again when tried anew: {why}"),
                "try again when the network is steady; the registry's own log may say more. A registry that \
                 wants a client certificate closes connections too: put NAME.cert and NAME.key into certs.d"
                    .to_owned(),
            ),
            Self::Connect(why) => (format!("{host} cannot be reached: {why}"), network()),
            Self::TimedOut => (format!("{host} did not answer in time"), network()),
            Self::TooLarge(limit) => (
                format!(
                    "{host} sent more than {} MiB where a manifest or configuration was asked for",
                    limit >> 20
                ),
                "check that the address is a registry's".to_owned(),
            ),
            Self::Other(why) => (format!("The request to {host} failed: {why}"), network()),
        }
    }
}

impl From<reqwest::Error> for Cause {
    fn from(error: reqwest::Error) -> Self {
        // Redirects to a store carry signatures in their address.
        let error = error.without_url();
        if let Some(cause) = innermost(&error).iter().find_map(|inner| tls_cause(*inner)) {
            return cause;
        }
        let why = deepest(&error);
        match () {
            () if error.is_timeout() => Self::TimedOut,
            () if error.is_connect() && is_reset(&error) => Self::Broken(why),
            () if error.is_connect() => Self::Connect(why),
            () if error.is_redirect() => Self::Other(why),
            () if error.is_request() || error.is_body() || error.is_decode() => Self::Broken(why),
            () => Self::Other(why),
        }
    }
}

/// The error and everything below it. An `io::Error` hides what it wraps from `source`.
fn innermost<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut chain = vec![error];
    while let Some(last) = chain.last().copied() {
        let wrapped = last.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let below = wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| last.source());
        match below {
            Some(below) if chain.len() < 16 => chain.push(below),
            _ => break,
        }
    }
    chain
}

/// The text at the bottom, which names the cause; what is above it only says that there was one.
fn deepest(error: &(dyn Error + 'static)) -> String {
    let text = innermost(error).last().map(ToString::to_string).unwrap_or_default();
    match innermost(error).iter().any(|inner| inner.to_string().starts_with("dns error")) {
        true => format!("its name is not known ({text})"),
        false => text,
    }
}

fn is_reset(error: &(dyn Error + 'static)) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    let kinds = innermost(error).into_iter().filter_map(|inner| inner.downcast_ref::<io::Error>());
    kinds
        .map(io::Error::kind)
        .any(|kind| matches!(kind, BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof))
}

fn tls_cause(error: &(dyn Error + 'static)) -> Option<Cause> {
    match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(why) => {
            let Refused { sentence, unknown } = refused(why);
            Some(Cause::Certificate { sentence, unknown })
        }
        rustls::Error::InvalidMessage(_) => Some(Cause::NotTls),
        rustls::Error::AlertReceived(alert) => Some(Cause::Tls(format!(
            "the registry refused it ({alert:?}); it may want a client certificate (NAME.cert and NAME.key in certs.d)"
        ))),
        other => Some(Cause::Tls(other.to_string())),
    }
}
