//! Why there is no answer, and what to do about it.

use std::io;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Question;
use slipway_tls::refused;

/// An address that cannot be asked.
pub(crate) fn unaskable(url: &str, why: &dyn std::fmt::Display) -> Problem {
    Problem::new(Code::ConfigurationInvalid, format!("`{url}` in `verify` cannot be asked: {why}"))
}

/// No answer, and why: `did not answer: connection refused`.
pub(crate) fn silent(question: &Question<'_>, what: &str) -> Problem {
    let seen = question.through.map(|host| format!(" as seen from {}", host.address())).unwrap_or_default();
    Problem::new(Code::VerifyFailed, format!("{}{seen} {what}", question.url))
}

/// A handshake that failed.
pub(crate) fn no_tls(question: &Question<'_>, error: &io::Error) -> Problem {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    let (what, hint) = match inner {
        Some(rustls::Error::InvalidCertificate(why)) => {
            let why = refused(why);
            let hint = match why.unknown {
                true => {
                    "put the authority's certificate into the repository and name it beside `url`: \
                     `ca: certs/ca.pem`; or let this machine's system trust it"
                }
                false => {
                    "give the service a certificate that is valid for this name; ask it by a name that is in \
                     the certificate; check this machine's clock. Certificates are always checked"
                }
            };
            (format!("cannot be trusted: its certificate {}", why.sentence), hint)
        }
        Some(rustls::Error::InvalidMessage(_)) => (
            "answers in plain HTTP, where HTTPS is expected".to_owned(),
            "check the port; where plain HTTP is meant, write http://",
        ),
        Some(rustls::Error::AlertReceived(alert)) => (
            format!("refused the TLS connection ({alert:?})"),
            "the service's own log may say why; one that wants a client certificate cannot be asked",
        ),
        Some(other) => (format!("has no TLS that can be agreed upon: {other}"), LOOK),
        None if error.kind() == io::ErrorKind::UnexpectedEof => {
            ("closed the connection in the middle of the TLS handshake".to_owned(), LOOK)
        }
        None => (format!("did not answer: {error}"), LOOK),
    };
    silent(question, &what).hint(hint)
}

/// What to do where nothing better is known.
const LOOK: &str = "look whether the service listens there and what its log says";

/// A connection that was not made, or broke before there was an answer.
pub(crate) fn no_answer(question: &Question<'_>, why: &dyn std::fmt::Display) -> Problem {
    silent(question, &format!("did not answer: {why}")).hint(LOOK)
}
